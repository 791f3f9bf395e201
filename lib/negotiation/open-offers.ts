import { and, eq, inArray, sql } from "drizzle-orm";
import { offers } from "@/db/schema/offers";
import type { Tx } from "@/lib/tenancy/with-tenant";
import type { OfferRow, Side } from "./make-offer";

/** Still open by the database's clock at this very moment. */
export const isStillOpen = sql`${offers.state} = 'open' and ${offers.expiresAt} > clock_timestamp()`;

/** What one side has open for an order, or null. */
export async function openOfferOf(tx: Tx, orderId: string, madeBy: Side): Promise<OfferRow | null> {
  const [offer] = await tx
    .select()
    .from(offers)
    .where(and(eq(offers.orderId, orderId), eq(offers.madeBy, madeBy), isStillOpen));
  return offer ?? null;
}

/** Everything that is open for these orders. */
export function openOffersOf(tx: Tx, orderIds: readonly string[]): Promise<OfferRow[]> {
  return tx
    .select()
    .from(offers)
    .where(and(inArray(offers.orderId, [...orderIds]), isStillOpen))
    .orderBy(offers.createdAt);
}
