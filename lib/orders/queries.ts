import { and, desc, eq, getTableColumns, inArray, notInArray, sql } from "drizzle-orm";
import { type BankAccountSnapshot, orderItems, orders } from "@/db/schema/sales";
import { notFound } from "@/lib/errors";
import { normalizeReference } from "@/lib/order-reference";
import { anyOf } from "@/lib/tenancy/any-of";
import type { Tx } from "@/lib/tenancy/with-tenant";
import type { OrderRow } from "./move-order";
import type { OrderStatus } from "./rules";

export type OrderItemDto = { productId: string; name: string; quantity: number; unitPriceKobo: number };

/** An order as verbs and the bot know it. Money in kobo. */
export type OrderDto = {
  id: string;
  reference: string;
  status: OrderStatus;
  contactId: string;
  conversationId: string;
  vendorId: string;
  items: OrderItemDto[];
  itemsKobo: number;
  discountKobo: number;
  deliveryFeeKobo: number;
  totalKobo: number;
  buyerName: string;
  address: string | null;
  addressConfirmedAt: Date | null;
  /** The account that this order was sent; later changes of the business's account do not touch it. */
  bankAccount: BankAccountSnapshot | null;
  carrier: string | null;
  tracking: string | null;
  deliverBy: Date | null;
  createdAt: Date;
};

/** Orders of one contact that are not over, the newest first. */
export async function openOrdersOfContact(tx: Tx, contactId: string): Promise<OrderDto[]> {
  const rows = await tx
    .select()
    .from(orders)
    .where(and(eq(orders.contactId, contactId), notInArray(orders.status, ["DELIVERED", "CANCELLED"])))
    .orderBy(desc(orders.createdAt), desc(orders.id))
    .limit(50);
  return withItems(tx, rows);
}

/** The latest orders of each of these contacts, whatever their state, `limit` of each at most, the newest first. */
export async function recentOrdersOf(
  tx: Tx,
  contactIds: readonly string[],
  limit: number,
): Promise<OrderDto[]> {
  const ranked = tx
    .select({
      id: orders.id,
      place: sql<number>`row_number() over (partition by ${orders.contactId}
        order by ${orders.createdAt} desc, ${orders.id} desc)`.as("place"),
    })
    .from(orders)
    .where(sql`${orders.contactId} = ${anyOf(contactIds)}`)
    .as("ranked");
  const rows = await tx
    .select(getTableColumns(orders))
    .from(orders)
    .innerJoin(ranked, eq(ranked.id, orders.id))
    .where(sql`${ranked.place} <= ${limit}`)
    .orderBy(desc(orders.createdAt), desc(orders.id));
  return withItems(tx, rows);
}

/**
 * The contact's own order with this reference, as typed ("tg8891", "TG-8891"), or null: somebody else's order is as
 * unknown as one that does not exist (P7.7).
 */
export async function findOrderByReference(
  tx: Tx,
  contactId: string,
  reference: string,
): Promise<OrderDto | null> {
  const stored = normalizeReference(reference);
  if (stored === null) return null;
  const rows = await tx
    .select()
    .from(orders)
    .where(and(eq(orders.contactId, contactId), eq(orders.reference, stored)));
  return (await withItems(tx, rows))[0] ?? null;
}

/** One order. Throws `not_found` for what is another business's or another vendor's. */
export async function getOrderDto(tx: Tx, orderId: string): Promise<OrderDto> {
  const rows = await tx.select().from(orders).where(eq(orders.id, orderId));
  const [order] = await withItems(tx, rows);
  if (!order) throw notFound("The order");
  return order;
}

async function withItems(tx: Tx, rows: OrderRow[]): Promise<OrderDto[]> {
  if (rows.length === 0) return [];
  const items = await tx
    .select()
    .from(orderItems)
    .where(
      inArray(
        orderItems.orderId,
        rows.map((row) => row.id),
      ),
    )
    .orderBy(orderItems.id);
  return rows.map((row) => toDto(row, items));
}

function toDto(row: OrderRow, items: (typeof orderItems.$inferSelect)[]): OrderDto {
  const { ceoId, creditFactId, note, changedAt, remindedAt, ...kept } = row;
  return {
    ...kept,
    items: items
      .filter((item) => item.orderId === row.id)
      .map(({ productId, name, quantity, unitPriceKobo }) => ({ productId, name, quantity, unitPriceKobo })),
  };
}
