import { sql } from "drizzle-orm";
import { writeAtEnd } from "@/lib/tenancy/collected-writes";
import type { Tx } from "@/lib/tenancy/with-tenant";

/** What an open page may have to look at again. */
export type LiveTopic = "receipt" | "order" | "offer" | "message" | "conversation" | "escalation" | "channel";

export type LiveEvent = { topic: LiveTopic; ids: Record<string, string>; vendorId: string | null };

/**
 * Tells open pages of this business that something changed: ids only, since listeners fetch what they may see.
 * Commits with the change; `vendorId` names whose pages hear it beside the CEO's.
 */
export function publishEvent(tx: Tx, ceoId: string, event: LiveEvent): Promise<void> {
  return writeAtEnd(tx, writeEvents, { ceoId, ...event });
}

/** What is told twice in one transaction is told once. */
async function writeEvents(tx: Tx, events: readonly (LiveEvent & { ceoId: string })[]): Promise<void> {
  const unique = [...new Set(events.map((event) => JSON.stringify(event)))];
  await tx.execute(sql`
    with kept as (
      insert into live_events (ceo_id, vendor_id, topic, ids)
      select given."ceoId", given."vendorId", given.topic, given.ids
      from json_to_recordset(${`[${unique.join(",")}]`}::json)
        as given("ceoId" text, "vendorId" text, topic text, ids jsonb)
      returning ceo_id, vendor_id, id, topic, ids
    )
    select count(pg_notify('live', json_build_object('ceoId', ceo_id, 'vendorId', vendor_id, 'id', id,
      'topic', topic, 'ids', ids)::text)) from kept`);
}
