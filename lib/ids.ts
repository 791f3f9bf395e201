import { randomBytes, randomFillSync } from "node:crypto";
import { ulid } from "ulid";

/** Prefixes tell a reader (and a log) what an id names. */
const PREFIXES = {
  ceo: "ceo",
  identity: "idn",
  vendor: "vnd",
  session: "ses",
  challenge: "chl",
  channel: "chn",
  selection: "sel",
  contact: "con",
  contactIdentity: "cid",
  conversation: "cnv",
  message: "msg",
  conversationEvent: "cev",
  webhookEvent: "evt",
  product: "prd",
  offer: "off",
  order: "ord",
  orderItem: "itm",
  transition: "trn",
  dispute: "dsp",
  receipt: "rcp",
  creditFact: "crd",
  escalation: "esc",
  bankAccount: "bnk",
  notice: "ntc",
  pushSubscription: "psh",
  pushDelivery: "pdl",
  passkey: "pky",
  profileChange: "pch",
  recovery: "rec",
  attempt: "att",
  confirmation: "cnf",
  unhandled: "unh",
  request: "req",
} as const;

export type IdKind = keyof typeof PREFIXES;

/**
 * A new id: prefix, then a ULID (48 bits of time, 80 random bits), so that rows made later sort later.
 * Not a secret: where an id alone must not be guessed, use {@link newSecret}.
 */
export function newId(kind: IdKind): string {
  return `${PREFIXES[kind]}_${ulid(undefined, drawFraction).toLowerCase()}`;
}

const drawn = new Uint8Array(4096);
let drawnUsed = drawn.length;

/**
 * A random fraction from 0 to below 1 in steps of 1/256, which gives each of an id's 32 letters the same chance. Bytes
 * are drawn by the thousand: asking the system for each letter costs more than storing a webhook.
 */
function drawFraction(): number {
  if (drawnUsed === drawn.length) {
    randomFillSync(drawn);
    drawnUsed = 0;
  }
  const byte = drawn[drawnUsed] ?? 0;
  drawnUsed += 1;
  return byte / 256;
}

/** An unguessable id (128 random bits, base64url) with the kind's prefix, e.g. for a challenge. */
export function newUnguessableId(kind: IdKind): string {
  return `${PREFIXES[kind]}_${randomBytes(16).toString("base64url")}`;
}

/** A bearer secret: 256 random bits, base64url. Only its hash is ever stored. */
export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}
