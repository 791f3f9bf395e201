import { eq, sql } from "drizzle-orm";
import { ceos } from "@/db/schema/people";
import { bankAccounts } from "@/db/schema/sales";
import { recordEntry } from "@/lib/audit/record-entry";
import { findBank } from "@/lib/banks";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { tellOwnerEverywhere } from "@/lib/notices/tell-owner-everywhere";
import { looksMistyped } from "@/lib/nuban";
import { verifyForSpending } from "@/lib/otp/spend-challenge";
import type { MemberContext } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { type PlatformTx, type Tx, withTenant, withTenantAndPlatform } from "@/lib/tenancy/with-tenant";
import { sayTime } from "@/lib/words/times";
import { sayAccount } from "./announce";
import { findBankAccount } from "./queries";
import { HOLD_HOURS } from "./rules";
import type { AddBankAccountInput, BankAccountView } from "./schema";
import { additionAct, checkNewAccount } from "./sensitive-act";
import { allowStop } from "./stop-link";

/**
 * Gives the business another account for its money (P7.5). The very first one is in force at once; every later one waits 24 h by
 * the database's clock, is told to the owner's phones and mailboxes, and can be stopped from there. Throws
 * `step_up_required` without a code, `nuban_mismatch` until a number that does not fit its bank is confirmed, `conflict`
 * while another change waits, `wrong_code` for a code that was asked for other digits.
 */
export async function addBankAccount(
  ctx: MemberContext,
  input: AddBankAccountInput,
): Promise<BankAccountView> {
  authorize(ctx, "bank-account.manage");
  const { challenge_id: challengeId, otp } = input;
  // Refusals that need no code come before it, so that none is used up for nothing.
  if (challengeId && otp) await withTenant(ctx, (tx) => checkBeforeCode(tx, input));
  const proof = await verifyForSpending(ctx, { ...additionAct(input), challengeId, otp });
  const added = await withTenantAndPlatform(ctx, async (tx) => {
    await lockPayout(tx, ctx.ceoId);
    await checkNewAccount(tx, input);
    const account = await insertAccount(tx, ctx, input);
    await announce(tx, ctx, account);
    await proof.spend(tx);
    await recordEntry(tx, ctx, {
      action: "BANK_ACCOUNT_ADDED",
      subject: { kind: "bank_account", id: account.bank_account_id },
      details: {
        account: sayAccount(account),
        starts_at: account.active_from,
        state: account.state,
        nuban_confirmed: input.confirm_nuban === true && account.fits_nuban === false,
        otp_verified: true,
      },
    });
    return account;
  });
  await proof.settle();
  return added;
}

/** The business's row, held until the end: of two changes at once one comes first and the other sees it. */
export async function lockPayout(tx: Tx, ceoId: string): Promise<void> {
  await tx.select({ ceoId: ceos.ceoId }).from(ceos).where(eq(ceos.ceoId, ceoId)).for("no key update");
}

async function checkBeforeCode(tx: Tx, input: AddBankAccountInput): Promise<void> {
  await checkNewAccount(tx, input);
  if (input.confirm_nuban || !looksMistyped(input.bank_code, input.account_number)) return;
  const bank = findBank(input.bank_code)?.name ?? "this bank";
  throw new AppError(
    "nuban_mismatch",
    `This number does not look like one of ${bank}: its last digit does not fit. Look again, or confirm that it is right.`,
    { fields: [{ path: "account_number", message: `does not look like one of ${bank}` }] },
  );
}

async function insertAccount(
  tx: Tx,
  ctx: MemberContext,
  input: AddBankAccountInput,
): Promise<BankAccountView> {
  const id = newId("bankAccount");
  const [known] = await tx.select({ id: bankAccounts.id }).from(bankAccounts).limit(1);
  const waitHours = known ? HOLD_HOURS : 0;
  await tx.insert(bankAccounts).values({
    ceoId: ctx.ceoId,
    id,
    bankCode: input.bank_code,
    bankName: findBank(input.bank_code)?.name ?? input.bank_code,
    accountNumber: input.account_number,
    accountName: input.account_name,
    activeFrom: sql`now() + make_interval(hours => ${waitHours})`,
  });
  const account = await findBankAccount(tx, id);
  if (!account) throw new Error("an account that was just added is not there");
  return account;
}

async function announce(tx: Tx & PlatformTx, ctx: MemberContext, account: BankAccountView): Promise<void> {
  const path = await allowStop(tx, ctx, account.bank_account_id);
  const startsAt = new Date(account.active_from);
  const details = {
    path,
    account: sayAccount(account),
    ...(account.state === "waiting"
      ? { startsAt: sayTime(startsAt, new Date(account.created_at), ctx.timeZone) }
      : {}),
  };
  await tellOwnerEverywhere(tx, ctx, { template: "payout.changed", details });
}
