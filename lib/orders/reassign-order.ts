import { and, eq, sql } from "drizzle-orm";
import { conversations } from "@/db/schema/chat";
import { vendors } from "@/db/schema/people";
import { receipts } from "@/db/schema/proof";
import { orders } from "@/db/schema/sales";
import { recordEntry } from "@/lib/audit/record-entry";
import { AppError, notFound } from "@/lib/errors";
import { publishEvent } from "@/lib/live/publish-event";
import { queuePush } from "@/lib/push/queue-push";
import type { MemberContext } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { type Tx, withTenant } from "@/lib/tenancy/with-tenant";
import { lockConversationOf, lockOrder, type OrderRow, wrongState } from "./move-order";
import type { OrderView } from "./schema";
import { getOrder } from "./views";

type Reassignment = { orderId: string; vendorId: string };

/**
 * The owner gives an order to another of her staff, or takes it herself (P2.3): with the commit the one who had it sees
 * neither it nor what hangs on it any more, and the one who has it now sees all. The chat goes along where it was the
 * former one's. Asked again it changes nothing. Throws `not_found` for another business's order or vendor, `conflict`
 * for one who is not active, `wrong_state` for an order that has ended.
 */
export async function reassignOrder(ctx: MemberContext, input: Reassignment): Promise<OrderView> {
  authorize(ctx, "order.assign");
  await withTenant(ctx, (tx) => reassign(tx, ctx, input));
  return getOrder(ctx, input.orderId);
}

async function reassign(tx: Tx, ctx: MemberContext, { orderId, vendorId }: Reassignment): Promise<void> {
  // The conversation, its order, then the staff, as a turn of the bot and a removal lock them. The new one stays on the staff
  // until the commit.
  await lockConversationOf(tx, orderId);
  const order = await lockOrder(tx, orderId);
  await holdActive(tx, vendorId);
  if (order.vendorId === vendorId) return;
  if (order.status === "DELIVERED" || order.status === "CANCELLED") throw wrongState(order.status);
  await tx.update(orders).set({ vendorId }).where(eq(orders.id, orderId));
  await moveChat(tx, order, vendorId);
  await tellBoth(tx, order, vendorId);
  await recordEntry(tx, ctx, {
    action: "ORDER_REASSIGNED",
    subject: { kind: "order", id: orderId },
    contactId: order.contactId,
    details: {
      reference: order.reference,
      from_vendor_id: order.vendorId,
      to_vendor_id: vendorId,
    },
  });
}

async function holdActive(tx: Tx, vendorId: string): Promise<void> {
  const [member] = await tx
    .select({ name: vendors.name, status: vendors.status })
    .from(vendors)
    .where(eq(vendors.id, vendorId))
    .for("share");
  if (!member) throw notFound("This vendor");
  if (member.status === "active") return;
  const message = `${member.name} is not active on your staff. Choose somebody else.`;
  throw new AppError("conflict", message, { fields: [{ path: "vendor_id", message }] });
}

async function moveChat(tx: Tx, order: OrderRow, vendorId: string): Promise<void> {
  const moved = await tx
    .update(conversations)
    .set({ vendorId })
    .where(and(eq(conversations.id, order.conversationId), eq(conversations.vendorId, order.vendorId)))
    .returning({ id: conversations.id });
  for (const { id } of moved) await queuePush(tx, order.ceoId, { kind: "person", subjectId: id });
}

/** Open pages of both look again; the phone of the new one rings for what waits. */
async function tellBoth(tx: Tx, order: OrderRow, vendorId: string): Promise<void> {
  const { ceoId, id: orderId, conversationId } = order;
  for (const whose of [order.vendorId, vendorId]) {
    await publishEvent(tx, ceoId, { topic: "order", ids: { orderId }, vendorId: whose });
    await publishEvent(tx, ceoId, { topic: "conversation", ids: { conversationId }, vendorId: whose });
  }
  const waiting = await tx
    .select({ id: receipts.id })
    .from(receipts)
    .where(and(eq(receipts.orderId, orderId), eq(receipts.state, "waiting")));
  for (const { id } of waiting) await queuePush(tx, ceoId, { kind: "receipt", subjectId: id });
  const open = await tx.execute<{ id: string }>(sql`
    select id from offers where order_id = ${orderId} and state = 'open' and made_by = 'buyer' and not awaits_ceo`);
  for (const { id } of open) await queuePush(tx, ceoId, { kind: "offer", subjectId: id });
}
