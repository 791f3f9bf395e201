import { eq } from "drizzle-orm";
import { orders } from "@/db/schema/sales";
import { notFound } from "@/lib/errors";
import { openForAnswer, writeInto } from "@/lib/messaging/answer-conversation";
import { paymentAccountInForce } from "@/lib/orders/payment-account";
import type { MemberContext } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import type { PlatformTx, Tx } from "@/lib/tenancy/with-tenant";
import type { OfferRow } from "./make-offer";
import { endOutOfStock } from "./out-of-stock";
import { confirmPrice, counterOffer, offerFreeDelivery } from "./quick-actions";
import type { OrderMessageInput, OrderMessageResult, QuickActionInput } from "./schema";

/**
 * A member answers the buyer of an order (P8.1, P8.2). Throws `not_found` for another's order, `wrong_state` when the
 * buyer wrote more than 24 hours ago or the price can no longer be changed, and what the action itself throws.
 */
export async function answerBuyer(
  tx: Tx & PlatformTx,
  ctx: MemberContext,
  orderId: string,
  body: OrderMessageInput,
): Promise<OrderMessageResult> {
  authorize(ctx, "conversation.answer");
  const conversationId = await conversationOf(tx, orderId);
  // The conversation before the order, as a turn of the bot locks them.
  await openForAnswer(tx, conversationId);
  if ("text" in body) {
    const account = await paymentAccountInForce(tx);
    const ownAccounts = account ? [account.accountNumber] : [];
    const { held } = await writeInto(tx, ctx, { conversationId, text: body.text, ownAccounts, orderId });
    return resultOf(tx, orderId, { held });
  }
  const offer = await act(tx, ctx, orderId, body);
  return resultOf(tx, orderId, { offerId: offer?.id });
}

function act(tx: Tx, ctx: MemberContext, orderId: string, body: QuickActionInput): Promise<OfferRow | null> {
  const input = {
    orderId,
    amountKobo: body.amount_kobo,
    unitPriceKobo: body.unit_price_kobo,
    freeDelivery: body.free_delivery,
  };
  switch (body.quick_action) {
    case "confirm_price":
      return confirmPrice(tx, ctx, input);
    case "counter_offer":
      return counterOffer(tx, ctx, input);
    case "free_delivery":
      return offerFreeDelivery(tx, ctx, input);
    case "out_of_stock":
      return endOutOfStock(tx, ctx, orderId).then(() => null);
    case "ask_ceo":
      throw new Error("a question to the CEO is an escalation");
  }
}

/** The conversation an order came from. Throws `not_found` for another business's or another vendor's order. */
export async function conversationOf(tx: Tx, orderId: string): Promise<string> {
  const [order] = await tx
    .select({ conversationId: orders.conversationId })
    .from(orders)
    .where(eq(orders.id, orderId));
  if (!order) throw notFound("The order");
  return order.conversationId;
}

/** What the caller is told, with the order as it stands after it. */
export async function resultOf(
  tx: Tx,
  orderId: string,
  came: { held?: boolean; offerId?: string; escalationId?: string },
): Promise<OrderMessageResult> {
  const [order] = await tx
    .select({ status: orders.status, totalKobo: orders.totalKobo })
    .from(orders)
    .where(eq(orders.id, orderId));
  if (!order) throw notFound("The order");
  return {
    held: came.held ?? false,
    offer_id: came.offerId ?? null,
    escalation_id: came.escalationId ?? null,
    order_status: order.status,
    total_kobo: order.totalKobo,
  };
}
