import { and, eq, isNull } from "drizzle-orm";
import { receipts } from "@/db/schema/proof";
import { orders } from "@/db/schema/sales";
import { recordEntry } from "@/lib/audit/record-entry";
import { notFound } from "@/lib/errors";
import { store } from "@/lib/storage/store";
import { typeOfIntact } from "@/lib/storage/type-of-intact";
import type { Context } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { withTenant } from "@/lib/tenancy/with-tenant";

/** How long a link to a private file lives (P9.10). */
const LINK_SECONDS = 60;

/**
 * A link to a receipt's picture that lives 60 seconds, made after the check of who asks; its making is audited (P9.10).
 * `original` gives the file exactly as it came, to the CEO alone, as a download. Throws `not_found` while there is no file or
 * for what is another's, `conflict` when the stored file has changed since (FI-13).
 */
export async function openReceiptFile(
  ctx: Context,
  { receiptId, original }: { receiptId: string; original: boolean },
): Promise<string> {
  authorize(ctx, original ? "receipt.original" : "receipt.read");
  const file = await withTenant(ctx, async (tx) => {
    const [row] = await tx
      .select({
        originalKey: receipts.originalKey,
        viewKey: receipts.viewKey,
        contactId: receipts.contactId,
        reference: orders.reference,
      })
      .from(receipts)
      .innerJoin(orders, and(eq(orders.ceoId, receipts.ceoId), eq(orders.id, receipts.orderId)))
      .where(and(eq(receipts.id, receiptId), isNull(receipts.deletedAt)));
    return row;
  });
  const key = original ? file?.originalKey : file?.viewKey;
  if (!file || !key) throw notFound("The receipt's picture");
  const about = { ceoId: ctx.ceoId, receiptId };
  const contentType = await typeOfIntact(key, { about, what: "The receipt's picture" });
  await withTenant(ctx, (tx) =>
    recordEntry(tx, ctx, {
      action: "FILE_LINK_ISSUED",
      subject: { kind: "receipt", id: receiptId },
      contactId: file.contactId,
      details: { reference: file.reference, original },
      chain: "access",
    }),
  );
  const ending = key.split(".").at(-1) ?? "bin";
  const downloadName = `${file.reference}${original ? "-original" : ""}.${ending}`;
  return store().signedUrl(key, { ttlSeconds: LINK_SECONDS, contentType, downloadName, inline: !original });
}
