/** What a webhook says, in one shape for WhatsApp and Instagram. Every string is free of NUL and lone surrogates. */

export type Platform = "whatsapp" | "instagram";

/** JSON as it may be stored: plain objects, no NUL characters, no prototype keys, at most 32 levels deep. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** Who wrote (or who was written to). At least one of phone, userId and igsid is there. */
export type Person = {
  /** Digits without plus, as Meta sends them (`wa_id`). */
  phone?: string;
  /** Business-scoped user id (`NG.…`): stands in for a hidden phone number. */
  userId?: string;
  /** Instagram-scoped id. */
  igsid?: string;
  /** For display only: changeable and re-assignable. */
  username?: string;
  profileName?: string;
};

export type Media = {
  /** WhatsApp: fetched through Graph by this id. */
  id?: string;
  /** Instagram: a short-lived address on Meta's CDN. */
  url?: string;
  mimeType?: string;
  sha256Hex?: string;
  /** Chosen by the sender: never a path, never trusted. */
  filename?: string;
  caption?: string;
};

export type ContentKind =
  | "text"
  | "image"
  | "document"
  | "audio"
  | "video"
  | "sticker"
  | "location"
  | "contacts"
  | "button"
  | "list"
  | "reaction"
  | "order"
  | "edit"
  | "revoke"
  | "share"
  | "story_mention"
  | "unsupported";

export type Content = {
  kind: ContentKind;
  /** What was written; a button's or a row's title; for "edit" the new text. */
  text?: string;
  media?: Media;
  /** Instagram may put several pictures into one message: those after the first. */
  moreMedia?: Media[];
  /** The id we gave the button or row that was pressed. */
  buttonId?: string;
  quotedExternalId?: string;
  forwarded?: boolean;
  /** `emoji` is null when the reaction was taken back. */
  reaction?: { targetExternalId: string; emoji: string | null };
  /** The message an "edit" or "revoke" is about. */
  targetExternalId?: string;
};

export type MetaError = { code: number | null; title: string; details: string };

export type MessageItem = Content & {
  type: "message";
  platform: Platform;
  /** WhatsApp: phone_number_id. Instagram: the professional account's id (17841…). */
  channelExternalId: string;
  externalId: string;
  from: Person;
  sentAt: Date;
  /** Set when Meta could not fetch or read the message's content. */
  errors?: MetaError[];
  payload: Json;
};

/** A message the business sent: typed in its own phone app, or by our API (Instagram). Never answered. */
export type EchoItem = Content & {
  type: "echo";
  platform: Platform;
  channelExternalId: string;
  externalId: string;
  to: Person;
  sentAt: Date;
  /** The Meta app that sent it, where Meta says so. */
  appId?: string;
  payload: Json;
};

export type StatusItem = {
  type: "status";
  platform: Platform;
  channelExternalId: string;
  externalId: string;
  status: "sent" | "delivered" | "read" | "played" | "failed";
  at: Date;
  recipient: Person;
  /** The text given as `biz_opaque_callback_data` when the message was sent. */
  callbackData?: string;
  errors: MetaError[];
};

/** A person changed number, user id or device key. `from` names them as they were known before. */
export type IdentityChangeItem = {
  type: "identity_change";
  platform: "whatsapp";
  channelExternalId: string;
  /** Distinct per change, for de-duplication. */
  externalId: string;
  change: "phone" | "user_id" | "device";
  from: Person;
  newPhone?: string;
  newUserId?: string;
  at: Date;
  payload: Json;
};

/** News about the account, its numbers, templates, limits or a person's marketing preferences. */
export type AccountItem = {
  type: "account";
  platform: "whatsapp";
  field: string;
  /** WhatsApp business account id. */
  wabaId: string | null;
  channelExternalId?: string;
  event?: string;
  at: Date | null;
  payload: Json;
};

export type UnhandledReason =
  | "history"
  | "contacts_sync"
  | "standby"
  | "group"
  | "calls"
  | "comment"
  | "handover"
  | "referral"
  | "self"
  | "dashboard_test"
  | "value_errors"
  | "unknown_field"
  | "unknown_object"
  | "unknown_status"
  | "unknown_event"
  | "empty"
  | "no_channel"
  | "no_id"
  | "no_sender"
  | "no_time"
  | "malformed"
  | "too_deep"
  | "too_many";

/** Kept, not acted upon. */
export type UnhandledItem = {
  type: "unhandled";
  platform: Platform | "unknown";
  reason: UnhandledReason;
  field?: string;
  channelExternalId?: string;
  payload: Json;
};

export type WebhookItem =
  | MessageItem
  | EchoItem
  | StatusItem
  | IdentityChangeItem
  | AccountItem
  | UnhandledItem;
