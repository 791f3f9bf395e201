import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/tenancy/with-tenant";

/** What an open page may have to look at again. */
export type LiveTopic = "receipt" | "order" | "offer" | "message" | "conversation" | "escalation" | "channel";

export type LiveEvent = { topic: LiveTopic; ids: Record<string, string>; vendorId: string | null };

/**
 * Tells open pages of this business that something changed: ids only, since listeners fetch what they may see.
 * Commits with the change; `vendorId` names whose pages hear it beside the CEO's.
 */
export async function publishEvent(tx: Tx, ceoId: string, event: LiveEvent): Promise<void> {
  await tx.execute(sql`
    with kept as (
      insert into live_events (ceo_id, vendor_id, topic, ids)
      values (${ceoId}, ${event.vendorId}, ${event.topic}, ${JSON.stringify(event.ids)}::jsonb) returning id
    )
    select pg_notify('live', json_build_object('ceoId', ${ceoId}::text, 'vendorId', ${event.vendorId}::text,
      'id', kept.id, 'topic', ${event.topic}::text, 'ids', ${JSON.stringify(event.ids)}::json)::text) from kept`);
}
