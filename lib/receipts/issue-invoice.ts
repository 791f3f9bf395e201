import { and, eq, isNull, sql } from "drizzle-orm";
import { invoices } from "@/db/schema/order-papers";
import { recordEntry } from "@/lib/audit/record-entry";
import { publishEvent } from "@/lib/live/publish-event";
import { tellConversation } from "@/lib/messaging/tell-conversation";
import { lockOrder } from "@/lib/orders/move-order";
import { allowPublicLinks, publicLinkOf } from "@/lib/orders/public-link";
import { renderInvoice } from "@/lib/pdf/invoice";
import { type Context, systemContext } from "@/lib/tenancy/context";
import { type Tx, withTenant } from "@/lib/tenancy/with-tenant";
import { type InvoiceFacts, loadInvoice } from "./invoice-facts";
import { keepPaper } from "./keep-paper";

/**
 * Job: makes the invoice of a delivered order, keeps it, lets the buyer's link work for seven more days and has the bot send
 * it (P11.4). Run twice it sends once; run after a crash it keeps the number. `resend`: the buyer asks for it again.
 */
export async function issueInvoice(input: {
  ceoId: string;
  orderId: string;
  resend?: boolean;
}): Promise<void> {
  const ctx = systemContext(input.ceoId, { kind: "worker", id: "worker" });
  const facts = await withTenant(ctx, (tx) => loadInvoice(tx, input.orderId));
  if (!facts || (facts.isIssued && !input.resend)) return;
  const sha256 = await keepPaper(facts.fileKey, () => renderInvoice(facts.document));
  await withTenant(ctx, (tx) => issue(tx, ctx, facts, { sha256, resend: input.resend === true }));
}

async function issue(
  tx: Tx,
  ctx: Context,
  { order, document, fileKey }: InvoiceFacts,
  { sha256, resend }: { sha256: string; resend: boolean },
): Promise<void> {
  const { id: orderId, reference, conversationId, contactId } = order;
  const { status, vendorId } = await lockOrder(tx, orderId);
  // Disputed while the paper was drawn: settling the dispute asks for it again.
  if (status !== "DELIVERED") return;
  const first = await tx
    .update(invoices)
    .set({ fileKey, sha256, issuedAt: sql`now()` })
    .where(and(eq(invoices.orderId, orderId), isNull(invoices.issuedAt)))
    .returning({ number: invoices.number });
  const isNew = first.length > 0;
  if (!isNew && !resend) return;
  await allowPublicLinks(tx, ctx, orderId);
  const link = publicLinkOf(ctx.ceoId, orderId, "buyer");
  await tellConversation(tx, ctx, { conversationId, event: { kind: "invoice_ready", orderId, link } });
  await publishEvent(tx, ctx.ceoId, { topic: "order", ids: { orderId }, vendorId });
  await recordEntry(tx, ctx, {
    action: "INVOICE_ISSUED",
    subject: { kind: "order", id: orderId },
    contactId,
    details: { reference, number: document.number, sha256, again: !isNew },
  });
}
