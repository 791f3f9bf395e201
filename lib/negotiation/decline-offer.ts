import { and, eq, sql } from "drizzle-orm";
import { offers } from "@/db/schema/offers";
import { recordEntry } from "@/lib/audit/record-entry";
import type { Context } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import type { Tx } from "@/lib/tenancy/with-tenant";
import { lockNegotiation } from "./find-negotiation";
import { detailsOf, type OfferRow, publishOffer } from "./make-offer";

/**
 * Says no to an offer. Gives it, or null when it was not open any more: then there is nothing to refuse. The order stays
 * as it is. Throws `wrong_state` once a proof of payment is in.
 */
export async function declineOffer(
  tx: Tx,
  ctx: Context,
  input: { orderId: string; offerId: string; declinedById: string },
): Promise<OfferRow | null> {
  authorize(ctx, "order.progress");
  const negotiation = await lockNegotiation(tx, input.orderId);
  const [declined] = await tx
    .update(offers)
    .set({ state: "declined", decidedById: input.declinedById, decidedAt: sql`clock_timestamp()` })
    .where(and(eq(offers.id, input.offerId), eq(offers.orderId, input.orderId), eq(offers.state, "open")))
    .returning();
  if (!declined) return null;
  await publishOffer(tx, ctx, negotiation, declined.id);
  await recordEntry(tx, ctx, {
    action: "OFFER_DECLINED",
    subject: { kind: "order", id: input.orderId },
    contactId: negotiation.order.contactId,
    details: { ...detailsOf(negotiation, declined), made_by: declined.madeBy },
  });
  return declined;
}
