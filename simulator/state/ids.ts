import { createHash, randomBytes, randomInt } from "node:crypto";

/** A WhatsApp message id of Meta's look: `wamid.` and base64 of the phone and a random part. */
export function newMessageId(phone: string, direction: "in" | "out"): string {
  const random = randomBytes(10).toString("hex").toUpperCase();
  const head = Buffer.from([0x1c, 0x18, phone.length]);
  const middle = Buffer.from([0x15, 0x02, 0x00, direction === "in" ? 0x12 : 0x11, 0x18, random.length]);
  const bytes = Buffer.concat([head, Buffer.from(phone), middle, Buffer.from(random), Buffer.from([0])]);
  return `wamid.${bytes.toString("base64")}`;
}

/** An Instagram message id: long, opaque, base64. */
export function newInstagramMessageId(accountId: string): string {
  const text = `ig_dm:item:1:IGMessageID:${accountId}:${randomBytes(48).toString("hex")}`;
  return `aWdfZAG1f${Buffer.from(text).toString("base64url")}`;
}

/** The id by which one Instagram account knows a person: another account gets another id. */
export function instagramScopedId(phone: string, accountId: string): string {
  const digest = createHash("sha256").update(`ig:${accountId}:${phone}`).digest();
  return `1${digest.readBigUInt64BE(0).toString().slice(0, 15).padStart(15, "7")}`;
}

/** Media ids are digits, about fifteen of them, and do not fit a double safely: they are strings. */
export function newMediaId(): string {
  return `${randomInt(1, 9)}${randomInt(10 ** 7, 10 ** 8)}${randomInt(10 ** 7, 10 ** 8)}`;
}

/** The trace id in Meta's error bodies. */
export function newTraceId(): string {
  return `A${randomBytes(16).toString("base64url").slice(0, 22)}`;
}

/** The user id by which one business portfolio knows a person: another portfolio gets another id. */
export function businessScopedUserId(phone: string, wabaId: string): string {
  const digest = createHash("sha256").update(`${wabaId}:${phone}`).digest();
  return `NG.${digest.readBigUInt64BE(0).toString().slice(0, 16).padStart(16, "1")}`;
}
