import { sql } from "drizzle-orm";
import type { Context } from "@/lib/tenancy/context";
import type { Tx } from "@/lib/tenancy/with-tenant";

/**
 * Makes claiming, settling and reconciling of one conversation's sends wait for each other until the transaction ends: an
 * echo that beats the answer to its own send must find that send either open or settled.
 */
export async function lockDelivery(tx: Tx, ctx: Context, conversationId: string): Promise<void> {
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${deliveryKey(ctx, conversationId)}, 7))`,
  );
}

/** The same lock, for a transaction that takes it from its beginning. */
export function deliveryKey(ctx: Context, conversationId: string): string {
  return `deliver/${ctx.ceoId}/${conversationId}`;
}
