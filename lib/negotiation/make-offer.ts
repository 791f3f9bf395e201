import { and, eq, sql } from "drizzle-orm";
import { offers } from "@/db/schema/offers";
import { recordEntry } from "@/lib/audit/record-entry";
import { newId } from "@/lib/ids";
import { publishEvent } from "@/lib/live/publish-event";
import { moveOrder } from "@/lib/orders/move-order";
import { queuePush } from "@/lib/push/queue-push";
import type { Context } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import type { Tx } from "@/lib/tenancy/with-tenant";
import { lockNegotiation, type Negotiation, sumsOf } from "./find-negotiation";
import { OFFER_HOURS, type Price } from "./rules";

export type OfferRow = typeof offers.$inferSelect;
export type Side = OfferRow["madeBy"];

export type NewOffer = {
  madeBy: Side;
  /** The contact, or the member of staff. */
  authorId: string;
  price: Price;
  /** The message in which it was made. */
  messageId?: string;
};

/**
 * Keeps a price that one side named (P8.1). It takes the place of that side's earlier one, and the order is being
 * negotiated from now on. Throws `wrong_state` once a proof of payment is in, `invalid_request` for a price that the order
 * cannot have.
 */
export async function makeOffer(
  tx: Tx,
  ctx: Context,
  input: NewOffer & { orderId: string },
): Promise<OfferRow> {
  authorize(ctx, "order.progress");
  const negotiation = await lockNegotiation(tx, input.orderId);
  sumsOf(input.price, negotiation.standing);
  const offer = await insertOffer(tx, ctx, negotiation, input);
  const { order } = negotiation;
  if (order.status === "AWAITING_PAYMENT") {
    // A price that is opened again may be reminded of again.
    const changes = { remindedAt: null };
    await moveOrder(tx, ctx, { orderId: order.id, from: order.status, to: "NEGOTIATING", changes });
  }
  await publishOffer(tx, ctx, negotiation, offer.id);
  if (offer.madeBy === "buyer") await queuePush(tx, ctx.ceoId, { kind: "offer", subjectId: offer.id });
  await recordEntry(tx, ctx, {
    action: "OFFER_MADE",
    subject: { kind: "order", id: order.id },
    contactId: order.contactId,
    details: { ...detailsOf(negotiation, offer), made_by: offer.madeBy },
  });
  return offer;
}

/** The bare record, for verbs that decide about it in the same breath. The order is locked. */
export async function insertOffer(
  tx: Tx,
  ctx: Context,
  { order }: Negotiation,
  { madeBy, authorId, price, messageId }: NewOffer,
): Promise<OfferRow> {
  await closeOpen(tx, order.id, madeBy);
  const [offer] = await tx
    .insert(offers)
    .values({
      ceoId: ctx.ceoId,
      id: newId("offer"),
      orderId: order.id,
      madeBy,
      authorId,
      ...price,
      expiresAt: sql`clock_timestamp() + make_interval(hours => ${OFFER_HOURS})`,
      createdAt: sql`clock_timestamp()`,
      ...(messageId ? { messageId } : {}),
    })
    .returning();
  if (!offer) throw new Error("an offer was not kept");
  return offer;
}

/** Ends what is open of one side, or of both: it is expired when its time has passed, else another price took its place. */
export async function closeOpen(tx: Tx, orderId: string, madeBy?: Side): Promise<void> {
  await tx
    .update(offers)
    .set({
      state: sql`case when ${offers.expiresAt} <= clock_timestamp() then 'expired' else 'superseded' end`,
      decidedAt: sql`clock_timestamp()`,
    })
    .where(
      and(
        eq(offers.orderId, orderId),
        eq(offers.state, "open"),
        madeBy ? eq(offers.madeBy, madeBy) : undefined,
      ),
    );
}

/** Tells open pages that the prices of an order are to be looked at again. */
export function publishOffer(tx: Tx, ctx: Context, { order }: Negotiation, offerId: string): Promise<void> {
  const by = ctx.actor.kind;
  return publishEvent(tx, ctx.ceoId, {
    topic: "offer",
    ids: { orderId: order.id, offerId, conversationId: order.conversationId, by },
    vendorId: order.vendorId,
  });
}

/** What the audit log keeps of an offer. */
export function detailsOf({ order }: Negotiation, offer: OfferRow): Record<string, unknown> {
  return {
    reference: order.reference,
    offer_id: offer.id,
    total_kobo: offer.totalKobo,
    ...(offer.unitPriceKobo === null ? {} : { unit_price_kobo: offer.unitPriceKobo }),
    ...(offer.freeDelivery ? { free_delivery: true } : {}),
  };
}
