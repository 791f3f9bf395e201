import { eq, sql } from "drizzle-orm";
import { orderDisputes } from "@/db/schema/order-papers";
import { recordEntry } from "@/lib/audit/record-entry";
import { publishEvent } from "@/lib/live/publish-event";
import { tellConversation } from "@/lib/messaging/tell-conversation";
import { enqueueJob } from "@/lib/queue/enqueue-job";
import type { MemberContext } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { type Tx, withTenant } from "@/lib/tenancy/with-tenant";
import { lockOrder, moveOrder, wrongState } from "./move-order";
import { openDisputeOf } from "./open-dispute";
import type { OrderStatus } from "./rules";
import type { OrderView } from "./schema";
import { getOrder } from "./views";

/**
 * A person has cleared up what the buyer said is wrong (P11.4): the order goes back to where it stood, the buyer is told. The
 * `note` says how, for the people of the business alone. Throws `wrong_state` when there is no open dispute, so that of two
 * people one settles it.
 */
export async function settleDispute(
  ctx: MemberContext,
  input: { orderId: string; note: string },
): Promise<OrderView> {
  authorize(ctx, "order.progress");
  await withTenant(ctx, (tx) => settle(tx, ctx, input));
  return getOrder(ctx, input.orderId);
}

async function settle(
  tx: Tx,
  ctx: MemberContext,
  { orderId, note }: { orderId: string; note: string },
): Promise<void> {
  const order = await lockOrder(tx, orderId);
  const dispute = await openDisputeOf(tx, orderId);
  if (order.status !== "DISPUTED" || !dispute) throw wrongState(order.status);
  const to = dispute.fromStatus as OrderStatus;
  await moveOrder(tx, ctx, { orderId, from: order.status, to });
  await tx
    .update(orderDisputes)
    .set({ note, closedById: ctx.actor.id, closedAt: sql`now()` })
    .where(eq(orderDisputes.id, dispute.id));
  // Delivered and disputed before the paper was made: it is made now.
  if (to === "DELIVERED") await enqueueJob(tx, "issue-invoice", { ceoId: ctx.ceoId, orderId });
  await tellConversation(tx, ctx, {
    conversationId: order.conversationId,
    event: { kind: "dispute_settled", orderId },
  });
  await publishEvent(tx, ctx.ceoId, { topic: "order", ids: { orderId }, vendorId: order.vendorId });
  await recordEntry(tx, ctx, {
    action: "DISPUTE_SETTLED",
    subject: { kind: "order", id: orderId },
    contactId: order.contactId,
    details: { reference: order.reference, order_status: to },
  });
}
