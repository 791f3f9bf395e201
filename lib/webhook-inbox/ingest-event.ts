import { isPassing } from "@/lib/is-passing";
import { describeError, log } from "@/lib/log";
import { parseWebhook } from "@/lib/meta/parse-webhook";
import type { JobPayloads } from "@/lib/queue/enqueue-job";
import { systemContext } from "@/lib/tenancy/context";
import { withPlatform, withTenant, withTenantAndPlatform } from "@/lib/tenancy/with-tenant";
import { applyItems, type UsefulItem } from "./apply-items";
import { findChannels } from "./find-channels";
import { keepUnhandled, type PlacedItem } from "./keep-unhandled";
import { type EventPlaces, finishEvents, loadEvents, type StoredEvent } from "./stored-events";

/** Job: reads the bodies it names. */
export async function ingestEvents(job: JobPayloads["ingest-event"]): Promise<void> {
  const { receivedAt } = job;
  await ingest({ eventIds: "eventIds" in job ? job.eventIds : [job.eventId], receivedAt });
}

/** Reads one stored body, as {@link ingestEvents} reads several. */
export function ingestEvent(event: { eventId: string; receivedAt?: string }): Promise<void> {
  return ingestEvents(event);
}

/** Items of one business that are applied in one transaction, at most. */
const ITEMS_TOGETHER_MAX = 50;

/**
 * Reads stored bodies into items and gives each to its business: those of one business together in one transaction, which
 * also notes that the bodies were read. Should that fail, each is tried in a transaction of its own, and one that fails
 * is set aside where a person sees it and disturbs no other. Safe to run again: every effect is keyed by Meta's ids.
 */
async function ingest(places: EventPlaces): Promise<void> {
  const events = await withPlatform((tx) => loadEvents(tx, places));
  const items = (await Promise.all(events.map((event) => readItems(event, places.receivedAt)))).flat();
  const read = events.map(({ id }) => id).filter((id) => !items.some((one) => one === id));
  const placed = items.filter((one) => typeof one !== "string");
  const routed = await route(placed);
  const last = routed.pop();
  for (const group of routed) await applyGroup(group);
  const done = { ...places, eventIds: read };
  if (last) await applyGroup(last, done);
  else if (read.length > 0) await withPlatform((tx) => finishEvents(tx, done));
}

/** A body's items; its id where it cannot be read, which is noted. */
async function readItems(
  { id, platform, raw }: StoredEvent,
  receivedAt: string | undefined,
): Promise<(PlacedItem | string)[]> {
  const parsed = parseWebhook(raw);
  if (parsed.ok) return parsed.items.map((item, place) => ({ eventId: id, place, platform, item }));
  await withPlatform((tx) => finishEvents(tx, { eventIds: [id], receivedAt }, "set_aside", "not_json"));
  return [id];
}

type Group = { ceoId: string; items: (PlacedItem<UsefulItem> & { channelId: string })[] };

/** Items by business, in their order; what nobody can use is kept aside. */
async function route(placed: readonly PlacedItem[]): Promise<Group[]> {
  const channelOf = await findChannels(placed.map(({ item }) => item));
  const groups: Group[] = [];
  const open = new Map<string, Group>();
  for (const one of placed) {
    const channel = channelOf(one.item);
    if (!isUseful(one) || !channel) {
      await keepUnhandled(one, channel?.ceoId ?? null);
      continue;
    }
    let group = open.get(channel.ceoId);
    if (!group || group.items.length === ITEMS_TOGETHER_MAX) {
      group = { ceoId: channel.ceoId, items: [] };
      groups.push(group);
      open.set(channel.ceoId, group);
    }
    group.items.push({ ...one, channelId: channel.channelId });
  }
  return groups;
}

function isUseful(placed: PlacedItem): placed is PlacedItem<UsefulItem> {
  return placed.item.type !== "unhandled" && placed.item.type !== "account";
}

async function applyGroup({ ceoId, items }: Group, done?: EventPlaces): Promise<void> {
  const ctx = systemContext(ceoId, { kind: "worker", id: "inbox" }, items[0]?.eventId);
  try {
    if (!done) return await withTenant(ctx, (tx) => applyItems(tx, ctx, items));
    await withTenantAndPlatform(ctx, async (tx) => {
      await applyItems(tx, ctx, items);
      await finishEvents(tx, done);
    });
  } catch (error) {
    // The database being away passes: all of it is tried again. Anything else is one item's own fault.
    if (isPassing(error)) throw error;
    for (const item of items) await applyAlone(ceoId, item);
    if (done) await withPlatform((tx) => finishEvents(tx, done));
  }
}

async function applyAlone(ceoId: string, placed: Group["items"][number]): Promise<void> {
  const { eventId, place, item } = placed;
  const ctx = systemContext(ceoId, { kind: "worker", id: "inbox" }, eventId);
  try {
    await withTenant(ctx, (tx) => applyItems(tx, ctx, [placed]));
  } catch (error) {
    if (isPassing(error)) throw error;
    const type = item.type;
    log.error({ eventId, place, type, error: describeError(error) }, "an item of a webhook was set aside");
    await keepUnhandled(placed, ceoId, "failed");
  }
}
