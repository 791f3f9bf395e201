import { and, asc, desc, eq } from "drizzle-orm";
import { contacts } from "@/db/schema/chat";
import { offers } from "@/db/schema/offers";
import { vendors } from "@/db/schema/people";
import { escalations } from "@/db/schema/proof";
import { orderItems, orders, products } from "@/db/schema/sales";
import { notFound } from "@/lib/errors";
import { listMessages } from "@/lib/messaging/queries";
import { buyerPhone, toBuyerView } from "@/lib/orders/buyer-phone";
import type { OrderRow } from "@/lib/orders/move-order";
import type { Context } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { type Tx, withTenant } from "@/lib/tenancy/with-tenant";
import { loadStanding } from "./find-negotiation";
import type { OfferRow } from "./make-offer";
import { isStillOpen } from "./open-offers";
import { floorOf, isBelowFloor, OPEN_TO_OFFERS, type Standing } from "./rules";
import type { NegotiationView, OfferView, OrderMessages } from "./schema";

/** The conversation an order came from, newest first, with everything named for its price. Throws `not_found`. */
export async function listOrderMessages(
  ctx: Context,
  input: { orderId: string; limit: number; cursor?: string },
): Promise<OrderMessages> {
  const negotiation = await getNegotiation(ctx, input.orderId);
  const { limit, cursor } = input;
  const page = await listMessages(ctx, { conversationId: negotiation.conversation_id, limit, cursor });
  return { ...page, negotiation };
}

/** Items, price and offers of one order. Throws `not_found` for another business's or another vendor's. */
export async function getNegotiation(ctx: Context, orderId: string): Promise<NegotiationView> {
  authorize(ctx, "conversation.read");
  return withTenant(ctx, async (tx) => {
    const [found] = await tx
      .select({ order: orders, phone: buyerPhone })
      .from(orders)
      .innerJoin(contacts, and(eq(contacts.ceoId, orders.ceoId), eq(contacts.id, orders.contactId)))
      .where(eq(orders.id, orderId));
    if (!found) throw notFound("The order");
    const standing = await loadStanding(tx, found.order);
    const items = await loadItems(tx, orderId);
    return {
      ...toPriceView(found.order, standing),
      buyer: toBuyerView({ ...found.order, phone: found.phone }),
      items,
      offers: await loadOffers(tx, orderId, standing),
    };
  });
}

function toPriceView(
  order: OrderRow,
  standing: Standing,
): Omit<NegotiationView, "buyer" | "items" | "offers"> {
  return {
    order_id: order.id,
    reference: order.reference,
    status: order.status,
    conversation_id: order.conversationId,
    items_kobo: order.itemsKobo,
    discount_kobo: order.discountKobo,
    delivery_fee_kobo: order.deliveryFeeKobo,
    total_kobo: order.totalKobo,
    floor_kobo: floorOf(standing),
    is_open: OPEN_TO_OFFERS.includes(order.status),
    note: order.note,
  };
}

async function loadItems(tx: Tx, orderId: string): Promise<NegotiationView["items"]> {
  return tx
    .select({
      product_id: orderItems.productId,
      name: orderItems.name,
      quantity: orderItems.quantity,
      unit_price_kobo: orderItems.unitPriceKobo,
      floor_price_kobo: products.floorPriceKobo,
      stock: products.stock,
    })
    .from(orderItems)
    .leftJoin(products, and(eq(products.ceoId, orderItems.ceoId), eq(products.id, orderItems.productId)))
    .where(eq(orderItems.orderId, orderId))
    .orderBy(asc(orderItems.id));
}

async function loadOffers(tx: Tx, orderId: string, standing: Standing): Promise<OfferView[]> {
  const rows = await tx
    .select({ offer: offers, authorName: vendors.name, isOpen: isStillOpen.as<boolean>("is_open") })
    .from(offers)
    .leftJoin(vendors, and(eq(vendors.ceoId, offers.ceoId), eq(vendors.id, offers.authorId)))
    .where(eq(offers.orderId, orderId))
    .orderBy(asc(offers.createdAt), asc(offers.id));
  const decisions = await tx
    .select({ offerId: escalations.offerId, notes: escalations.decisionNotes })
    .from(escalations)
    .where(eq(escalations.orderId, orderId))
    .orderBy(desc(escalations.createdAt));
  return rows.map(({ offer, authorName, isOpen }) => ({
    ...toOfferView(offer, isOpen),
    author_name: offer.madeBy === "vendor" ? authorName : null,
    below_floor: isBelowFloor(offer, standing),
    owner_notes: decisions.find((one) => one.offerId === offer.id)?.notes ?? null,
  }));
}

/** One whose time has passed is expired, whether or not anybody has written it down. */
function toOfferView(
  offer: OfferRow,
  isOpen: boolean,
): Omit<OfferView, "author_name" | "below_floor" | "owner_notes"> {
  return {
    offer_id: offer.id,
    made_by: offer.madeBy,
    total_kobo: offer.totalKobo,
    unit_price_kobo: offer.unitPriceKobo,
    free_delivery: offer.freeDelivery,
    state: offer.state === "open" && !isOpen ? "expired" : offer.state,
    awaits_ceo: offer.awaitsCeo && isOpen,
    expires_at: offer.expiresAt.toISOString(),
    decided_at: offer.decidedAt?.toISOString() ?? null,
    message_id: offer.messageId,
    created_at: offer.createdAt.toISOString(),
  };
}
