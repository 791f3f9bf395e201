import { and, eq, isNull, sql } from "drizzle-orm";
import { bankAccounts } from "@/db/schema/sales";
import { recordEntry } from "@/lib/audit/record-entry";
import { notFound } from "@/lib/errors";
import { tellOwnerEverywhere } from "@/lib/notices/tell-owner-everywhere";
import { paymentAccountInForce } from "@/lib/orders/payment-account";
import { verifyForSpending } from "@/lib/otp/spend-challenge";
import type { CodeOrPasskey } from "@/lib/proof-fields";
import type { MemberContext } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { withTenantAndPlatform } from "@/lib/tenancy/with-tenant";
import { lockPayout } from "./add-account";
import { sayAccount } from "./announce";
import { findBankAccount } from "./queries";
import type { BankAccountView } from "./schema";
import { removalAct } from "./sensitive-act";

export type Removal = { bank_account_id: string; challenge_id?: string; otp?: CodeOrPasskey };

/**
 * Takes an account out, at once: a waiting one never starts, the one in force gives way to the one before it. An account
 * that may be in the wrong hands must not be shown for another day. Orders keep what they were sent. Throws
 * `step_up_required`, `wrong_code`, and `not_found` for one that is another business's or out already.
 */
export async function removeBankAccount(
  ctx: MemberContext,
  { bank_account_id: id, challenge_id: challengeId, otp }: Removal,
): Promise<BankAccountView> {
  authorize(ctx, "bank-account.manage");
  const act = await removalAct(ctx, id);
  const proof = await verifyForSpending(ctx, { ...act, challengeId, otp });
  const removed = await withTenantAndPlatform(ctx, async (tx) => {
    await lockPayout(tx, ctx.ceoId);
    const before = await findBankAccount(tx, id);
    const [stopped] = await tx
      .update(bankAccounts)
      .set({ stoppedAt: sql`now()`, stoppedBy: "removed" })
      .where(and(eq(bankAccounts.id, id), isNull(bankAccounts.stoppedAt)))
      .returning({ id: bankAccounts.id });
    const account = await findBankAccount(tx, id);
    if (!stopped || !before || !account) throw notFound("The account");
    const next = await paymentAccountInForce(tx);
    const details = { account: sayAccount(account), ...(next ? { nextAccount: sayAccount(next) } : {}) };
    await tellOwnerEverywhere(tx, ctx, { template: "payout.removed", details });
    await proof.spend(tx);
    await recordEntry(tx, ctx, {
      action: "BANK_ACCOUNT_REMOVED",
      subject: { kind: "bank_account", id },
      details: {
        account: details.account,
        was: before.state,
        now_in_force: details.nextAccount ?? null,
        otp_verified: true,
      },
    });
    return account;
  });
  await proof.settle();
  return removed;
}
