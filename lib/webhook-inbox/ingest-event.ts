import { eq, sql } from "drizzle-orm";
import { rawSql } from "@/db/client";
import { unhandledEvents, webhookEvents } from "@/db/schema/inbox";
import { changeIdentity } from "@/lib/contacts/resolve-contact";
import { newId } from "@/lib/ids";
import { describeError, log } from "@/lib/log";
import { receiveEcho, receiveMessage } from "@/lib/messaging/receive-message";
import { recordStatus } from "@/lib/messaging/record-status";
import { parseWebhook } from "@/lib/meta/parse-webhook";
import type { Json, WebhookItem } from "@/lib/meta/webhook/item";
import { systemContext } from "@/lib/tenancy/context";
import { withPlatform, withTenant } from "@/lib/tenancy/with-tenant";
import { isPassing } from "./rules";

/**
 * Reads one stored body into items and gives each to its business, each in a transaction of its own: one that fails is
 * set aside where a person sees it and disturbs no other. Safe to run again: every effect is keyed by Meta's ids.
 */
export async function ingestEvent(input: { eventId: string }): Promise<void> {
  const event = await loadEvent(input.eventId);
  if (!event || event.state === "done") return;
  const parsed = parseWebhook(event.raw);
  if (!parsed.ok) return finish(input.eventId, "set_aside", "not_json");
  for (const item of parsed.items) await ingestItem(input.eventId, event.platform, item);
  await finish(input.eventId, "done", null);
}

async function loadEvent(eventId: string) {
  return withPlatform(async (tx) => {
    const [row] = await tx.select().from(webhookEvents).where(eq(webhookEvents.id, eventId));
    return row;
  });
}

async function ingestItem(eventId: string, platform: string, item: WebhookItem): Promise<void> {
  try {
    const channel = await channelOf(item);
    if (item.type === "unhandled" || item.type === "account" || !channel) {
      await keepUnhandled({
        eventId,
        platform,
        ceoId: channel?.ceoId ?? null,
        reason: reasonOf(item),
        payload: payloadOf(item),
      });
      return;
    }
    await apply(channel, item, eventId);
  } catch (error) {
    // The database being away passes: the whole event is tried again. Anything else is this item's own fault.
    if (isPassing(error)) throw error;
    log.error(
      { eventId, type: item.type, error: describeError(error) },
      "an item of a webhook was set aside",
    );
    await keepUnhandled({ eventId, platform, ceoId: null, reason: "failed", payload: payloadOf(item) });
  }
}

type Channel = { ceoId: string; channelId: string };

async function apply(
  channel: Channel,
  item: Exclude<WebhookItem, { type: "unhandled" | "account" }>,
  eventId: string,
): Promise<void> {
  const ctx = systemContext(channel.ceoId, { kind: "worker", id: "inbox" }, eventId);
  const { channelId } = channel;
  await withTenant(ctx, async (tx) => {
    if (item.type === "message") await receiveMessage(tx, ctx, { channelId, item });
    else if (item.type === "echo") await receiveEcho(tx, ctx, { channelId, item });
    else if (item.type === "status") await recordStatus(tx, ctx, { channelId, item });
    else
      await changeIdentity(tx, ctx, { from: item.from, newPhone: item.newPhone, newUserId: item.newUserId });
  });
}

/** Which business a channel's id belongs to. Nobody's id is kept aside, never guessed (P5.4). */
async function channelOf(item: WebhookItem): Promise<Channel | null> {
  if (!item.channelExternalId || item.platform === "unknown") return null;
  const [row] = await rawSql()<{ ceo_id: string; channel_id: string }[]>`
    select ceo_id, channel_id from lookup_channel(${item.platform}, ${item.channelExternalId})`;
  return row ? { ceoId: row.ceo_id, channelId: row.channel_id } : null;
}

function reasonOf(item: WebhookItem): string {
  if (item.type === "unhandled") return item.reason;
  return item.type === "account" ? `account_${item.field}` : "no_such_channel";
}

function payloadOf(item: WebhookItem): Json {
  return "payload" in item ? item.payload : { status: item.status, id: item.externalId };
}

type Unhandled = { eventId: string; platform: string; ceoId: string | null; reason: string; payload: Json };

async function keepUnhandled({ payload, ...row }: Unhandled): Promise<void> {
  await withPlatform((tx) =>
    tx
      .insert(unhandledEvents)
      .values({ id: newId("unhandled"), ...row, payload: sql`${JSON.stringify(payload)}::jsonb` }),
  );
}

async function finish(eventId: string, state: "done" | "set_aside", failure: string | null): Promise<void> {
  await withPlatform((tx) =>
    tx.update(webhookEvents).set({ state, failure }).where(eq(webhookEvents.id, eventId)),
  );
}
