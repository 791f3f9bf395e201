import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/tenancy/with-tenant";

/** Orders that nobody waits for any more. */
const ENDED = ["DELIVERED", "CANCELLED", "LAPSED"];

/** What hangs on a channel: orders under way in its chats, and replies that wait to go out. */
export async function countUnderWay(
  tx: Tx,
  channelId: string,
): Promise<{ openOrders: number; waitingMessages: number }> {
  const ended = sql.join(
    ENDED.map((status) => sql`${status}`),
    sql`, `,
  );
  const [row] = await tx.execute<{ orders: number; messages: number }>(sql`
    select (select count(*)::int from orders o
        join conversations c on c.ceo_id = o.ceo_id and c.id = o.conversation_id
        where c.channel_id = ${channelId} and o.status not in (${ended})) as orders,
      (select count(*)::int from outbox q join messages m on m.ceo_id = q.ceo_id and m.id = q.message_id
        where m.channel_id = ${channelId} and q.state in ('queued', 'held')) as messages`);
  return { openOrders: row?.orders ?? 0, waitingMessages: row?.messages ?? 0 };
}
