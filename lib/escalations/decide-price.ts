import { and, eq } from "drizzle-orm";
import { offers } from "@/db/schema/offers";
import { tellConversation } from "@/lib/messaging/tell-conversation";
import { acceptOffer } from "@/lib/negotiation/accept-offer";
import { declineOffer } from "@/lib/negotiation/decline-offer";
import type { OfferRow } from "@/lib/negotiation/make-offer";
import { isStillOpen } from "@/lib/negotiation/open-offers";
import { OPEN_TO_OFFERS } from "@/lib/negotiation/rules";
import { wrongState } from "@/lib/orders/move-order";
import { refuseOwnOrder } from "@/lib/orders/own-order";
import type { MemberContext } from "@/lib/tenancy/context";
import type { Tx } from "@/lib/tenancy/with-tenant";
import type { Case, EscalationRow } from "./check-decision";

/** Whether the question is a price, before anything was paid, and not a payment. */
export function isPriceQuestion(escalation: Pick<EscalationRow, "offerId">): boolean {
  return escalation.offerId !== null;
}

/** The price that a question is about, while it is open by the database's clock; else null. */
export async function priceInQuestion(tx: Tx, escalation: EscalationRow): Promise<OfferRow | null> {
  const [offer] = await tx
    .select()
    .from(offers)
    .where(and(eq(offers.id, escalation.offerId ?? ""), isStillOpen));
  return offer ?? null;
}

/** What a decision about a price needs beside its code. Throws what is missing. */
export async function checkPriceDecision(
  tx: Tx,
  ctx: MemberContext,
  { escalation, order }: Case,
): Promise<void> {
  const isOpen = escalation.state === "PENDING_CEO_APPROVAL" && OPEN_TO_OFFERS.includes(order.status);
  if (!isOpen || !(await priceInQuestion(tx, escalation))) throw wrongState(order.status);
  await refuseOwnOrder(tx, ctx, order.contactId);
}

/** Her yes: the price is what the order asks for, and the buyer is sent where to pay. */
export async function allowPrice(tx: Tx, ctx: MemberContext, { escalation, order }: Case): Promise<void> {
  const offerId = escalation.offerId ?? "";
  await acceptOffer(tx, ctx, {
    orderId: order.id,
    offerId,
    acceptedById: ctx.vendorId,
    isOwnersDecision: true,
  });
  const event = { kind: "price_agreed", orderId: order.id } as const;
  await tellConversation(tx, ctx, { conversationId: order.conversationId, event });
}

/** Her no: the price is off. The buyer hears of it only when it was the buyer's own. */
export async function refusePrice(tx: Tx, ctx: MemberContext, { escalation, order }: Case): Promise<void> {
  const declined = await declineOffer(tx, ctx, {
    orderId: order.id,
    offerId: escalation.offerId ?? "",
    declinedById: ctx.vendorId,
  });
  if (declined?.madeBy !== "buyer") return;
  const { totalKobo } = declined;
  const event = { kind: "offer_refused", orderId: order.id, totalKobo } as const;
  await tellConversation(tx, ctx, { conversationId: order.conversationId, event });
}
