import { and, eq, inArray } from "drizzle-orm";
import { contacts, conversations } from "@/db/schema/chat";
import { ceos } from "@/db/schema/people";
import { type BankAccountSnapshot, orderItems, orders, products } from "@/db/schema/sales";
import { recordEntry } from "@/lib/audit/record-entry";
import { AppError, notFound } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { publishEvent } from "@/lib/live/publish-event";
import { newReference } from "@/lib/order-reference";
import type { Context } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import type { Tx } from "@/lib/tenancy/with-tenant";
import { assignVendor } from "./assign-vendor";
import { recordMove } from "./move-order";
import { type PaymentAccount, paymentAccountInForce } from "./payment-account";
import { getOrderDto, type OrderDto } from "./queries";
import { sumOrder } from "./rules";

export type PlaceOrderInput = {
  contactId: string;
  conversationId: string;
  buyerName: string;
  address: string | null;
  items: readonly { productId: string; quantity: number }[];
  /** The price is to be agreed first: the order asks for no money yet and names no account. */
  isNegotiated?: boolean;
};

type Line = {
  productId: string;
  name: string;
  quantity: number;
  unitPriceKobo: number;
  vendorId: string | null;
};

const MAX_QUANTITY = 10_000;
const REFERENCE_TRIES = 20;

/**
 * Places an order from chat (P7.3): prices, delivery fee and bank account are those in force now and stay as they are.
 * Throws `conflict` when a product is not on offer or not in stock, or when it is to be paid and the business has no account.
 */
export async function placeOrder(tx: Tx, ctx: Context, input: PlaceOrderInput): Promise<OrderDto> {
  authorize(ctx, "order.place");
  await checkBuyer(tx, input);
  const lines = await priceLines(tx, input.items);
  const vendorId = await assignVendor(
    tx,
    lines.map((line) => line.vendorId),
  );
  const orderId = await insertOrder(tx, ctx, { input, lines, vendorId });
  await tx.update(conversations).set({ vendorId }).where(eq(conversations.id, input.conversationId));
  await publishEvent(tx, ctx.ceoId, { topic: "order", ids: { orderId: orderId }, vendorId });
  const order = await getOrderDto(tx, orderId);
  await recordEntry(tx, ctx, {
    action: "ORDER_PLACED",
    subject: { kind: "order", id: orderId },
    contactId: input.contactId,
    details: {
      reference: order.reference,
      total_kobo: order.totalKobo,
      items: lines.map((line) => ({ product_id: line.productId, quantity: line.quantity })),
      vendor_id: vendorId,
    },
  });
  return order;
}

/** The conversation must be this contact's: an id from elsewhere finds nothing (AZ-02). */
async function checkBuyer(tx: Tx, input: PlaceOrderInput): Promise<void> {
  const [found] = await tx
    .select({ id: conversations.id })
    .from(conversations)
    .innerJoin(
      contacts,
      and(eq(contacts.ceoId, conversations.ceoId), eq(contacts.id, conversations.contactId)),
    )
    .where(and(eq(conversations.id, input.conversationId), eq(contacts.id, input.contactId)));
  if (!found) throw notFound("The conversation");
}

/** What is ordered, with names and prices as the catalogue has them in this transaction. */
async function priceLines(tx: Tx, items: PlaceOrderInput["items"]): Promise<Line[]> {
  const wanted = new Map<string, number>();
  for (const { productId, quantity } of items) {
    wanted.set(productId, (wanted.get(productId) ?? 0) + quantity);
  }
  if (wanted.size === 0) throw new AppError("invalid_request", "An order needs at least one product.");
  const rows = await tx
    .select()
    .from(products)
    .where(inArray(products.id, [...wanted.keys()]));
  const byId = new Map(rows.map((row) => [row.id, row]));
  return [...wanted].map(([productId, quantity]) => {
    const product = byId.get(productId);
    if (!product) throw notFound("The product");
    checkOffer(product, quantity);
    const { name, priceKobo: unitPriceKobo, vendorId } = product;
    return { productId, name, quantity, unitPriceKobo, vendorId };
  });
}

function checkOffer(product: typeof products.$inferSelect, quantity: number): void {
  if (!Number.isSafeInteger(quantity) || quantity < 1 || quantity > MAX_QUANTITY) {
    throw new AppError("invalid_request", `A quantity is a whole number from 1 to ${MAX_QUANTITY}.`);
  }
  if (!product.active) throw new AppError("conflict", "This product is not on offer any more.");
  if (product.stock !== null && product.stock < quantity) {
    throw new AppError("conflict", `Only ${product.stock} of this product are left.`, {
      extra: { product_id: product.id, stock: product.stock },
    });
  }
}

async function insertOrder(
  tx: Tx,
  ctx: Context,
  { input, lines, vendorId }: { input: PlaceOrderInput; lines: Line[]; vendorId: string },
): Promise<string> {
  const [business] = await tx.select({ feeKobo: ceos.deliveryFeeKobo }).from(ceos);
  const account = await paymentAccountInForce(tx);
  if (!business || !(account || input.isNegotiated)) {
    throw new AppError("conflict", "This business has no bank account to pay to yet.");
  }
  const status = input.isNegotiated ? "NEGOTIATING" : "AWAITING_PAYMENT";
  const sums = sumOrder(lines, business.feeKobo);
  const orderId = await insertWithReference(tx, {
    ceoId: ctx.ceoId,
    contactId: input.contactId,
    conversationId: input.conversationId,
    vendorId,
    status,
    ...sums,
    deliveryFeeKobo: business.feeKobo,
    buyerName: input.buyerName,
    address: input.address,
    bankAccount: input.isNegotiated ? null : snapshotOf(account),
  });
  await tx.insert(orderItems).values(
    lines.map(({ vendorId: _vendor, ...line }) => ({
      ceoId: ctx.ceoId,
      id: newId("orderItem"),
      orderId,
      ...line,
    })),
  );
  await recordMove(tx, ctx, orderId, null, status);
  return orderId;
}

function snapshotOf(account: PaymentAccount | null): BankAccountSnapshot | null {
  if (!account) return null;
  const { bankName, accountNumber, accountName } = account;
  return { bankName, accountNumber, accountName };
}

/** Tries references until one is free in this business; the longer form once the short ones crowd. */
async function insertWithReference(
  tx: Tx,
  values: Omit<typeof orders.$inferInsert, "id" | "reference">,
): Promise<string> {
  for (let attempt = 0; attempt < REFERENCE_TRIES; attempt += 1) {
    const [placed] = await tx
      .insert(orders)
      .values({ ...values, id: newId("order"), reference: newReference(attempt < 5 ? 4 : 5) })
      .onConflictDoNothing()
      .returning({ id: orders.id });
    if (placed) return placed.id;
  }
  throw new AppError("unavailable", "No free payment reference was found. Please try again.");
}
