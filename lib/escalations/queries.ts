import { and, desc, eq, inArray, type SQL, sql } from "drizzle-orm";
import { contacts } from "@/db/schema/chat";
import { offers } from "@/db/schema/offers";
import { ceos, vendors } from "@/db/schema/people";
import { type AddsUp, escalations } from "@/db/schema/proof";
import { creditFacts } from "@/db/schema/receipt-facts";
import { orderItems, orders } from "@/db/schema/sales";
import { decodeCursor, toPage } from "@/lib/cursor";
import { notFound } from "@/lib/errors";
import { floorsOf } from "@/lib/negotiation/find-negotiation";
import { buyerPhone, toBuyerView } from "@/lib/orders/buyer-phone";
import { matchOrder } from "@/lib/orders/match-order";
import type { Context } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { type Tx, withTenant } from "@/lib/tenancy/with-tenant";
import type { EscalationFilter, EscalationView } from "./schema";

/** What waits for the CEO, or was decided: the newest first. */
export async function listEscalations(
  ctx: Context,
  filter: EscalationFilter,
): Promise<{ items: EscalationView[]; next_cursor: string | null }> {
  authorize(ctx, "escalation.read");
  const cursor = decodeCursor(filter.cursor);
  return withTenant(ctx, async (tx) => {
    const rows = await findEscalations(
      tx,
      and(
        filter.state ? eq(escalations.state, filter.state) : undefined,
        filter.q ? matchOrder(filter.q) : undefined,
        cursor
          ? sql`(${escalations.createdAt}, ${escalations.id}) < (${cursor.createdAt}::timestamptz, ${cursor.id})`
          : undefined,
      ),
      filter.limit + 1,
    );
    const parts = await loadParts(tx, rows);
    return toPage(
      rows,
      filter.limit,
      (row) => ({ createdAt: row.createdText, id: row.escalation.id }),
      (row) => toView(row, parts),
    );
  });
}

/** One escalation with what the CEO needs to decide (P10.2). Throws `not_found` for another business's. */
export async function getEscalation(ctx: Context, escalationId: string): Promise<EscalationView> {
  authorize(ctx, "escalation.read");
  return withTenant(ctx, async (tx) => {
    const rows = await findEscalations(tx, eq(escalations.id, escalationId), 1);
    const [found] = rows;
    if (!found) throw notFound("The escalation");
    return toView(found, await loadParts(tx, rows));
  });
}

function findEscalations(tx: Tx, condition: SQL | undefined, limit: number) {
  return tx
    .select({
      escalation: escalations,
      order: orders,
      offer: offers,
      vendorName: vendors.name,
      phone: buyerPhone,
      createdText: sql<string>`${escalations.createdAt}::text`,
      isOld: sql<boolean>`${escalations.createdAt} < now() - make_interval(hours => ${ceos.escalationOverdueHours})`,
    })
    .from(escalations)
    .innerJoin(orders, and(eq(orders.ceoId, escalations.ceoId), eq(orders.id, escalations.orderId)))
    .innerJoin(vendors, and(eq(vendors.ceoId, orders.ceoId), eq(vendors.id, orders.vendorId)))
    .innerJoin(contacts, and(eq(contacts.ceoId, orders.ceoId), eq(contacts.id, orders.contactId)))
    .innerJoin(ceos, eq(ceos.ceoId, escalations.ceoId))
    .leftJoin(offers, and(eq(offers.ceoId, escalations.ceoId), eq(offers.id, escalations.offerId)))
    .where(condition)
    .orderBy(desc(escalations.createdAt), desc(escalations.id))
    .limit(limit);
}

type Found = Awaited<ReturnType<typeof findEscalations>>[number];
type Parts = {
  items: (typeof orderItems.$inferSelect)[];
  attested: { orderId: string; receiptId: string | null }[];
  /** The floor of the goods of each order whose price is in question. */
  floors: Map<string, number | null>;
};

async function loadParts(tx: Tx, rows: Found[]): Promise<Parts> {
  const ids = rows.map((row) => row.order.id);
  if (ids.length === 0) return { items: [], attested: [], floors: new Map() };
  const items = await tx
    .select()
    .from(orderItems)
    .where(inArray(orderItems.orderId, ids))
    .orderBy(orderItems.id);
  const attested = await tx
    .select({ orderId: creditFacts.orderId, receiptId: creditFacts.receiptId })
    .from(creditFacts)
    .where(and(inArray(creditFacts.orderId, ids), eq(creditFacts.kind, "vendor_attestation")));
  const asked = rows.flatMap((row) => (row.offer ? [row.order.id] : []));
  return { items, attested, floors: await floorsOf(tx, asked) };
}

function toView({ escalation, order, ...found }: Found, { items, attested, floors }: Parts): EscalationView {
  const account = order.bankAccount;
  return {
    escalation_id: escalation.id,
    state: escalation.state,
    reason: escalation.reason,
    price: toPriceView(found.offer, order, floors),
    adds_up: escalation.addsUp && toAddsUp(escalation.addsUp),
    notes: escalation.notes,
    order_id: order.id,
    reference: order.reference,
    order_status: order.status,
    total_kobo: found.offer?.totalKobo ?? order.totalKobo,
    items: items
      .filter((item) => item.orderId === order.id)
      .map(({ name, quantity, unitPriceKobo }) => ({ name, quantity, unit_price_kobo: unitPriceKobo })),
    buyer: toBuyerView({ ...order, phone: found.phone }),
    vendor: { vendor_id: order.vendorId, name: found.vendorName },
    beneficiary: account && {
      bank_name: account.bankName,
      account_number: account.accountNumber,
      account_name: account.accountName,
    },
    receipt_id: escalation.receiptId,
    vendor_credit_seen: attested.some(
      (fact) => fact.orderId === order.id && fact.receiptId === escalation.receiptId,
    ),
    decision_notes: escalation.decisionNotes,
    created_at: escalation.createdAt.toISOString(),
    decided_at: escalation.decidedAt?.toISOString() ?? null,
    overdue: escalation.state === "PENDING_CEO_APPROVAL" && found.isOld,
  };
}

function toPriceView(
  offer: Found["offer"],
  order: Found["order"],
  floors: Parts["floors"],
): EscalationView["price"] {
  if (!offer) return null;
  return {
    offer_id: offer.id,
    made_by: offer.madeBy,
    unit_price_kobo: offer.unitPriceKobo,
    free_delivery: offer.freeDelivery,
    order_total_kobo: order.totalKobo,
    floor_kobo: floors.get(order.id) ?? null,
  };
}

function toAddsUp({ by, sumKobo, orders: earlier }: AddsUp): EscalationView["adds_up"] {
  return {
    by,
    sum_kobo: sumKobo,
    orders: earlier.map(({ orderId, reference, totalKobo }) => ({
      order_id: orderId,
      reference,
      total_kobo: totalKobo,
    })),
  };
}
