import type { InstagramConfig, NumberConfig } from "../config";

/** A person with a phone; `online` is whether messages reach it, `readReceipts` whether it tells of reading. */
export interface Person {
  name: string;
  phone: string;
  userId?: string;
  hidePhone: boolean;
  instagram?: { username: string; igsid?: string };
  online: boolean;
  readReceipts: boolean;
  /** Blocks every business: what is sent then fails with 131026. */
  blocked: boolean;
}

/** Whom a person can chat with. `phoneNumberId` is its id: on Instagram the account's. */
export interface Business {
  phoneNumberId: string;
  displayPhoneNumber: string;
  verifiedName: string;
  subscribed: boolean;
}

export interface BusinessNumber extends NumberConfig, Business {
  platform: "whatsapp";
  registered: boolean;
  subscribed: boolean;
  /** How it stands with Meta, where that is not as it should be. */
  quality?: string;
  nameStatus?: string;
  status?: string;
  messagingLimit?: string;
  /** It is none of the configuration's. */
  isAdded?: boolean;
}

export interface InstagramAccount extends InstagramConfig, Business {
  platform: "instagram";
  login: "instagram" | "page";
  subscribed: boolean;
  /** It is none of the configuration's. */
  isAdded?: boolean;
}

export interface Media {
  id: string;
  phoneNumberId: string;
  mimeType: string;
  bytes: Buffer;
  /** Hex, as `GET /{media_id}` shows it. */
  sha256: string;
  filename?: string;
  createdAtMs: number;
  expiresAtMs: number;
}

export interface MediaReference {
  mediaId: string;
  mimeType: string;
  filename?: string;
  sizeBytes: number;
}

export type MessageState = "pending" | "sent" | "delivered" | "read" | "failed";

export interface ListSection {
  title?: string;
  rows: { id: string; title: string; description?: string }[];
}

/** One bubble of a chat, as the phone shows it. */
export interface ChatMessage {
  id: string;
  from: "person" | "business";
  atMs: number;
  type: string;
  text?: string;
  header?: string;
  footer?: string;
  media?: MediaReference;
  location?: { latitude: number; longitude: number; name?: string; address?: string };
  buttons?: { id: string; title: string }[];
  list?: { button: string; sections: ListSection[] };
  link?: { title: string; url: string };
  /** The id that a pressed button or row sends back. */
  replyId?: string;
  quotedId?: string;
  /** Emoji by who put it there. */
  reactions?: { person?: string; business?: string };
  state: MessageState;
  error?: { code: number; title: string };
  opaque?: string;
  /** Instagram: taken back by who wrote it, or changed afterwards. */
  isDeleted?: boolean;
  isEdited?: boolean;
  /** Which of the gallery's samples a person sent. */
  sample?: string;
}

export interface Chat {
  phoneNumberId: string;
  phone: string;
  messages: ChatMessage[];
  /** When the person last wrote: it opens the 24-hour window. */
  lastInboundMs: number | null;
  typingUntilMs: number;
}

export interface GraphCall {
  seq: number;
  at: string;
  method: string;
  path: string;
  phoneNumberId?: string;
  body?: unknown;
  status: number;
  result: unknown;
  /** Whether the call had its effect: a faulty answer may hide a message that was sent. */
  effect: boolean;
  fault?: string;
}

export interface Sms {
  id: string;
  at: string;
  phone: string;
  message: string;
  senderId?: string;
}

export interface Mail {
  id: string;
  at: string;
  from: string;
  to: string[];
  subject: string;
  text: string;
  html: string;
  attachments: { filename: string; mimeType: string; sizeBytes: number }[];
}

/** A webhook on its way: the exact bytes are kept, so that every attempt carries the same signature. */
export interface PendingWebhook {
  id: number;
  /** Whose app signs it. */
  platform?: "whatsapp" | "instagram";
  url: string;
  body: string;
  attempts: number;
  firstAtMs: number;
  nextAtMs: number;
  lastResult?: string;
  /** Messages by people that are under way in this body; they get their second tick when it is accepted. */
  messages: { phoneNumberId: string; phone: string; id: string }[];
}
