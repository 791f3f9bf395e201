import { recordEntry } from "@/lib/audit/record-entry";
import { publishEvent } from "@/lib/live/publish-event";
import { tellConversation } from "@/lib/messaging/tell-conversation";
import { moveOrder } from "@/lib/orders/move-order";
import type { MemberContext } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import type { Tx } from "@/lib/tenancy/with-tenant";
import { orderWords } from "@/lib/words/en/orders";
import { lockNegotiation } from "./find-negotiation";

/**
 * Out of stock (P8.2): the goods are not there, so the order ends and the buyer is told why. The database closes what was
 * offered with it. Throws `wrong_state` once a proof of payment is in.
 */
export async function endOutOfStock(tx: Tx, ctx: MemberContext, orderId: string): Promise<void> {
  authorize(ctx, "order.progress");
  const { order } = await lockNegotiation(tx, orderId);
  await moveOrder(tx, ctx, {
    orderId,
    from: order.status,
    to: "CANCELLED",
    changes: { note: orderWords.outOfStock },
  });
  await tellConversation(tx, ctx, {
    conversationId: order.conversationId,
    event: { kind: "order_out_of_stock", orderId },
  });
  await publishEvent(tx, ctx.ceoId, { topic: "order", ids: { orderId }, vendorId: order.vendorId });
  await recordEntry(tx, ctx, {
    action: "ORDER_CANCELLED",
    subject: { kind: "order", id: orderId },
    contactId: order.contactId,
    details: { reference: order.reference, from: order.status, reason: "out_of_stock" },
  });
}
