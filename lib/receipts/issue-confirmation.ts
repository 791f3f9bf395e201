import { confirmations } from "@/db/schema/order-papers";
import { recordEntry } from "@/lib/audit/record-entry";
import { publishEvent } from "@/lib/live/publish-event";
import { tellConversation } from "@/lib/messaging/tell-conversation";
import { lockOrder } from "@/lib/orders/move-order";
import { allowPublicLinks, publicLinkOf } from "@/lib/orders/public-link";
import { renderConfirmation } from "@/lib/pdf/confirmation";
import { type Context, systemContext } from "@/lib/tenancy/context";
import { type Tx, withTenant } from "@/lib/tenancy/with-tenant";
import { type ConfirmationFacts, loadConfirmation } from "./confirmation-facts";
import { keepPaper } from "./keep-paper";

/**
 * Job: makes the PDF of a confirmed order, keeps it, lets its two links work and has the bot send the buyer theirs with the
 * delivery day (P11.2). Run twice it sends once; a changed address makes a new paper. `resend`: the buyer asks for the
 * link again, which is then good for seven more days.
 */
export async function issueConfirmation(input: {
  ceoId: string;
  orderId: string;
  resend?: boolean;
}): Promise<void> {
  const ctx = systemContext(input.ceoId, { kind: "worker", id: "worker" });
  const facts = await withTenant(ctx, (tx) => loadConfirmation(tx, input.orderId));
  if (!facts || (facts.issuedKey === facts.fileKey && !input.resend)) return;
  const sha256 = await keepPaper(facts.fileKey, () => renderConfirmation(facts.document));
  await withTenant(ctx, (tx) => issue(tx, ctx, facts, { sha256, resend: input.resend === true }));
}

async function issue(
  tx: Tx,
  ctx: Context,
  made: ConfirmationFacts,
  { sha256, resend }: { sha256: string; resend: boolean },
): Promise<void> {
  const { id: orderId, reference, conversationId, contactId, vendorId } = made.order;
  await lockOrder(tx, orderId);
  const now = await loadConfirmation(tx, orderId);
  // The address changed while the paper was made: the change has asked for a paper of its own.
  if (now?.fileKey !== made.fileKey) return;
  const isNew = now.issuedKey !== made.fileKey;
  if (!isNew && !resend) return;
  const { fileKey } = made;
  await tx
    .insert(confirmations)
    .values({ ceoId: ctx.ceoId, orderId, fileKey, sha256 })
    .onConflictDoUpdate({ target: [confirmations.ceoId, confirmations.orderId], set: { fileKey, sha256 } });
  await allowPublicLinks(tx, ctx, orderId);
  const link = publicLinkOf(ctx.ceoId, orderId, "buyer");
  await tellConversation(tx, ctx, {
    conversationId,
    event: { kind: "confirmation_ready", orderId, link, deliveryDay: made.deliveryDay },
  });
  await publishEvent(tx, ctx.ceoId, { topic: "order", ids: { orderId }, vendorId });
  await recordEntry(tx, ctx, {
    action: "CONFIRMATION_ISSUED",
    subject: { kind: "order", id: orderId },
    contactId,
    details: { reference, sha256, again: !isNew },
  });
}
