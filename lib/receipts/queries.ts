import { and, asc, desc, eq, inArray, type SQL, sql } from "drizzle-orm";
import { contacts } from "@/db/schema/chat";
import { receipts } from "@/db/schema/proof";
import { creditFacts, receiptChecks } from "@/db/schema/receipt-facts";
import { orderItems, orders } from "@/db/schema/sales";
import { decodeCursor, encodeCursor } from "@/lib/cursor";
import { notFound } from "@/lib/errors";
import { buyerPhone, toBuyerView } from "@/lib/orders/buyer-phone";
import { matchOrder } from "@/lib/orders/match-order";
import type { Context } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { type Tx, withTenant } from "@/lib/tenancy/with-tenant";
import { CHECK_IDS, RECEIPT_FIELDS, type ReceiptCheck, type ReceiptFilter, type ReceiptView } from "./schema";

type ReceiptRow = typeof receipts.$inferSelect;
type Found = {
  receipt: ReceiptRow;
  reference: string;
  orderStatus: ReceiptView["order_status"];
  conversationId: string;
  buyerName: string;
  vendorId: string;
  phone: string | null;
  createdText: string;
};

/**
 * Receipts in one state. What waits comes oldest first, as a queue does; the rest newest first. A vendor sees those of
 * their own orders.
 */
export async function listReceipts(
  ctx: Context,
  filter: ReceiptFilter,
): Promise<{ items: ReceiptView[]; next_cursor: string | null }> {
  authorize(ctx, "receipt.read");
  const isQueue = filter.state === "waiting" || filter.state === "reading";
  return withTenant(ctx, async (tx) => {
    const condition = and(
      eq(receipts.state, filter.state),
      filter.q ? matchOrder(filter.q) : undefined,
      after(filter.cursor, isQueue),
    );
    const direction = isQueue ? asc : desc;
    const rows = await findReceipts(tx, condition, [
      direction(receipts.createdAt),
      direction(receipts.id),
    ]).limit(filter.limit + 1);
    const shown = rows.slice(0, filter.limit);
    const parts = await loadParts(tx, shown);
    const last = shown.at(-1);
    const hasMore = rows.length > filter.limit && last !== undefined;
    return {
      items: shown.map((row) => toView(row, parts)),
      next_cursor: hasMore ? encodeCursor({ createdAt: last.createdText, id: last.receipt.id }) : null,
    };
  });
}

/** One receipt with its checks. Throws `not_found` for another business's or another vendor's. */
export async function getReceipt(ctx: Context, receiptId: string): Promise<ReceiptView> {
  authorize(ctx, "receipt.read");
  return withTenant(ctx, async (tx) => {
    const [row] = await findReceipts(tx, eq(receipts.id, receiptId), []).limit(1);
    if (!row) throw notFound("The receipt");
    return toView(row, await loadParts(tx, [row]));
  });
}

/** Whether a vendor has said of this receipt that its money is in the account; false for one that is not theirs to see. */
export async function isCreditSeen(
  ctx: Context,
  receipt: Pick<ReceiptView, "order_id" | "receipt_id">,
): Promise<boolean> {
  authorize(ctx, "receipt.read");
  return withTenant(ctx, async (tx) => {
    const said = await tx
      .select({ id: creditFacts.id })
      .from(creditFacts)
      .where(
        and(
          eq(creditFacts.orderId, receipt.order_id),
          eq(creditFacts.receiptId, receipt.receipt_id),
          eq(creditFacts.kind, "vendor_attestation"),
        ),
      )
      .limit(1);
    return said.length > 0;
  });
}

function after(text: string | undefined, isQueue: boolean): SQL | undefined {
  const cursor = decodeCursor(text);
  if (!cursor) return undefined;
  const row = sql`(${receipts.createdAt}, ${receipts.id})`;
  const place = sql`(${cursor.createdAt}::timestamptz, ${cursor.id})`;
  return isQueue ? sql`${row} > ${place}` : sql`${row} < ${place}`;
}

