import { recordEntry } from "@/lib/audit/record-entry";
import { publishEvent } from "@/lib/live/publish-event";
import { recordAttestation } from "@/lib/orders/credit-facts";
import type { OrderRow } from "@/lib/orders/move-order";
import type { MemberContext } from "@/lib/tenancy/context";
import type { Tx } from "@/lib/tenancy/with-tenant";

/**
 * Keeps a vendor's word that the money is in the account where only the CEO may release the order: she reads it with the
 * receipt, and on a page that is open already. Said again it is one word, one entry.
 */
export async function keepWord(
  tx: Tx,
  ctx: MemberContext,
  order: OrderRow,
  receiptId: string | null,
): Promise<void> {
  const { id: orderId, totalKobo: amountKobo } = order;
  const said = { orderId, receiptId, kind: "vendor_attestation", amountKobo } as const;
  const { isNew } = await recordAttestation(tx, ctx, said);
  if (!isNew) return;
  const ids = { orderId, receiptId: receiptId ?? "" };
  await publishEvent(tx, ctx.ceoId, { topic: "receipt", ids, vendorId: order.vendorId });
  await recordEntry(tx, ctx, {
    action: "RECEIPT_CREDIT_SEEN",
    subject: { kind: "order", id: orderId },
    contactId: order.contactId,
    details: { reference: order.reference, receipt_id: receiptId, amount_kobo: amountKobo },
  });
}
