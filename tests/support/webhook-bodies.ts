import { createHmac } from "node:crypto";

export const APP_SECRET = "app-secret";

type Message = { id: string; from?: string; fromUserId?: string; text?: string; timestamp?: number } & Record<
  string,
  unknown
>;

/** A body as Meta sends it: escaped non-ASCII and slashes, one change with these messages or statuses. */
export function whatsAppBody(
  phoneNumberId: string,
  parts: { messages?: Message[]; statuses?: Record<string, unknown>[]; contacts?: Record<string, unknown>[] },
): Buffer {
  const value = {
    messaging_product: "whatsapp",
    metadata: { display_phone_number: "2348030001001", phone_number_id: phoneNumberId },
    ...(parts.contacts ? { contacts: parts.contacts } : {}),
    ...(parts.messages ? { messages: parts.messages.map(toMeta) } : {}),
    ...(parts.statuses ? { statuses: parts.statuses } : {}),
  };
  return asMeta({
    object: "whatsapp_business_account",
    entry: [{ id: "102290129340398", changes: [{ field: "messages", value }] }],
  });
}

/** JSON the way Meta writes it on the wire. */
export function asMeta(body: unknown): Buffer {
  const json = JSON.stringify(body)
    .replace(/[\u0080-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .replaceAll("/", "\\/");
  return Buffer.from(json, "latin1");
}

/** The header that goes with these very bytes. */
export function signatureOf(raw: Uint8Array, secret = APP_SECRET): string {
  return `sha256=${createHmac("sha256", secret).update(raw).digest("hex")}`;
}

function toMeta({ id, from, fromUserId, text, timestamp, ...rest }: Message): Record<string, unknown> {
  return {
    id,
    ...(from ? { from } : {}),
    ...(fromUserId ? { from_user_id: fromUserId } : {}),
    timestamp: String(timestamp ?? Math.floor(Date.now() / 1000)),
    ...(text === undefined ? {} : { type: "text", text: { body: text } }),
    ...rest,
  };
}
