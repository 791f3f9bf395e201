import { and, eq, sql } from "drizzle-orm";
import { messages, type outbox } from "@/db/schema/messages";
import type { Tx } from "@/lib/tenancy/with-tenant";

/**
 * Whether a send in doubt goes out once more: when its loss is worse than a repeat, or when it is the last thing that was
 * said and so the answer somebody waits for.
 */
export async function isWorthRepeating(tx: Tx, row: typeof outbox.$inferSelect): Promise<boolean> {
  if (row.repeatable) return true;
  // Compared inside the database: its moments are finer than a JavaScript Date.
  const isLater = sql`${messages.createdAt} > (select o.created_at from messages o
    where o.ceo_id = ${messages.ceoId} and o.id = ${row.messageId})`;
  const later = await tx
    .select({ id: messages.id })
    .from(messages)
    .where(and(eq(messages.conversationId, row.conversationId), isLater))
    .limit(1);
  return later.length === 0;
}
