import { and, desc, eq, sql } from "drizzle-orm";
import { canonicalize } from "json-canonicalize";
import { invoices, orderTransitions } from "@/db/schema/order-papers";
import { creditFacts } from "@/db/schema/receipt-facts";
import { sha256Hex } from "@/lib/crypto";
import { lockOrder, type OrderRow } from "@/lib/orders/move-order";
import { getOrderDto } from "@/lib/orders/queries";
import type { InvoiceData } from "@/lib/pdf/invoice-data";
import { invoiceKey } from "@/lib/storage/keys";
import type { Tx } from "@/lib/tenancy/with-tenant";
import { loadPaperFacts } from "./paper-facts";

/** What an order's invoice says and where it is kept. */
export type InvoiceFacts = { order: OrderRow; document: InvoiceData; fileKey: string; isIssued: boolean };

/**
 * The facts for the invoice of a delivered order, its number taken the first time; null for an order that is not delivered
 * (any more). Locks the order.
 */
export async function loadInvoice(tx: Tx, orderId: string): Promise<InvoiceFacts | null> {
  const order = await lockOrder(tx, orderId);
  if (order.status !== "DELIVERED") return null;
  const shared = await loadPaperFacts(tx, await getOrderDto(tx, orderId));
  const moments = await momentsOf(tx, order);
  if (!shared || !moments) return null;
  const { ceoId, facts } = shared;
  const row = await takeNumber(tx, ceoId, orderId);
  const document: InvoiceData = {
    ...facts,
    ...moments,
    number: invoiceNumber(row.number),
    issuedAt: row.createdAt,
    ...(order.bankAccount ? { paidTo: order.bankAccount.bankName } : {}),
  };
  const documentId = sha256Hex(canonicalize(document)).slice(0, 32);
  const fileKey = row.fileKey ?? invoiceKey({ ceoId, orderId, documentId });
  return { order, document, fileKey, isIssued: row.issuedAt !== null };
}

/** `INV-0012`. */
export function invoiceNumber(number: number): string {
  return `INV-${String(number).padStart(4, "0")}`;
}

/** One number after the other: whoever takes one waits for whoever is taking one. */
async function takeNumber(tx: Tx, ceoId: string, orderId: string): Promise<typeof invoices.$inferSelect> {
  const known = await invoiceOf(tx, orderId);
  if (known) return known;
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`invoices:${ceoId}`}, 0))`);
  const [row] = await tx
    .insert(invoices)
    .values({
      ceoId,
      orderId,
      number: sql`(select coalesce(max(taken.number), 0) + 1 from ${invoices} taken)`,
    })
    .returning();
  if (!row) throw new Error("an invoice without its number");
  return row;
}

async function invoiceOf(tx: Tx, orderId: string) {
  const [row] = await tx.select().from(invoices).where(eq(invoices.orderId, orderId));
  return row;
}

/** When the money was seen, and when the parcel came. */
async function momentsOf(tx: Tx, order: OrderRow): Promise<{ paidAt: Date; deliveredAt: Date } | null> {
  if (!order.creditFactId) return null;
  const [paid] = await tx
    .select({ at: creditFacts.createdAt })
    .from(creditFacts)
    .where(eq(creditFacts.id, order.creditFactId));
  const [delivered] = await tx
    .select({ at: orderTransitions.at })
    .from(orderTransitions)
    .where(
      and(
        eq(orderTransitions.orderId, order.id),
        eq(orderTransitions.fromStatus, "SHIPPED"),
        eq(orderTransitions.toStatus, "DELIVERED"),
      ),
    )
    .orderBy(desc(orderTransitions.at))
    .limit(1);
  return paid && delivered ? { paidAt: paid.at, deliveredAt: delivered.at } : null;
}
