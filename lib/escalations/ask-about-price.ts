import { and, eq, sql } from "drizzle-orm";
import { offers } from "@/db/schema/offers";
import { escalations } from "@/db/schema/proof";
import { recordEntry } from "@/lib/audit/record-entry";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { publishEvent } from "@/lib/live/publish-event";
import { conversationOf, resultOf } from "@/lib/negotiation/answer-buyer";
import { lockNegotiation, type Negotiation, priceOf } from "@/lib/negotiation/find-negotiation";
import { insertOffer, type OfferRow, publishOffer } from "@/lib/negotiation/make-offer";
import { openOfferOf } from "@/lib/negotiation/open-offers";
import { isSame, namedIn } from "@/lib/negotiation/quick-actions";
import { ASKED_HOURS, isBelowFloor } from "@/lib/negotiation/rules";
import type { OrderMessageResult, QuickActionInput } from "@/lib/negotiation/schema";
import type { MemberContext } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { spendOnce } from "@/lib/tenancy/spend-once";
import type { PlatformTx, Tx } from "@/lib/tenancy/with-tenant";
import { tellOwner } from "./tell-owner";

/**
 * Ask CEO (P8.2): puts a price before her, by SMS, email and on screen: the one named, else the buyer's open offer. Until
 * she decides nobody else can agree on it. A question about another price takes the place of the one before. Throws
 * `invalid_request` without a price, `conflict` when she was asked about this one already, `wrong_state` once a proof of
 * payment is in.
 */
export async function askAboutPrice(
  tx: Tx & PlatformTx,
  ctx: MemberContext,
  orderId: string,
  body: QuickActionInput,
): Promise<OrderMessageResult> {
  authorize(ctx, "escalation.open");
  await conversationOf(tx, orderId);
  const negotiation = await lockNegotiation(tx, orderId);
  const offer = await offerToAskAbout(tx, ctx, negotiation, body);
  await closeEarlier(tx, negotiation, offer);
  const awaiting = await spendOnce(
    tx,
    sql`update offers set awaits_ceo = true,
        expires_at = greatest(expires_at, clock_timestamp() + make_interval(hours => ${ASKED_HOURS}))
      where id = ${offer.id} and state = 'open' and not awaits_ceo and expires_at > clock_timestamp() returning id`,
  );
  if (!awaiting) throw new AppError("conflict", "The owner was asked about this price already.");
  const escalationId = await openPriceQuestion(tx, ctx, negotiation, offer, body.notes);
  return resultOf(tx, orderId, { offerId: offer.id, escalationId });
}

async function offerToAskAbout(
  tx: Tx,
  ctx: MemberContext,
  negotiation: Negotiation,
  body: QuickActionInput,
): Promise<OfferRow> {
  const { order, standing } = negotiation;
  const named = namedIn({
    orderId: order.id,
    amountKobo: body.amount_kobo,
    unitPriceKobo: body.unit_price_kobo,
    freeDelivery: body.free_delivery,
  });
  const theirs = await openOfferOf(tx, order.id, "buyer");
  if (!named) {
    if (theirs) return theirs;
    const message = "Say which price you want to ask the owner about.";
    throw new AppError("invalid_request", message, { fields: [{ path: "amount_kobo", message }] });
  }
  const price = priceOf(named, standing);
  if (theirs && isSame(theirs, price)) return theirs;
  const ours = await openOfferOf(tx, order.id, "vendor");
  if (ours && isSame(ours, price)) return ours;
  return insertOffer(tx, ctx, negotiation, { madeBy: "vendor", authorId: ctx.vendorId, price });
}

/** Of one order one price is before her at a time. The database closes the question with its price. */
async function closeEarlier(tx: Tx, { order }: Negotiation, offer: OfferRow): Promise<void> {
  await tx
    .update(offers)
    .set({ state: "superseded", decidedAt: sql`clock_timestamp()` })
    .where(
      and(
        eq(offers.orderId, order.id),
        eq(offers.state, "open"),
        eq(offers.awaitsCeo, true),
        sql`${offers.id} <> ${offer.id}`,
      ),
    );
}

async function openPriceQuestion(
  tx: Tx & PlatformTx,
  ctx: MemberContext,
  negotiation: Negotiation,
  offer: OfferRow,
  notes?: string,
): Promise<string> {
  const { order, standing } = negotiation;
  const id = newId("escalation");
  const reason = isBelowFloor(offer, standing) ? "price_below_floor" : "price_asked";
  await tx.insert(escalations).values({
    ceoId: ctx.ceoId,
    id,
    orderId: order.id,
    offerId: offer.id,
    reason,
    notes: notes ?? null,
    openedById: ctx.actor.id,
    state: "PENDING_CEO_APPROVAL",
  });
  await tellOwner(tx, ctx, { escalationId: id, reference: order.reference, totalKobo: offer.totalKobo });
  await publishOffer(tx, ctx, negotiation, offer.id);
  const ids = { escalationId: id, orderId: order.id, offerId: offer.id };
  await publishEvent(tx, ctx.ceoId, { topic: "escalation", ids, vendorId: order.vendorId });
  await recordEntry(tx, ctx, {
    action: "ESCALATION_CREATED",
    subject: { kind: "order", id: order.id },
    contactId: order.contactId,
    details: {
      escalation_id: id,
      reference: order.reference,
      total_kobo: offer.totalKobo,
      reason,
      offer_id: offer.id,
      notes: notes ?? null,
    },
  });
  return id;
}
