import { eq } from "drizzle-orm";
import { invoices } from "@/db/schema/order-papers";
import { recordEntry } from "@/lib/audit/record-entry";
import { notFound } from "@/lib/errors";
import { store } from "@/lib/storage/store";
import type { Context } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { getOrderDto } from "./queries";

const LINK_SECONDS = 60;

/**
 * A 60-second link to an order's invoice for a member; its making is audited (P9.10). Throws `not_found` while there is none,
 * and for what is another business's or another vendor's.
 */
export async function openInvoice(ctx: Context, orderId: string): Promise<string> {
  authorize(ctx, "order.read");
  const { fileKey, reference } = await withTenant(ctx, async (tx) => {
    const order = await getOrderDto(tx, orderId);
    const [invoice] = await tx
      .select({ fileKey: invoices.fileKey })
      .from(invoices)
      .where(eq(invoices.orderId, orderId));
    if (!invoice?.fileKey) throw notFound("The invoice");
    await recordEntry(tx, ctx, {
      action: "FILE_LINK_ISSUED",
      subject: { kind: "order", id: orderId },
      contactId: order.contactId,
      details: { reference: order.reference, file: "invoice" },
      chain: "access",
    });
    return { fileKey: invoice.fileKey, reference: order.reference };
  });
  return store().signedUrl(fileKey, {
    ttlSeconds: LINK_SECONDS,
    contentType: "application/pdf",
    downloadName: `${reference}-invoice.pdf`,
    inline: true,
  });
}
