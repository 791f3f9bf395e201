import { createHash } from "node:crypto";
import type { SimulatorConfig } from "../config";
import { type Code, defaultOauthSettings, type Grant, type OauthSettings } from "../oauth/types";
import { businessScopedUserId, instagramScopedId, newMediaId } from "./ids";
import type {
  BusinessNumber,
  Chat,
  ChatMessage,
  GraphCall,
  InstagramAccount,
  Mail,
  Media,
  Person,
  Sms,
} from "./types";

/** All that the simulator knows, in memory. */
export interface World {
  numbers: BusinessNumber[];
  accounts: InstagramAccount[];
  people: Person[];
  chats: Map<string, Chat>;
  media: Map<string, Media>;
  calls: GraphCall[];
  sms: Sms[];
  mails: Mail[];
  /** Tokens that dialogs gave. */
  grants: Grant[];
  oauth: { settings: OauthSettings; codes: Code[] };
}

const KEPT_CALLS = 5000;

export function createWorld(config: SimulatorConfig): World {
  return {
    numbers: config.numbers.map((number) => ({
      registered: true,
      subscribed: true,
      ...number,
      platform: "whatsapp",
    })),
    accounts: config.instagramAccounts.map((account) => ({
      login: "instagram",
      subscribed: true,
      ...account,
      platform: "instagram",
      phoneNumberId: account.userId,
      displayPhoneNumber: `@${account.username}`,
      verifiedName: account.name,
    })),
    people: config.people.map(newPerson),
    chats: new Map(),
    media: new Map(),
    calls: [],
    sms: [],
    mails: [],
    grants: [],
    oauth: { settings: defaultOauthSettings(), codes: [] },
  };
}

export function newPerson(given: {
  name: string;
  phone: string;
  userId?: string;
  hidePhone?: boolean;
  instagram?: Person["instagram"];
}): Person {
  return {
    name: given.name,
    phone: given.phone,
    userId: given.userId,
    hidePhone: given.hidePhone ?? false,
    instagram: given.instagram,
    online: true,
    readReceipts: true,
    blocked: false,
  };
}

export function findNumber(world: World, phoneNumberId: string): BusinessNumber | undefined {
  return world.numbers.find((number) => number.phoneNumberId === phoneNumberId);
}

export function findAccount(world: World, id: string): InstagramAccount | undefined {
  return world.accounts.find((account) => account.userId === id);
}

/** The id by which an Instagram account knows a person; a given one belongs to the first account. */
export function igsidOf(world: World, person: Person, account: InstagramAccount): string {
  const isFirst = world.accounts[0]?.userId === account.userId;
  return isFirst && person.instagram?.igsid
    ? person.instagram.igsid
    : instagramScopedId(person.phone, account.userId);
}

export function findPersonByIgsid(
  world: World,
  igsid: string,
  account: InstagramAccount,
): Person | undefined {
  return world.people.find((person) => person.instagram && igsidOf(world, person, account) === igsid);
}

export function findPerson(world: World, phone: string): Person | undefined {
  return world.people.find((person) => person.phone === phone);
}

/** A person by the user id under which this business knows them. */
export function findPersonByUserId(world: World, userId: string, wabaId: string): Person | undefined {
  return world.people.find((person) => userIdOf(world, person, wabaId) === userId);
}

/** A person's given user id belongs to the first business account; every other one sees one of its own. */
export function userIdOf(world: World, person: Person, wabaId: string): string {
  const isFirst = world.numbers[0]?.wabaId === wabaId;
  return isFirst && person.userId ? person.userId : businessScopedUserId(person.phone, wabaId);
}

export function chatOf(world: World, phoneNumberId: string, phone: string): Chat {
  const key = `${phoneNumberId}:${phone}`;
  const known = world.chats.get(key);
  if (known) return known;
  const chat: Chat = { phoneNumberId, phone, messages: [], lastInboundMs: null, typingUntilMs: 0 };
  world.chats.set(key, chat);
  return chat;
}

export function findMessage(
  world: World,
  phoneNumberId: string,
  messageId: string,
): { chat: Chat; message: ChatMessage } | undefined {
  for (const chat of world.chats.values()) {
    if (chat.phoneNumberId !== phoneNumberId) continue;
    const message = chat.messages.find((one) => one.id === messageId);
    if (message) return { chat, message };
  }
  return undefined;
}

/** Keeps a file; `livesMs` is 30 days for an upload and 7 for what a person sent. */
export function storeMedia(
  world: World,
  file: { phoneNumberId: string; bytes: Buffer; mimeType: string; filename?: string },
  nowMs: number,
  livesMs: number,
): Media {
  const media: Media = {
    ...file,
    id: newMediaId(),
    sha256: createHash("sha256").update(file.bytes).digest("hex"),
    createdAtMs: nowMs,
    expiresAtMs: nowMs + livesMs,
  };
  world.media.set(media.id, media);
  return media;
}

export function recordCall(world: World, call: Omit<GraphCall, "seq">): GraphCall {
  const recorded = { ...call, seq: (world.calls.at(-1)?.seq ?? 0) + 1 };
  world.calls.push(recorded);
  if (world.calls.length > KEPT_CALLS) world.calls.shift();
  return recorded;
}
