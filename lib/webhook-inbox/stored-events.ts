import { sql } from "drizzle-orm";
import type { Platform } from "@/lib/meta/webhook/item";
import type { PlatformTx } from "@/lib/tenancy/with-tenant";

/** Events by their ids, and when the database took them (ISO 8601, to the microsecond), as their job carries both. */
export type EventPlaces = { eventIds: readonly string[]; receivedAt?: string };

export type StoredEvent = { id: string; platform: Platform; raw: Buffer };

/** The bodies of these events that were not read yet, in the order of the ids. */
export async function loadEvents(
  tx: PlatformTx,
  { eventIds, receivedAt }: EventPlaces,
): Promise<StoredEvent[]> {
  return tx.execute<StoredEvent>(sql`
    select e.id, e.platform, e.raw
    from json_array_elements_text(${JSON.stringify(eventIds)}::json) with ordinality as given(id, place)
    join webhook_events e on e.id = given.id and ${isAt(receivedAt)}
    where e.state <> 'done' order by given.place`);
}

/** Notes that these events were read, or why one cannot be. */
export async function finishEvents(
  tx: PlatformTx,
  { eventIds, receivedAt }: EventPlaces,
  state: "done" | "set_aside" = "done",
  failure: string | null = null,
): Promise<void> {
  await tx.execute(sql`
    update webhook_events e set state = ${state}, failure = ${failure}
    from json_array_elements_text(${JSON.stringify(eventIds)}::json) as given(id)
    where e.id = given.id and ${isAt(receivedAt)}`);
}

/** Bodies are kept by day; without their moment each day of two weeks would be looked into. */
function isAt(receivedAt: string | undefined) {
  return receivedAt ? sql`e.received_at = ${receivedAt}::timestamptz` : sql`true`;
}