function findReceipts(tx: Tx, condition: SQL | undefined, order: SQL[]) {
  return tx
    .select({
      receipt: receipts,
      reference: orders.reference,
      orderStatus: orders.status,
      conversationId: orders.conversationId,
      buyerName: orders.buyerName,
      vendorId: orders.vendorId,
      phone: buyerPhone,
      createdText: sql<string>`${receipts.createdAt}::text`,
    })
    .from(receipts)
    .innerJoin(orders, and(eq(orders.ceoId, receipts.ceoId), eq(orders.id, receipts.orderId)))
    .innerJoin(contacts, and(eq(contacts.ceoId, receipts.ceoId), eq(contacts.id, receipts.contactId)))
    .where(condition)
    .orderBy(...order);
}

type CheckRow = typeof receiptChecks.$inferSelect;

type ItemRow = { orderId: string; name: string; quantity: number };
type Parts = { checks: CheckRow[]; items: ItemRow[] };

async function loadParts(tx: Tx, rows: Found[]): Promise<Parts> {
  if (rows.length === 0) return { checks: [], items: [] };
  const ids = rows.map((row) => row.receipt.id);
  const checks = await tx.select().from(receiptChecks).where(inArray(receiptChecks.receiptId, ids));
  const { orderId, name, quantity } = orderItems;
  const orderIds = rows.map((row) => row.receipt.orderId);
  const items = await tx
    .select({ orderId, name, quantity })
    .from(orderItems)
    .where(inArray(orderId, orderIds))
    .orderBy(orderItems.id);
  return { checks, items };
}

function toView({ receipt, ...found }: Found, { checks, items }: Parts): ReceiptView {
  const hasView = receipt.viewWidth !== null && receipt.viewHeight !== null && receipt.deletedAt === null;
  return {
    receipt_id: receipt.id,
    order_id: receipt.orderId,
    reference: found.reference,
    order_status: found.orderStatus,
    items: items
      .filter((item) => item.orderId === receipt.orderId)
      .map(({ name, quantity }) => ({ name, quantity })),
    conversation_id: found.conversationId,
    state: receipt.state,
    sha256: receipt.sha256,
    mime_type: receipt.mimeType,
    view: hasView ? { width: receipt.viewWidth ?? 0, height: receipt.viewHeight ?? 0 } : null,
    expected_kobo: receipt.expectedKobo,
    verdict: receipt.verdict,
    reading: NOTHING_READ,
    checks: checksOf(receipt.id, checks),
    buyer: toBuyerView({ ...found, contactId: receipt.contactId }),
    vendor_id: found.vendorId,
    trouble: receipt.trouble,
    notes: receipt.notes,
    created_at: receipt.createdAt.toISOString(),
    decided_at: receipt.decidedAt?.toISOString() ?? null,
    deleted_at: receipt.deletedAt?.toISOString() ?? null,
    deletion_reason: receipt.deletionReason,
  };
}

/** No machine reads pictures yet: every field is there and says so. */
const NOTHING_READ = Object.fromEntries(RECEIPT_FIELDS.map((name) => [name, null])) as ReceiptView["reading"];

const SEVERITY = ["fail", "warn", "pass", "not_possible"];

/** What is wrong first, then in the order of the list of checks. */
function checksOf(receiptId: string, rows: CheckRow[]): ReceiptCheck[] {
  return rows
    .filter((row) => row.receiptId === receiptId)
    .map((row) => ({
      id: row.checkId as ReceiptCheck["id"],
      result: row.result,
      message: row.message,
      evidence: row.evidence as ReceiptCheck["evidence"],
    }))
    .sort(
      (a, b) =>
        SEVERITY.indexOf(a.result) - SEVERITY.indexOf(b.result) ||
        CHECK_IDS.indexOf(a.id) - CHECK_IDS.indexOf(b.id),
    );
}
