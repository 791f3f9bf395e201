import { and, eq, inArray } from "drizzle-orm";
import { escalations, receipts } from "@/db/schema/proof";
import { recordEntry } from "@/lib/audit/record-entry";
import { publishEvent } from "@/lib/live/publish-event";
import { tellConversation } from "@/lib/messaging/tell-conversation";
import type { Context } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import type { Tx } from "@/lib/tenancy/with-tenant";
import { checkTold } from "./check-reason";
import { lockOrder, moveOrder } from "./move-order";
import { getOrderDto, type OrderDto } from "./queries";

/**
 * Calls an order off (P7.4). What waited for a decision on it is closed. The buyer is told when somebody else did it;
 * their own "cancel" is answered by the turn it was said in. Throws `wrong_state` once money was released,
 * `invalid_request` for a reason with a stranger's account number in it.
 */
export async function cancelOrder(
  tx: Tx,
  ctx: Context,
  input: { orderId: string; reason?: string },
): Promise<OrderDto> {
  authorize(ctx, "order.progress");
  const order = await lockOrder(tx, input.orderId);
  if (ctx.role !== "SYSTEM") checkTold(input.reason, order);
  await moveOrder(tx, ctx, {
    orderId: order.id,
    from: order.status,
    to: "CANCELLED",
    changes: { note: input.reason ?? null },
  });
  await closeWhatWaits(tx, order.id);
  if (ctx.role !== "SYSTEM") {
    const event = { kind: "order_cancelled", orderId: order.id, reason: input.reason } as const;
    await tellConversation(tx, ctx, { conversationId: order.conversationId, event });
  }
  await publishEvent(tx, ctx.ceoId, {
    topic: "order",
    ids: { orderId: order.id },
    vendorId: order.vendorId,
  });
  await recordEntry(tx, ctx, {
    action: "ORDER_CANCELLED",
    subject: { kind: "order", id: order.id },
    contactId: order.contactId,
    details: { reference: order.reference, from: order.status, reason: input.reason ?? null },
  });
  return getOrderDto(tx, order.id);
}

async function closeWhatWaits(tx: Tx, orderId: string): Promise<void> {
  const undecided = inArray(receipts.state, ["reading", "waiting", "escalated"]);
  await tx
    .update(receipts)
    .set({ state: "superseded" })
    .where(and(eq(receipts.orderId, orderId), undecided));
  await tx
    .update(escalations)
    .set({ state: "CLOSED" })
    .where(and(eq(escalations.orderId, orderId), eq(escalations.state, "PENDING_CEO_APPROVAL")));
}
