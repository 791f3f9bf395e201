import { sql } from "drizzle-orm";
import { newId } from "@/lib/ids";
import type { Context } from "@/lib/tenancy/context";
import type { Tx } from "@/lib/tenancy/with-tenant";

type Pair = { channelId: string; contactId: string };
export type OpenConversation = Pair & { id: string; vendorId: string | null };

/** The conversation of a contact on a channel, made if new; gives its id. One row however many ask at once. */
export async function openConversation(tx: Tx, ctx: Context, pair: Pair): Promise<string> {
  const [row] = await openConversations(tx, ctx, [pair]);
  return (row as OpenConversation).id;
}

/** The conversations of these pairs, made where new, each once. Their rows are locked in one order. */
export async function openConversations(
  tx: Tx,
  ctx: Context,
  pairs: readonly Pair[],
): Promise<OpenConversation[]> {
  const unique = new Map(pairs.map((pair) => [`${pair.channelId}/${pair.contactId}`, pair]));
  const rows = [...unique].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, pair]) => pair);
  const given = JSON.stringify(rows.map((pair) => ({ ...pair, id: newId("conversation") })));
  return tx.execute<OpenConversation>(sql`
    insert into conversations (ceo_id, id, channel_id, contact_id)
    select ${ctx.ceoId}, given.id, given."channelId", given."contactId"
    from json_to_recordset(${given}::json) as given(id text, "channelId" text, "contactId" text)
    on conflict (ceo_id, channel_id, contact_id) do update set last_message_at = now()
    returning id, channel_id as "channelId", contact_id as "contactId", vendor_id as "vendorId"`);
}
