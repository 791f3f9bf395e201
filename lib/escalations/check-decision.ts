import { and, eq } from "drizzle-orm";
import { escalations, receipts } from "@/db/schema/proof";
import { AppError, notFound } from "@/lib/errors";
import { checkReason } from "@/lib/orders/check-reason";
import { bankCreditOf } from "@/lib/orders/credit-facts";
import { lockOrder, type OrderRow, wrongState } from "@/lib/orders/move-order";
import { refuseOwnOrder } from "@/lib/orders/own-order";
import type { MemberContext } from "@/lib/tenancy/context";
import type { Tx } from "@/lib/tenancy/with-tenant";
import { checkPriceDecision, isPriceQuestion } from "./decide-price";
import type { DecisionInput } from "./schema";

export type EscalationRow = typeof escalations.$inferSelect;
export type Decision = DecisionInput & { escalationId: string };
export type Case = { escalation: EscalationRow; order: OrderRow };

/** The escalation and its order; locked, order first, when a decision is about to be written. */
export async function findCase(tx: Tx, { escalationId }: Decision, isLocked = false): Promise<Case> {
  const find = () => tx.select().from(escalations).where(eq(escalations.id, escalationId));
  const [before] = await find();
  if (!before) throw notFound("The escalation");
  const order = await lockOrder(tx, before.orderId);
  const [escalation] = isLocked ? await find().for("update") : [before];
  return { escalation: escalation ?? before, order };
}

/**
 * What a decision needs beside its code: nothing decided yet, no newer proof on its way, not the CEO's own order, the money
 * seen (or reported by the bank) to approve, a reason to reject. Throws what is missing.
 */
export async function checkDecision(tx: Tx, ctx: MemberContext, input: Decision, found: Case): Promise<void> {
  const { escalation, order } = found;
  if (isPriceQuestion(escalation)) return checkPriceDecision(tx, ctx, found);
  if (escalation.state !== "PENDING_CEO_APPROVAL" || order.status !== "ESCALATED") {
    throw wrongState(order.status);
  }
  await refuseOwnOrder(tx, ctx, order.contactId);
  const [reading] = await tx
    .select({ id: receipts.id })
    .from(receipts)
    .where(and(eq(receipts.orderId, order.id), eq(receipts.state, "reading")));
  if (reading) throw changed();
  if (input.action === "reject") {
    checkReason(input.notes, order);
    return;
  }
  const bank = await bankCreditOf(tx, order.id);
  if (!input.credit_seen && bank.totalKobo < order.totalKobo) {
    throw new AppError(
      "credit_required",
      "Look into the bank account first. Confirm that you see the money there, then approve.",
    );
  }
}

/** What the code was asked for is not what there is now (P10.3). */
export function changed(): AppError {
  return new AppError(
    "superseded",
    "Something changed since you asked for the code. Look again, then ask for a new one.",
  );
}
