import { and, eq, type SQL, sql } from "drizzle-orm";
import { rawSql } from "@/db/client";
import { unhandledEvents, webhookEvents } from "@/db/schema/inbox";
import { changeIdentity } from "@/lib/contacts/resolve-contact";
import { sha256Hex } from "@/lib/crypto";
import { isPassing } from "@/lib/is-passing";
import { describeError, log } from "@/lib/log";
import { receiveEcho, receiveMessage } from "@/lib/messaging/receive-message";
import { recordStatus } from "@/lib/messaging/record-status";
import { parseWebhook } from "@/lib/meta/parse-webhook";
import type { Json, WebhookItem } from "@/lib/meta/webhook/item";
import { systemContext } from "@/lib/tenancy/context";
import { withPlatform, withTenant } from "@/lib/tenancy/with-tenant";

/** Job: reads the bodies it names, one after the other. */
export async function ingestEvents(
  job: { receivedAt?: string } & ({ eventIds: readonly string[] } | { eventId: string }),
): Promise<void> {
  const eventIds = "eventIds" in job ? job.eventIds : [job.eventId];
  for (const eventId of eventIds) await ingestEvent({ eventId, receivedAt: job.receivedAt });
}

/**
 * Reads one stored body into items and gives each to its business, each in a transaction of its own: one that fails is
 * set aside where a person sees it and disturbs no other. Safe to run again: every effect is keyed by Meta's ids.
 */
export async function ingestEvent(input: EventPlace): Promise<void> {
  const event = await loadEvent(input);
  if (!event || event.state === "done") return;
  const parsed = parseWebhook(event.raw);
  if (!parsed.ok) return finish(input, "set_aside", "not_json");
  for (const [place, item] of parsed.items.entries()) {
    await ingestItem({ eventId: input.eventId, place }, event.platform, item);
  }
  await finish(input, "done", null);
}

/** An event's id, and when the database took it (ISO 8601, to the microsecond), as its job carries both. */
type EventPlace = { eventId: string; receivedAt?: string };

async function loadEvent(place: EventPlace) {
  return withPlatform(async (tx) => {
    const [row] = await tx.select().from(webhookEvents).where(isAt(place));
    return row;
  });
}

/** Bodies are kept by day and found by their moment; by the id alone every body of two weeks would be looked at. */
function isAt({ eventId, receivedAt }: EventPlace): SQL | undefined {
  const moment = receivedAt ? sql`${webhookEvents.receivedAt} = ${receivedAt}::timestamptz` : undefined;
  return and(eq(webhookEvents.id, eventId), moment);
}

/** An item's place in its body: what names it when it carries no id of its own. */
type Place = { eventId: string; place: number };

async function ingestItem(at: Place, platform: string, item: WebhookItem): Promise<void> {
  let channel: Channel | null = null;
  try {
    channel = await channelOf(item);
    if (item.type === "unhandled" || item.type === "account" || !channel) {
      await keepUnhandled({
        ...at,
        platform,
        ceoId: channel?.ceoId ?? null,
        reason: reasonOf(item),
        payload: payloadOf(item),
      });
      return;
    }
    await apply(channel, item, at.eventId);
  } catch (error) {
    // The database being away passes: the whole event is tried again. Anything else is this item's own fault.
    if (isPassing(error)) throw error;
    log.error({ ...at, type: item.type, error: describeError(error) }, "an item of a webhook was set aside");
    const ceoId = channel?.ceoId ?? null;
    await keepUnhandled({ ...at, platform, ceoId, reason: "failed", payload: payloadOf(item) });
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

type Unhandled = Place & { platform: string; ceoId: string | null; reason: string; payload: Json };

/** Keeps an item aside once, however often its body is read again: the id is made of its place (F-01). */
async function keepUnhandled({ payload, place, ...row }: Unhandled): Promise<void> {
  const id = `unh_${sha256Hex(`${row.eventId}/${place}`).slice(0, 26)}`;
  await withPlatform((tx) =>
    tx
      .insert(unhandledEvents)
      .values({ id, ...row, payload: sql`${JSON.stringify(payload)}::jsonb` })
      .onConflictDoNothing(),
  );
}

async function finish(place: EventPlace, state: "done" | "set_aside", failure: string | null): Promise<void> {
  await withPlatform((tx) => tx.update(webhookEvents).set({ state, failure }).where(isAt(place)));
}
