import { sql } from "drizzle-orm";
import { recordEntry } from "@/lib/audit/record-entry";
import { publishEvent } from "@/lib/live/publish-event";
import { tellConversation } from "@/lib/messaging/tell-conversation";
import type { Context } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import type { Tx } from "@/lib/tenancy/with-tenant";
import { orderWords } from "@/lib/words/en/orders";
import { moveOrder } from "./move-order";
import { isPersonAnswering, isWindowOpen } from "./payment-clock";

type Lapsing = {
  contact_id: string;
  conversation_id: string;
  vendor_id: string;
  reference: string;
  total_kobo: number;
  may_tell: boolean;
};

/**
 * Ends an order that nobody paid in the business's time (P7.6). The buyer is told inside the 24-hour window only. Nothing
 * happens when a proof has come, when it is not due, or while a person is answering.
 */
export async function lapseOrder(tx: Tx, ctx: Context, orderId: string): Promise<void> {
  authorize(ctx, "order.progress");
  const [order] = await tx.execute<Lapsing>(sql`
    select o.contact_id, o.conversation_id, o.vendor_id, o.reference, o.total_kobo::float8 as total_kobo,
      ${isWindowOpen} and c.opted_out_at is null as may_tell
    from orders o join ceos b on b.ceo_id = o.ceo_id
      join conversations v on v.ceo_id = o.ceo_id and v.id = o.conversation_id
      join contacts c on c.ceo_id = o.ceo_id and c.id = o.contact_id
    where o.id = ${orderId} and o.status = 'AWAITING_PAYMENT'
      and o.changed_at <= now() - make_interval(hours => b.lapse_hours) and not ${isPersonAnswering}
    for update of o`);
  if (!order) return;
  const note = orderWords.lapsed;
  await moveOrder(tx, ctx, { orderId, from: "AWAITING_PAYMENT", to: "CANCELLED", changes: { note } });
  if (order.may_tell) {
    const event = { kind: "order_lapsed", orderId } as const;
    await tellConversation(tx, ctx, { conversationId: order.conversation_id, event });
  }
  await publishEvent(tx, ctx.ceoId, { topic: "order", ids: { orderId }, vendorId: order.vendor_id });
  await recordEntry(tx, ctx, {
    action: "ORDER_LAPSED",
    subject: { kind: "order", id: orderId },
    contactId: order.contact_id,
    details: { reference: order.reference, total_kobo: order.total_kobo, buyer_told: order.may_tell },
  });
}
