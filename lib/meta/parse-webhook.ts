import type { Platform, WebhookItem } from "./webhook/item";
import { readInstagramBody } from "./webhook/parse-instagram";
import { readWhatsAppBody } from "./webhook/parse-whatsapp";
import { field, isObject, storableJson } from "./webhook/read-json";

export type * from "./webhook/item";

/** Meta puts at most 1,000 updates into one POST. */
export const MAX_ITEMS = 1_000;

export type ParsedWebhook =
  | { ok: false; reason: "not_json" }
  | { ok: true; platform: Platform | "unknown"; items: WebhookItem[] };

/**
 * Reads the body of one webhook POST into items, each on its own: an item that cannot be read becomes "unhandled" with its
 * reason and disturbs no other. Never throws. The caller has checked signature and size (4 MiB).
 */
export function parseWebhook(raw: Uint8Array): ParsedWebhook {
  const body = parseJson(raw);
  if (body === undefined) return { ok: false, reason: "not_json" };
  const object = field(body, "object");
  if (isObject(body) && object === "whatsapp_business_account") {
    return { ok: true, platform: "whatsapp", items: collect(readWhatsAppBody(body), "whatsapp") };
  }
  if (isObject(body) && object === "instagram") {
    return { ok: true, platform: "instagram", items: collect(readInstagramBody(body), "instagram") };
  }
  const payload = storableJson(body) ?? null;
  return {
    ok: true,
    platform: "unknown",
    items: [{ type: "unhandled", platform: "unknown", reason: "unknown_object", payload }],
  };
}

/** Bytes that are not UTF-8 are read with replacement characters: one bad name must not lose a batch. */
function parseJson(raw: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8").decode(raw));
  } catch {
    return undefined;
  }
}

function collect(source: Generator<WebhookItem>, platform: Platform): WebhookItem[] {
  const items: WebhookItem[] = [];
  let leftOut = 0;
  for (const item of source) {
    if (items.length < MAX_ITEMS) items.push(item);
    else leftOut += 1;
  }
  if (leftOut > 0) {
    items.push({ type: "unhandled", platform, reason: "too_many", payload: { left_out: leftOut } });
  }
  if (items.length === 0) items.push({ type: "unhandled", platform, reason: "empty", payload: null });
  return items;
}
