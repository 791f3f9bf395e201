import { createHmac } from "node:crypto";

/** One change of one business account: what Meta puts into `entry[].changes[]`. */
export interface WhatsAppUpdate {
  platform?: "whatsapp";
  wabaId: string;
  field: string;
  value: Record<string, unknown>;
}

/** One event of one Instagram account: what Meta puts into `entry[].messaging[]`. */
export interface InstagramUpdate {
  platform: "instagram";
  accountId: string;
  atMs: number;
  item: Record<string, unknown>;
  /** Tells of a message of the business's own (an echo, a read receipt), as a status does on WhatsApp. */
  isReport: boolean;
}

export type WebhookUpdate = WhatsAppUpdate | InstagramUpdate;

/** The body for updates of one account's events each; Instagram puts one event into an entry. */
export function instagramEnvelope(updates: InstagramUpdate[]): Record<string, unknown> {
  const entry = updates.map(({ accountId, atMs, item }) => ({
    time: atMs,
    id: accountId,
    messaging: [item],
  }));
  return { object: "instagram", entry };
}

/** The body for one or several updates; updates of one account share an entry. */
export function whatsappEnvelope(updates: WhatsAppUpdate[]): Record<string, unknown> {
  const entries = new Map<string, { id: string; changes: unknown[] }>();
  for (const { wabaId, field, value } of updates) {
    const entry = entries.get(wabaId) ?? { id: wabaId, changes: [] };
    entry.changes.push({ value, field });
    entries.set(wabaId, entry);
  }
  return { object: "whatsapp_business_account", entry: [...entries.values()] };
}

/** JSON as Meta's servers write it: ASCII only, non-ASCII as lower-case `\uXXXX`, every slash as `\/`. */
export function metaJson(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll("/", "\\/")
    .replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** Value of `X-Hub-Signature-256`: HMAC-SHA256 over the exact bytes with the app's secret. */
export function signatureOf(body: string, appSecret: string): string {
  return `sha256=${createHmac("sha256", appSecret).update(body).digest("hex")}`;
}
