import { sql } from "drizzle-orm";
import { enqueueJob } from "@/lib/queue/enqueue-job";
import { anyOf } from "@/lib/tenancy/any-of";
import type { Context } from "@/lib/tenancy/context";
import type { Tx } from "@/lib/tenancy/with-tenant";

/**
 * Has the pictures and papers of these messages kept for the people of the shop, those excepted that were taken as a proof of
 * payment and have a place of their own (P8.1). Asked for again nothing happens twice.
 */
export async function askToKeep(tx: Tx, ctx: Context, messageIds: readonly string[]): Promise<void> {
  if (messageIds.length === 0) return;
  const rows = await tx.execute<{ id: string }>(sql`
    insert into message_pictures (ceo_id, message_id, place)
    select m.ceo_id, m.id, place from messages m,
      generate_series(0, least(coalesce(jsonb_array_length(m.media -> 'more'), 0), 29)) place
    where m.id = ${anyOf(messageIds)} and m.direction = 'in'
      and m.kind in ('image', 'document') and coalesce(m.media ->> 'id', m.media ->> 'url') is not null
      and (place > 0 or not exists (select from receipts r where r.ceo_id = m.ceo_id and r.message_id = m.id))
    on conflict do nothing returning message_id as id`);
  for (const messageId of new Set(rows.map(({ id }) => id))) {
    await enqueueJob(tx, "keep-pictures", { ceoId: ctx.ceoId, messageId });
  }
}
