import { AppError } from "@/lib/errors";
import { type OutsideEvent, tellConversation } from "@/lib/messaging/tell-conversation";
import { formatNaira } from "@/lib/money";
import type { MemberContext } from "@/lib/tenancy/context";
import type { Tx } from "@/lib/tenancy/with-tenant";
import { acceptOffer } from "./accept-offer";
import { lockNegotiation, type Negotiation, priceOf } from "./find-negotiation";
import { insertOffer, makeOffer, type OfferRow } from "./make-offer";
import { openOfferOf } from "./open-offers";
import { floorOf, isBelowFloor, type NamedPrice, type Price } from "./rules";

export type PriceInput = {
  orderId: string;
  amountKobo?: number;
  unitPriceKobo?: number;
  freeDelivery?: boolean;
};

/**
 * Confirm price (P8.2): the price named, else the buyer's open offer, else the price as it stands becomes what the order
 * asks for, and the buyer is sent where to pay. Throws `price_below_floor`, and like `acceptOffer`.
 */
export async function confirmPrice(tx: Tx, ctx: MemberContext, input: PriceInput): Promise<OfferRow> {
  const negotiation = await lockNegotiation(tx, input.orderId);
  const asked = await openOfferOf(tx, input.orderId, "buyer");
  const price = await priceToConfirm(tx, negotiation, input, asked);
  const isTheirs = asked !== null && isSame(asked, price);
  const isStanding = price.totalKobo === negotiation.order.totalKobo;
  if (!isStanding) refuseBelowFloor(negotiation, price);
  return agree(tx, ctx, negotiation, price, isTheirs ? asked : null);
}

/** Counter-offer (P8.2): told to the buyer, who can take it. One that names the buyer's own price confirms it. */
export async function counterOffer(tx: Tx, ctx: MemberContext, input: PriceInput): Promise<OfferRow> {
  const negotiation = await lockNegotiation(tx, input.orderId);
  const price = priceOf({ freeDelivery: false, ...namedIn(input) }, negotiation.standing);
  refuseBelowFloor(negotiation, price);
  const asked = await openOfferOf(tx, input.orderId, "buyer");
  if (asked && isSame(asked, price)) return agree(tx, ctx, negotiation, price, asked);
  return offerToBuyer(tx, ctx, negotiation, price);
}

/**
 * Free delivery (P8.2): the price named, or the one that stands, without the fee. While the price is being agreed it is an
 * offer; once the buyer was asked to pay it lowers what is asked for at once.
 */
export async function offerFreeDelivery(tx: Tx, ctx: MemberContext, input: PriceInput): Promise<OfferRow> {
  const negotiation = await lockNegotiation(tx, input.orderId);
  const { order, standing } = negotiation;
  const named = namedIn(input);
  const ours = await openOfferOf(tx, order.id, "vendor");
  const price = priceOf({ ...(named ?? withoutFee(negotiation, ours)), freeDelivery: true }, standing);
  if (named) refuseBelowFloor(negotiation, price);
  if (order.status === "AWAITING_PAYMENT" && !named) return agree(tx, ctx, negotiation, price, null);
  return offerToBuyer(tx, ctx, negotiation, price);
}

/** The price in the request, or null when none was named. */
export function namedIn({ amountKobo, unitPriceKobo, freeDelivery }: PriceInput): NamedPrice | null {
  if (amountKobo === undefined && unitPriceKobo === undefined) return null;
  return {
    ...(amountKobo === undefined ? {} : { amountKobo }),
    ...(unitPriceKobo === undefined ? {} : { unitPriceKobo }),
    freeDelivery: freeDelivery ?? false,
  };
}

export function isSame(offer: Price, price: Price): boolean {
  return offer.totalKobo === price.totalKobo;
}

async function priceToConfirm(
  tx: Tx,
  { order, standing }: Negotiation,
  input: PriceInput,
  asked: OfferRow | null,
): Promise<Price> {
  const named = namedIn(input);
  const ours = await openOfferOf(tx, order.id, "vendor");
  // Delivery that we offered for nothing stays free when a total is agreed on.
  const freeDelivery = input.freeDelivery ?? ours?.freeDelivery ?? false;
  if (named) return priceOf({ ...named, freeDelivery }, standing);
  if (asked) return priceOf({ amountKobo: asked.totalKobo, freeDelivery: asked.freeDelivery }, standing);
  return priceOf({ amountKobo: order.totalKobo, freeDelivery: order.deliveryFeeKobo === 0 }, standing);
}

/** What stands now, named anew without its fee for delivery. */
function withoutFee({ order }: Negotiation, ours: OfferRow | null): NamedPrice {
  if (ours?.unitPriceKobo) return { unitPriceKobo: ours.unitPriceKobo, freeDelivery: true };
  const feeKobo = ours?.freeDelivery ? 0 : order.deliveryFeeKobo;
  return { amountKobo: (ours?.totalKobo ?? order.totalKobo) - feeKobo, freeDelivery: true };
}

async function agree(
  tx: Tx,
  ctx: MemberContext,
  negotiation: Negotiation,
  price: Price,
  theirs: OfferRow | null,
): Promise<OfferRow> {
  const { order } = negotiation;
  const offer =
    theirs ?? (await insertOffer(tx, ctx, negotiation, { madeBy: "vendor", authorId: ctx.vendorId, price }));
  await acceptOffer(tx, ctx, { orderId: order.id, offerId: offer.id, acceptedById: ctx.vendorId });
  await tell(tx, ctx, negotiation, { kind: "price_agreed", orderId: order.id });
  return { ...offer, state: "accepted" };
}

async function offerToBuyer(
  tx: Tx,
  ctx: MemberContext,
  negotiation: Negotiation,
  price: Price,
): Promise<OfferRow> {
  const { order } = negotiation;
  const offer = await makeOffer(tx, ctx, {
    orderId: order.id,
    madeBy: "vendor",
    authorId: ctx.vendorId,
    price,
  });
  await tell(tx, ctx, negotiation, { kind: "offer_made", orderId: order.id, offerId: offer.id });
  return offer;
}

function tell(tx: Tx, ctx: MemberContext, { order }: Negotiation, event: OutsideEvent): Promise<void> {
  return tellConversation(tx, ctx, { conversationId: order.conversationId, event });
}

function refuseBelowFloor({ standing, order }: Negotiation, price: Price): void {
  if (!isBelowFloor(price, standing)) return;
  const floorKobo = floorOf(standing) ?? 0;
  const leastKobo = floorKobo + (price.freeDelivery ? 0 : order.deliveryFeeKobo);
  throw new AppError(
    "price_below_floor",
    `This is below the lowest price, ${formatNaira(leastKobo)} for everything. Ask the owner: she can allow it.`,
    { extra: { floor_kobo: floorKobo, least_total_kobo: leastKobo } },
  );
}
