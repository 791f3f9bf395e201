import { and, asc, eq } from "drizzle-orm";
import { orderItems, products } from "@/db/schema/sales";
import { AppError } from "@/lib/errors";
import { lockOrder, type OrderRow, wrongState } from "@/lib/orders/move-order";
import type { Tx } from "@/lib/tenancy/with-tenant";
import {
  floorOf,
  type NamedPrice,
  OPEN_TO_OFFERS,
  type Price,
  type PricedSums,
  type PriceRefusal,
  type Standing,
  sayRefusal,
  sumsAt,
  toPrice,
} from "./rules";

export type Negotiation = { order: OrderRow; standing: Standing };

/** What an order stands at: its lines with the floors of today, and its delivery fee. */
export async function loadStanding(
  tx: Tx,
  order: Pick<OrderRow, "id" | "deliveryFeeKobo">,
): Promise<Standing> {
  const lines = await tx
    .select({
      id: orderItems.id,
      quantity: orderItems.quantity,
      unitPriceKobo: orderItems.unitPriceKobo,
      floorKobo: products.floorPriceKobo,
    })
    .from(orderItems)
    .leftJoin(products, and(eq(products.ceoId, orderItems.ceoId), eq(products.id, orderItems.productId)))
    .where(eq(orderItems.orderId, order.id))
    .orderBy(asc(orderItems.id));
  return { lines, deliveryFeeKobo: order.deliveryFeeKobo };
}

/** The least the goods of each order may go for (`floorOf`), by order. */
export async function floorsOf(tx: Tx, orderIds: readonly string[]): Promise<Map<string, number | null>> {
  const floors = new Map<string, number | null>();
  for (const id of new Set(orderIds))
    floors.set(id, floorOf(await loadStanding(tx, { id, deliveryFeeKobo: 0 })));
  return floors;
}

/**
 * Locks an order whose price can still be agreed. Throws `not_found` for another's, `wrong_state` once a proof of payment
 * is in or the order is over.
 */
export async function lockNegotiation(tx: Tx, orderId: string): Promise<Negotiation> {
  const order = await lockOrder(tx, orderId);
  if (!OPEN_TO_OFFERS.includes(order.status)) throw wrongState(order.status);
  return { order, standing: await loadStanding(tx, order) };
}

/** The price that was named, if the order can have it. Throws `invalid_request` with the reason in plain words. */
export function priceOf(named: NamedPrice, standing: Standing): Price {
  const price = toPrice(named, standing);
  if (typeof price === "string") throw refusal(price, named, standing);
  sumsOf(price, standing, named);
  return price;
}

/** The order's sums at a price. Throws `invalid_request` like {@link priceOf}. */
export function sumsOf(price: Price, standing: Standing, named?: NamedPrice): PricedSums {
  const sums = sumsAt(price, standing);
  if (typeof sums === "string") throw refusal(sums, named, standing);
  return sums;
}

function refusal(why: PriceRefusal, named: NamedPrice | undefined, standing: Standing): AppError {
  const message = sayRefusal(why, standing);
  const path = named?.unitPriceKobo === undefined ? "amount_kobo" : "unit_price_kobo";
  return new AppError("invalid_request", message, { fields: [{ path, message }] });
}
