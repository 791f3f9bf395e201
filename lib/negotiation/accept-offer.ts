import { and, eq, sql } from "drizzle-orm";
import { offers } from "@/db/schema/offers";
import { recordEntry } from "@/lib/audit/record-entry";
import { AppError, notFound } from "@/lib/errors";
import type { Context } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { spendOnce } from "@/lib/tenancy/spend-once";
import type { Tx } from "@/lib/tenancy/with-tenant";
import { lockNegotiation, type Negotiation } from "./find-negotiation";
import { closeOpen, detailsOf, type OfferRow, publishOffer } from "./make-offer";
import { writePrice } from "./write-price";

export type Acceptance = {
  orderId: string;
  offerId: string;
  /** The contact, or the member of staff, who says yes. */
  acceptedById: string;
  /** True for the CEO's decision: it alone can accept a price that she was asked about. */
  isOwnersDecision?: boolean;
};

/**
 * Agrees on an offer (P8.1): once, and only while it is open by the database's clock. Every other open price of the order
 * is over then, and the order asks for this one. Throws `not_found`, `offer_over` for one that expired, was taken back or
 * lost the race, `wrong_state` once a proof of payment is in, `conflict` while there is no account to pay to.
 */
export async function acceptOffer(tx: Tx, ctx: Context, input: Acceptance): Promise<OfferRow> {
  authorize(ctx, "order.progress");
  const negotiation = await lockNegotiation(tx, input.orderId);
  const offer = await settleOffer(tx, negotiation, input);
  await writePrice(tx, ctx, negotiation, offer);
  await publishOffer(tx, ctx, negotiation, offer.id);
  await recordEntry(tx, ctx, {
    action: "OFFER_ACCEPTED",
    subject: { kind: "order", id: input.orderId },
    contactId: negotiation.order.contactId,
    details: { ...detailsOf(negotiation, offer), made_by: offer.madeBy },
  });
  return offer;
}

/** The one statement that accepts, among the records that make room for it. */
export async function settleOffer(
  tx: Tx,
  { order }: Negotiation,
  { offerId, acceptedById, isOwnersDecision = false }: Acceptance,
): Promise<OfferRow> {
  const [known] = await tx
    .select()
    .from(offers)
    .where(and(eq(offers.id, offerId), eq(offers.orderId, order.id)));
  if (!known) throw notFound("The offer");
  await tx
    .update(offers)
    .set({ state: "superseded" })
    .where(and(eq(offers.orderId, order.id), eq(offers.state, "accepted")));
  const accepted = await spendOnce(
    tx,
    sql`update offers set state = 'accepted', decided_by_id = ${acceptedById}, decided_at = clock_timestamp()
      where id = ${offerId} and state = 'open' and expires_at > clock_timestamp()
        and awaits_ceo = ${isOwnersDecision} returning id`,
  );
  if (!accepted) throw offerOver(known);
  await closeOpen(tx, order.id);
  return { ...known, state: "accepted" };
}

/** The offer cannot be taken any more, in words. */
function offerOver(offer: OfferRow): AppError {
  const isAsked = offer.state === "open" && offer.awaitsCeo;
  const words = isAsked
    ? "The owner was asked about this price. It is hers to decide now."
    : "This offer is not open any more. Look again before you go on.";
  return new AppError("offer_over", words, { extra: { offer_id: offer.id } });
}
