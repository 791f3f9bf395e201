import { and, eq, isNull, sql } from "drizzle-orm";
import { receipts } from "@/db/schema/proof";
import { orders } from "@/db/schema/sales";
import { recordEntry } from "@/lib/audit/record-entry";
import { AppError, notFound } from "@/lib/errors";
import { publishEvent } from "@/lib/live/publish-event";
import type { SensitiveAct } from "@/lib/otp/request-challenge";
import type { Target } from "@/lib/otp/rules";
import { verifyForSpending } from "@/lib/otp/spend-challenge";
import { enqueueJob } from "@/lib/queue/enqueue-job";
import { store } from "@/lib/storage/store";
import { type Context, type MemberContext, systemContext } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { type Tx, withTenant, withTenantAndPlatform } from "@/lib/tenancy/with-tenant";
import { getReceipt } from "./queries";
import { UNDECIDED_STATES } from "./rules/approval";
import { type DeleteReceiptInput, deletionTarget, type ReceiptView } from "./schema";

type DeletionAct = SensitiveAct & { target: Target; facts: Record<string, unknown>; action: string };

/**
 * What a code for the deletion of a receipt's files stands for. Throws `invalid_request` for a target that is not `{id, reason}`,
 * `not_found` for another business's or one that is deleted already, `wrong_state` while nobody has decided on it.
 */
export async function deletionAct(ctx: Context, target: Target): Promise<DeletionAct> {
  authorize(ctx, "receipt.delete");
  const { id, reason } = deletionTarget.parse(target);
  const found = await withTenant(ctx, (tx) => findDeletable(tx, id));
  return {
    purpose: "receipt.delete",
    target: { id, reason },
    facts: { sha256: found.sha256, state: found.state },
    action: `Delete the receipt of ${found.reference} for good`,
  };
}

/**
 * Deletes the files of a receipt (P9.10): from the commit on nobody is shown them, and a job takes them out of the store. What was
 * decided, the SHA-256 by which the picture is known again, and the reason stay. Throws what {@link deletionAct} throws,
 * `step_up_required` and `wrong_code`.
 */
export async function deleteReceipt(
  ctx: MemberContext,
  input: DeleteReceiptInput & { receiptId: string },
): Promise<ReceiptView> {
  const { receiptId, reason, challenge_id: challengeId, otp } = input;
  const act = await deletionAct(ctx, { id: receiptId, reason });
  const proof = await verifyForSpending(ctx, { ...act, challengeId, otp });
  await withTenantAndPlatform(ctx, async (tx) => {
    const found = await findDeletable(tx, receiptId, { isLocking: true });
    await proof.spend(tx);
    await tx
      .update(receipts)
      .set({ deletedAt: sql`now()`, deletionReason: reason })
      .where(eq(receipts.id, receiptId));
    await enqueueJob(tx, "erase-receipt", { ceoId: ctx.ceoId, receiptId });
    const ids = { receiptId, orderId: found.orderId };
    await publishEvent(tx, ctx.ceoId, { topic: "receipt", ids, vendorId: found.vendorId });
    await recordEntry(tx, ctx, {
      action: "RECEIPT_DELETED",
      subject: { kind: "order", id: found.orderId },
      contactId: found.contactId,
      details: {
        receipt_id: receiptId,
        reference: found.reference,
        sha256: found.sha256,
        state: found.state,
        reason,
        otp_verified: true,
      },
    });
  });
  await proof.settle();
  return getReceipt(ctx, receiptId);
}

/** Takes the files of a deleted receipt out of the store. Safe to do again: the keys go last. */
export async function eraseReceipt({
  ceoId,
  receiptId,
}: {
  ceoId: string;
  receiptId: string;
}): Promise<void> {
  const ctx = systemContext(ceoId, { kind: "worker", id: "erase-receipt" });
  const isDeleted = and(eq(receipts.id, receiptId), sql`${receipts.deletedAt} is not null`);
  const [row] = await withTenant(ctx, (tx) =>
    tx
      .select({ originalKey: receipts.originalKey, viewKey: receipts.viewKey })
      .from(receipts)
      .where(isDeleted),
  );
  for (const key of [row?.viewKey, row?.originalKey]) {
    if (key) await store().delete(key);
  }
  await withTenant(ctx, (tx) =>
    tx.update(receipts).set({ originalKey: null, viewKey: null }).where(isDeleted),
  );
}

/** The receipt as it must be to be deleted; locked, so that of two deletions at once one finds it gone. */
async function findDeletable(tx: Tx, receiptId: string, { isLocking = false } = {}) {
  const query = tx
    .select({
      state: receipts.state,
      sha256: receipts.sha256,
      orderId: receipts.orderId,
      contactId: receipts.contactId,
      reference: orders.reference,
      vendorId: orders.vendorId,
    })
    .from(receipts)
    .innerJoin(orders, and(eq(orders.ceoId, receipts.ceoId), eq(orders.id, receipts.orderId)))
    .where(and(eq(receipts.id, receiptId), isNull(receipts.deletedAt)));
  const [found] = await (isLocking ? query.for("update", { of: receipts }) : query);
  if (!found) throw notFound("The receipt");
  if (UNDECIDED_STATES.some((state) => state === found.state)) {
    throw new AppError("wrong_state", "Nobody has decided on it yet. Approve or reject it first.");
  }
  return found;
}
