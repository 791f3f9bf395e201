import { and, asc, desc, eq, gte, inArray } from "drizzle-orm";
import { confirmations, invoices, orderTransitions } from "@/db/schema/order-papers";
import { ceos } from "@/db/schema/people";
import { auditCheckpoints, auditEntries } from "@/db/schema/proof";
import { recordEntry } from "@/lib/audit/record-entry";
import { notFound } from "@/lib/errors";
import { store } from "@/lib/storage/store";
import { type Context, publicContext } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { type Tx, withTenant } from "@/lib/tenancy/with-tenant";
import { areaOf, initialsOf } from "./area";
import { type FoundLink, findPublicLink, publicLinkOf } from "./public-link";
import { getOrderDto, type OrderDto } from "./queries";
import type { OrderStatus } from "./rules";
import type { PublicOrderView } from "./schema";

type RequestFacts = { requestId: string; ip?: string; agent?: string };

/** How many of the six steps are behind an order in each state. */
const STEPS_DONE: Partial<Record<OrderStatus, number>> = {
  AWAITING_PAYMENT: 1,
  REJECTED: 1,
  RECEIPT_UPLOADED: 2,
  ESCALATED: 2,
  APPROVED: 3,
  CONFIRMED: 4,
  SHIPPED: 5,
  DELIVERED: 6,
};

const LINK_SECONDS = 60;

/** What a public link shows, or null for a link that is unknown or over (P11.3). */
export async function readPublicOrder(token: string, request: RequestFacts): Promise<PublicOrderView | null> {
  const link = await findPublicLink(token);
  if (!link) return null;
  const ctx = publicContext(link.ceoId, request);
  authorize(ctx, "order.read");
  return withTenant(ctx, (tx) => toPublicView(tx, ctx, link));
}

/**
 * A 60-second link to the paper, for the buyer's own link alone; its making is audited (P9.10). Throws `not_found` for every
 * other token.
 */
export async function openPaper(
  token: string,
  paper: "confirmation" | "invoice",
  request: RequestFacts,
): Promise<string> {
  const table = paper === "invoice" ? invoices : confirmations;
  const link = await findPublicLink(token);
  if (link?.kind !== "buyer") throw notFound(`The ${paper}`);
  const ctx = publicContext(link.ceoId, request);
  const { order, fileKey } = await withTenant(ctx, async (tx) => {
    const [kept] = await tx
      .select({ fileKey: table.fileKey })
      .from(table)
      .where(eq(table.orderId, link.orderId));
    if (!kept?.fileKey) throw notFound(`The ${paper}`);
    return { order: await getOrderDto(tx, link.orderId), fileKey: kept.fileKey };
  });
  const file = await store().get(fileKey);
  if (!file) throw notFound(`The ${paper}`);
  await withTenant(ctx, (tx) =>
    recordEntry(tx, ctx, {
      action: "FILE_LINK_ISSUED",
      subject: { kind: "order", id: order.id },
      contactId: order.contactId,
      details: { reference: order.reference, file: paper },
      chain: "access",
    }),
  );
  return store().signedUrl(fileKey, {
    ttlSeconds: LINK_SECONDS,
    contentType: "application/pdf",
    downloadName: paper === "invoice" ? `${order.reference}-invoice.pdf` : `${order.reference}.pdf`,
    inline: true,
  });
}

async function toPublicView(tx: Tx, ctx: Context, link: FoundLink): Promise<PublicOrderView> {
  const order = await getOrderDto(tx, link.orderId);
  const [business] = await tx.select({ name: ceos.businessName, timeZone: ceos.timeZone }).from(ceos);
  const [paper] = await tx
    .select({ fileKey: confirmations.fileKey })
    .from(confirmations)
    .where(eq(confirmations.orderId, order.id));
  const [invoice] = await tx
    .select({ issuedAt: invoices.issuedAt })
    .from(invoices)
    .where(eq(invoices.orderId, order.id));
  const moves = await tx
    .select({ to: orderTransitions.toStatus, at: orderTransitions.at })
    .from(orderTransitions)
    .where(eq(orderTransitions.orderId, order.id))
    .orderBy(asc(orderTransitions.at), asc(orderTransitions.id));
  const isBuyer = link.kind === "buyer";
  return {
    kind: link.kind,
    business: business?.name ?? "",
    reference: order.reference,
    status: order.status,
    verdict: verdictOf(order.status),
    steps_done: Math.max(0, ...moves.map((move) => STEPS_DONE[move.to as OrderStatus] ?? 0)),
    changed_at: (moves.at(-1)?.at ?? order.createdAt).toISOString(),
    deliver_by: order.deliverBy?.toISOString() ?? null,
    time_zone: business?.timeZone ?? "Africa/Lagos",
    initials: initialsOf(order.buyerName),
    area: areaOf(order.address),
    items: isBuyer ? itemsOf(order) : null,
    total_kobo: isBuyer ? order.totalKobo : null,
    has_paper: isBuyer && paper !== undefined,
    has_invoice: isBuyer && Boolean(invoice?.issuedAt),
    check_url: publicLinkOf(ctx.ceoId, order.id, "qr"),
    proof: await proofOf(tx, order.id),
  };
}

function verdictOf(status: OrderStatus): PublicOrderView["verdict"] {
  if (status === "CANCELLED") return "cancelled";
  return status === "DISPUTED" ? "disputed" : "genuine";
}

function itemsOf(order: OrderDto): PublicOrderView["items"] {
  return order.items.map(({ name, quantity, unitPriceKobo }) => ({
    name,
    quantity,
    unit_price_kobo: unitPriceKobo,
  }));
}

/** The latest entry of the log that confirms the order, and the first signature that covers it. */
async function proofOf(tx: Tx, orderId: string): Promise<PublicOrderView["proof"]> {
  const [entry] = await tx
    .select({ seq: auditEntries.seq, hash: auditEntries.hash, at: auditEntries.at })
    .from(auditEntries)
    .where(
      and(
        eq(auditEntries.chain, "main"),
        eq(auditEntries.subjectId, orderId),
        inArray(auditEntries.action, ["ORDER_CONFIRMED", "CONFIRMATION_ISSUED"]),
      ),
    )
    .orderBy(desc(auditEntries.seq))
    .limit(1);
  if (!entry) return null;
  const [signed] = await tx
    .select({ at: auditCheckpoints.at })
    .from(auditCheckpoints)
    .where(and(eq(auditCheckpoints.chain, "main"), gte(auditCheckpoints.seq, entry.seq)))
    .orderBy(asc(auditCheckpoints.seq))
    .limit(1);
  return {
    seq: entry.seq,
    hash: entry.hash.toString("hex"),
    at: entry.at.toISOString(),
    signed_at: signed?.at.toISOString() ?? null,
  };
}
