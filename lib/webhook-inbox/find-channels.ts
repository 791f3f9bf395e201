import { rawSql } from "@/db/client";
import type { WebhookItem } from "@/lib/meta/webhook/item";

export type Channel = { ceoId: string; channelId: string };

/**
 * Which business each item's channel belongs to, in one look-up. Nobody's id is kept aside, never guessed (P5.4).
 */
export async function findChannels(
  items: readonly WebhookItem[],
): Promise<(item: WebhookItem) => Channel | null> {
  const named = new Map(
    items.flatMap((item) => (keyOf(item) === null ? [] : [[keyOf(item), item] as const])),
  );
  if (named.size === 0) return () => null;
  const given = [...named].map(([key, item]) => ({
    key,
    platform: item.platform,
    id: item.channelExternalId,
  }));
  const rows = await rawSql()<({ key: string } & Channel)[]>`
    select given.key, found.ceo_id as "ceoId", found.channel_id as "channelId"
    from json_to_recordset(${JSON.stringify(given)}::text::json) as given(key text, platform text, id text),
      lookup_channel(given.platform, given.id) as found`;
  const found = new Map(rows.map(({ key, ...channel }) => [key, channel]));
  return (item) => found.get(keyOf(item) ?? "") ?? null;
}

function keyOf(item: WebhookItem): string | null {
  if (!item.channelExternalId || item.platform === "unknown") return null;
  return `${item.platform}/${item.channelExternalId}`;
}
