import { and, asc, desc, eq, inArray, type SQL, sql } from "drizzle-orm";
import { contacts } from "@/db/schema/chat";
import { confirmations, orderTransitions } from "@/db/schema/order-papers";
import { receipts } from "@/db/schema/proof";
import { orderItems, orders } from "@/db/schema/sales";
import { recordReading } from "@/lib/audit/record-reading";
import { decodeCursor, toPage } from "@/lib/cursor";
import { notFound } from "@/lib/errors";
import type { Context } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { type Tx, withTenant } from "@/lib/tenancy/with-tenant";
import { loadAfterDelivery } from "./after-delivery";
import { areaOf } from "./area";
import { buyerPhone, toBuyerView } from "./buyer-phone";
import { matchOrder } from "./match-order";
import type { OrderRow } from "./move-order";
import { ORDER_MOVES, type OrderStatus, partyOf } from "./rules";
import type { OrderFilter, OrderListItem, OrderView } from "./schema";

type Found = { order: OrderRow; phone: string | null; createdText: string };

/** Orders that this member may see, the newest first; a vendor sees their own. */
export async function listOrders(
  ctx: Context,
  filter: OrderFilter,
): Promise<{ items: OrderListItem[]; next_cursor: string | null }> {
  authorize(ctx, "order.read");
  const cursor = decodeCursor(filter.cursor);
  return withTenant(ctx, async (tx) => {
    const rows = await findOrders(
      tx,
      and(
        filter.status ? eq(orders.status, filter.status) : undefined,
        filter.contact_id ? eq(orders.contactId, filter.contact_id) : undefined,
        filter.q ? matchOrder(filter.q) : undefined,
        cursor
          ? sql`(${orders.createdAt}, ${orders.id}) < (${cursor.createdAt}::timestamptz, ${cursor.id})`
          : undefined,
      ),
      filter.limit + 1,
    );
    const parts = await loadParts(tx, rows);
    return toPage(
      rows,
      filter.limit,
      (row) => ({ createdAt: row.createdText, id: row.order.id }),
      (row) => toListItem(row, parts),
    );
  });
}

/**
 * One order with its address and history; the look at the buyer's details is written down (P13.3). Throws `not_found` for
 * what is another business's or another vendor's.
 */
export async function getOrder(ctx: Context, orderId: string): Promise<OrderView> {
  authorize(ctx, "order.read");
  const view = await withTenant(ctx, async (tx) => {
    const rows = await findOrders(tx, eq(orders.id, orderId), 1);
    const [found] = rows;
    if (!found) throw notFound("The order");
    return toView(tx, ctx, found, toListItem(found, await loadParts(tx, rows)));
  });
  await recordReading(ctx, { action: "CONTACT_VIEWED", contactId: view.contact_id });
  return view;
}

function findOrders(tx: Tx, condition: SQL | undefined, limit: number): Promise<Found[]> {
  return tx
    .select({ order: orders, phone: buyerPhone, createdText: sql<string>`${orders.createdAt}::text` })
    .from(orders)
    .innerJoin(contacts, and(eq(contacts.ceoId, orders.ceoId), eq(contacts.id, orders.contactId)))
    .where(condition)
    .orderBy(desc(orders.createdAt), desc(orders.id))
    .limit(limit);
}

type Parts = {
  items: (typeof orderItems.$inferSelect)[];
  proofs: Pick<typeof receipts.$inferSelect, "id" | "orderId" | "state" | "verdict" | "createdAt">[];
};

async function loadParts(tx: Tx, rows: Found[]): Promise<Parts> {
  const ids = rows.map((row) => row.order.id);
  if (ids.length === 0) return { items: [], proofs: [] };
  const items = await tx
    .select()
    .from(orderItems)
    .where(inArray(orderItems.orderId, ids))
    .orderBy(orderItems.id);
  const { id, orderId, state, verdict, createdAt } = receipts;
  const proofs = await tx
    .select({ id, orderId, state, verdict, createdAt })
    .from(receipts)
    .where(inArray(receipts.orderId, ids))
    .orderBy(desc(receipts.createdAt), desc(receipts.id));
  return { items, proofs };
}

function toListItem({ order, phone }: Found, { items, proofs }: Parts): OrderListItem {
  return {
    order_id: order.id,
    reference: order.reference,
    status: order.status,
    total_kobo: order.totalKobo,
    items: items
      .filter((item) => item.orderId === order.id)
      .map((item) => ({
        product_id: item.productId,
        name: item.name,
        quantity: item.quantity,
        unit_price_kobo: item.unitPriceKobo,
      })),
    contact_id: order.contactId,
    buyer: toBuyerView({ ...order, phone }),
    vendor_id: order.vendorId,
    conversation_id: order.conversationId,
    area: areaOf(order.address),
    receipts: proofs
      .filter((proof) => proof.orderId === order.id)
      .map(({ id, state, verdict, createdAt }) => ({
        receipt_id: id,
        state,
        verdict,
        created_at: createdAt.toISOString(),
      })),
    deliver_by: order.deliverBy?.toISOString() ?? null,
    created_at: order.createdAt.toISOString(),
    changed_at: order.changedAt.toISOString(),
  };
}

async function toView(tx: Tx, ctx: Context, { order }: Found, item: OrderListItem): Promise<OrderView> {
  const moves = await tx
    .select()
    .from(orderTransitions)
    .where(eq(orderTransitions.orderId, order.id))
    .orderBy(asc(orderTransitions.at), asc(orderTransitions.id));
  const [confirmation] = await tx
    .select({ orderId: confirmations.orderId })
    .from(confirmations)
    .where(eq(confirmations.orderId, order.id));
  const account = order.bankAccount;
  return {
    ...item,
    items_kobo: order.itemsKobo,
    discount_kobo: order.discountKobo,
    delivery_fee_kobo: order.deliveryFeeKobo,
    address: order.address,
    address_confirmed_at: order.addressConfirmedAt?.toISOString() ?? null,
    bank_account: account && {
      bank_name: account.bankName,
      account_number: account.accountNumber,
      account_name: account.accountName,
    },
    carrier: order.carrier,
    tracking: order.tracking,
    note: order.note,
    history: moves.map((move) => ({
      status: move.toStatus as OrderStatus,
      at: move.at.toISOString(),
      actor_kind: move.actorKind,
    })),
    has_confirmation: confirmation !== undefined,
    ...(await loadAfterDelivery(tx, order)),
    next: nextOf(ctx, order.status),
  };
}

const STEPS = ["SHIPPED", "DELIVERED", "CANCELLED"] as const;

function nextOf(ctx: Context, status: OrderStatus): OrderView["next"] {
  const party = partyOf(ctx.actor.kind);
  return STEPS.filter((to) =>
    ORDER_MOVES.some(
      (move) => move.from === status && move.to === to && party !== null && move.by.includes(party),
    ),
  );
}
