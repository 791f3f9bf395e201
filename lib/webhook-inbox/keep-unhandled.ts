import { sql } from "drizzle-orm";
import { unhandledEvents } from "@/db/schema/inbox";
import { sha256Hex } from "@/lib/crypto";
import type { Json, WebhookItem } from "@/lib/meta/webhook/item";
import { withPlatform } from "@/lib/tenancy/with-tenant";

/** An item and its place in its body: what names it when it carries no id of its own. */
export type PlacedItem<I extends WebhookItem = WebhookItem> = {
  eventId: string;
  place: number;
  platform: string;
  item: I;
};

/** Keeps an item aside once, however often its body is read again: the id is made of its place (F-01). */
export async function keepUnhandled(
  { eventId, place, platform, item }: PlacedItem,
  ceoId: string | null,
  reason: string = reasonOf(item),
): Promise<void> {
  const id = `unh_${sha256Hex(`${eventId}/${place}`).slice(0, 26)}`;
  const payload = sql`${JSON.stringify(payloadOf(item))}::jsonb`;
  await withPlatform((tx) =>
    tx
      .insert(unhandledEvents)
      .values({ id, eventId, platform, ceoId, reason, payload })
      .onConflictDoNothing(),
  );
}

function reasonOf(item: WebhookItem): string {
  if (item.type === "unhandled") return item.reason;
  return item.type === "account" ? `account_${item.field}` : "no_such_channel";
}

function payloadOf(item: WebhookItem): Json {
  return "payload" in item ? item.payload : { status: item.status, id: item.externalId };
}
