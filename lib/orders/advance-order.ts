import { recordEntry } from "@/lib/audit/record-entry";
import { publishEvent } from "@/lib/live/publish-event";
import { type OutsideEvent, tellConversation } from "@/lib/messaging/tell-conversation";
import { enqueueJob } from "@/lib/queue/enqueue-job";
import type { Context } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import type { Tx } from "@/lib/tenancy/with-tenant";
import { lockOrder, moveOrder } from "./move-order";
import { getOrderDto, type OrderDto } from "./queries";

export type AdvanceOrderInput = {
  orderId: string;
  status: "SHIPPED" | "DELIVERED";
  /** Who carries it, and how to follow it: free text for the buyer. */
  carrier?: string;
  tracking?: string;
  note?: string;
};

/** The parcel leaves, or arrives (P11.4); the buyer is told. Throws `wrong_state` when it is not its turn. */
export async function advanceOrder(tx: Tx, ctx: Context, input: AdvanceOrderInput): Promise<OrderDto> {
  authorize(ctx, "order.progress");
  const order = await lockOrder(tx, input.orderId);
  const { carrier = order.carrier, tracking = order.tracking, note = order.note } = input;
  await moveOrder(tx, ctx, {
    orderId: order.id,
    from: order.status,
    to: input.status,
    changes: { carrier, tracking, note },
  });
  await tellConversation(tx, ctx, { conversationId: order.conversationId, event: eventOf(order.id, input) });
  if (input.status === "DELIVERED") {
    await enqueueJob(tx, "issue-invoice", { ceoId: ctx.ceoId, orderId: order.id });
  }
  await publishEvent(tx, ctx.ceoId, {
    topic: "order",
    ids: { orderId: order.id },
    vendorId: order.vendorId,
  });
  await recordEntry(tx, ctx, {
    action: input.status === "SHIPPED" ? "ORDER_SHIPPED" : "ORDER_DELIVERED",
    subject: { kind: "order", id: order.id },
    contactId: order.contactId,
    details: { reference: order.reference, ...(input.carrier ? { carrier: input.carrier } : {}) },
  });
  return getOrderDto(tx, order.id);
}

function eventOf(orderId: string, input: AdvanceOrderInput): OutsideEvent {
  if (input.status === "DELIVERED") return { kind: "order_delivered", orderId };
  const { carrier, tracking } = input;
  return {
    kind: "order_shipped",
    orderId,
    ...(carrier ? { carrier } : {}),
    ...(tracking ? { tracking } : {}),
  };
}
