import { and, eq, sql } from "drizzle-orm";
import { orderTransitions } from "@/db/schema/order-papers";
import { orders } from "@/db/schema/sales";
import { AppError, notFound } from "@/lib/errors";
import { newId } from "@/lib/ids";
import type { Context } from "@/lib/tenancy/context";
import type { Tx } from "@/lib/tenancy/with-tenant";
import { type OrderStatus, partyOf, refuseMove } from "./rules";

export type OrderRow = typeof orders.$inferSelect;

/** What may change together with the state. */
export type OrderChanges = Partial<
  Pick<
    OrderRow,
    | "address"
    | "addressConfirmedAt"
    | "deliverBy"
    | "creditFactId"
    | "carrier"
    | "tracking"
    | "note"
    | "remindedAt"
  >
>;

/**
 * Locks one order for the rest of the transaction, so that moves of it queue. Lock orders before receipts, and both
 * before the first audit entry, whose chain is held until commit. Throws `not_found` for what is another's.
 */
export async function lockOrder(tx: Tx, orderId: string): Promise<OrderRow> {
  const [row] = await tx.select().from(orders).where(eq(orders.id, orderId)).for("update");
  if (!row) throw notFound("The order");
  return row;
}

/**
 * Locks the conversation that an order came from. Whoever changes both calls it before {@link lockOrder}, for a turn of the bot
 * locks them in this order: otherwise the two wait in a ring.
 */
export async function lockConversationOf(tx: Tx, orderId: string): Promise<void> {
  await tx.execute(sql`
    select from conversations v join orders o on o.ceo_id = v.ceo_id and o.conversation_id = v.id
    where o.id = ${orderId} for no key update of v`);
}

/**
 * Locks all orders of a contact that a word of theirs may still move: a delivered one can be disputed. A transaction that may touch several of them (a turn of the
 * conversation) calls it first, so that it never waits for an order while it holds the audit chain.
 */
export async function lockOrdersOfContact(tx: Tx, contactId: string): Promise<void> {
  await tx.execute(sql`
    select 1 from orders where contact_id = ${contactId} and status <> 'CANCELLED'
    order by id for update`);
}

/**
 * The one way an order changes state: asks the table of moves, then updates only if the order is still where the caller
 * saw it, and writes the move down. Throws `wrong_state` when it is not there, `forbidden` when the actor may not.
 */
export async function moveOrder(
  tx: Tx,
  ctx: Context,
  input: { orderId: string; from: OrderStatus; to: OrderStatus; changes?: OrderChanges },
): Promise<OrderRow> {
  const { orderId, from, to } = input;
  const refusal = refuseMove(partyOf(ctx.actor.kind), from, to);
  if (refusal === "no_such_move") throw wrongState(from);
  if (refusal === "not_yours") throw new AppError("forbidden", "Your role does not allow this.");
  const [moved] = await tx
    .update(orders)
    .set({ ...input.changes, status: to, changedAt: sql`now()` })
    .where(and(eq(orders.id, orderId), eq(orders.status, from)))
    .returning();
  if (!moved) throw wrongState(from);
  await recordMove(tx, ctx, orderId, from, to);
  return moved;
}

/** Writes down that an order came to be, or moved. */
export async function recordMove(
  tx: Tx,
  ctx: Context,
  orderId: string,
  from: OrderStatus | null,
  to: OrderStatus,
): Promise<void> {
  await tx.insert(orderTransitions).values({
    ceoId: ctx.ceoId,
    id: newId("transition"),
    orderId,
    fromStatus: from,
    toStatus: to,
    actorKind: ctx.actor.kind,
    actorId: ctx.actor.id,
  });
}

/** The order is not where this act needs it, in words a person understands. */
export function wrongState(status: OrderStatus): AppError {
  return new AppError("wrong_state", `This order ${STATE_IN_WORDS[status]}. Look again before you go on.`, {
    extra: { order_status: status },
  });
}

const STATE_IN_WORDS: Readonly<Record<OrderStatus, string>> = {
  NEGOTIATING: "is still being agreed",
  AWAITING_PAYMENT: "is waiting for payment",
  RECEIPT_UPLOADED: "has a receipt to check",
  ESCALATED: "is with the owner",
  APPROVED: "is approved already",
  REJECTED: "had its receipt rejected already",
  CONFIRMED: "is confirmed already",
  SHIPPED: "is on its way already",
  DELIVERED: "is delivered already",
  CANCELLED: "is cancelled",
  DISPUTED: "is in dispute",
};
