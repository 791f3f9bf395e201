import { reencode } from "@/lib/imaging/reencode";
import { log } from "@/lib/log";
import { type Context, systemContext } from "@/lib/tenancy/context";
import { withTenant, withTenantAndPlatform } from "@/lib/tenancy/with-tenant";
import { discardUploaded, fetchProof, type UnreadableReason, unreadableReason } from "./fetch-proof";
import { finishCheck } from "./finish-check";
import { loadProof, type Proof } from "./load-proof";
import { markUnreadable } from "./mark-unreadable";
import { discardLeftovers, refusalReason, storeProof } from "./store-proof";

/** After this long without the file the buyer is asked to send it again; until then Meta may come back. */
const GIVE_UP_SECONDS = 2 * 3600;

/**
 * Job: fetches a proof of payment from Meta or from where an upload link put it, makes our own copy of it in a killable child, keeps both, and puts it before
 * the vendor with what could be checked (P9.1, P9.4). Safe to run twice and to be cut off anywhere. Throws while Meta, the
 * store or the database are away: the queue comes back.
 */
export async function checkReceipt(input: { ceoId: string; receiptId: string }): Promise<void> {
  const ctx = systemContext(input.ceoId, { kind: "worker", id: "worker" });
  const proof = await withTenant(ctx, (tx) => loadProof(tx, input.receiptId));
  if (!proof) return;
  const original = await fetchProof(proof);
  if (!original.ok) {
    const mayComeBack = original.retryable && proof.ageSeconds < GIVE_UP_SECONDS;
    if (mayComeBack) throw new Error(`the file of a receipt is not there yet: ${original.reason}`);
    return giveUp(ctx, proof, unreadableReason(original.reason));
  }
  const view = await reencode(original.bytes);
  if (!view.ok) return giveUp(ctx, proof, refusalReason(view.reason));
  const kept = await storeProof(proof, original, view);
  await withTenantAndPlatform(ctx, (tx) => finishCheck(tx, ctx, kept.stored));
  await discardLeftovers(ctx, kept);
  await discardUploaded(proof);
}

async function giveUp(ctx: Context, proof: Proof, reason: UnreadableReason): Promise<void> {
  log.info({ ceoId: ctx.ceoId, receiptId: proof.receiptId, reason }, "a receipt cannot be read");
  const { orderId, receiptId } = proof;
  await withTenant(ctx, (tx) => markUnreadable(tx, ctx, { orderId, receiptId, reason }));
  await discardUploaded(proof);
}
