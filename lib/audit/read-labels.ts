import { sql } from "drizzle-orm";
import type { PlatformTx, Tx } from "@/lib/tenancy/with-tenant";

/** Names of people, references of orders and of what hangs on them, names of channels, by id. Unknown ids are left out. */
export async function readLabels(
  tx: Tx | PlatformTx,
  ceoId: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const wanted = JSON.stringify([...new Set(ids)]);
  const rows = await tx.execute<{ id: string; label: string | null }>(sql`
    with wanted as (select jsonb_array_elements_text(${wanted}::jsonb) as id)
    select ceo_id as id, name as label from ceos where ceo_id = ${ceoId}
    union all select v.id, v.name from vendors v join wanted using (id) where v.ceo_id = ${ceoId}
    union all select c.id, coalesce(c.name, c.profile_name) from contacts c join wanted using (id)
      where c.ceo_id = ${ceoId}
    union all select n.id, coalesce(c.name, c.profile_name) from conversations n join wanted using (id)
      join contacts c on c.ceo_id = n.ceo_id and c.id = n.contact_id where n.ceo_id = ${ceoId}
    union all select o.id, o.reference from orders o join wanted using (id) where o.ceo_id = ${ceoId}
    union all select r.id, o.reference from receipts r join wanted using (id)
      join orders o on o.ceo_id = r.ceo_id and o.id = r.order_id where r.ceo_id = ${ceoId}
    union all select s.id, o.reference from escalations s join wanted using (id)
      join orders o on o.ceo_id = s.ceo_id and o.id = s.order_id where s.ceo_id = ${ceoId}
    union all select h.id, h.display_name from channels h join wanted using (id) where h.ceo_id = ${ceoId}`);
  return new Map(rows.flatMap(({ id, label }) => (label ? [[id, label] as const] : [])));
}
