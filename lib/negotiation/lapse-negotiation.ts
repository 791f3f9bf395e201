import { recordEntry } from "@/lib/audit/record-entry";
import { publishEvent } from "@/lib/live/publish-event";
import { tellConversation } from "@/lib/messaging/tell-conversation";
import { lockOrder, moveOrder } from "@/lib/orders/move-order";
import type { Context } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import type { Tx } from "@/lib/tenancy/with-tenant";
import { orderWords } from "@/lib/words/en/orders";
import { closeOpen } from "./make-offer";
import { findQuiet } from "./standstill";

/**
 * Ends an order whose price nobody has spoken about in the business's time (P7.6); a price that is still open is waited for.
 * The buyer is told inside the 24-hour window only. Nothing happens when it is not due, or somebody spoke meanwhile.
 */
export async function lapseNegotiation(tx: Tx, ctx: Context, orderId: string): Promise<void> {
  authorize(ctx, "order.progress");
  const order = await lockOrder(tx, orderId);
  const [quiet] = await findQuiet(tx, { orderId, limit: 1 });
  if (!quiet?.isLapseDue) return;
  await closeOpen(tx, orderId);
  const changes = { note: orderWords.unagreed };
  await moveOrder(tx, ctx, { orderId, from: "NEGOTIATING", to: "CANCELLED", changes });
  const { conversationId, contactId, vendorId, reference, totalKobo } = order;
  if (quiet.mayTell) {
    const event = { kind: "order_lapsed", orderId, unagreed: true } as const;
    await tellConversation(tx, ctx, { conversationId, event });
  }
  await publishEvent(tx, ctx.ceoId, { topic: "order", ids: { orderId }, vendorId });
  await recordEntry(tx, ctx, {
    action: "PRICE_LAPSED",
    subject: { kind: "order", id: orderId },
    contactId,
    details: { reference, total_kobo: totalKobo, buyer_told: quiet.mayTell },
  });
}
