import { ceos } from "@/db/schema/people";
import { findBank } from "@/lib/banks";
import { AppError, notFound } from "@/lib/errors";
import { formatNaira } from "@/lib/money";
import type { SensitiveAct } from "@/lib/otp/request-challenge";
import type { Target } from "@/lib/otp/rules";
import type { Context } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { type Tx, withTenant } from "@/lib/tenancy/with-tenant";
import { accountAfter, findBankAccount, loadBankAccounts } from "./queries";
import { maskAccount } from "./rules";
import { type BankAccountTarget, bankAccountTarget, thresholdTarget } from "./schema";

type Act = SensitiveAct & { target: Target; facts: Record<string, unknown>; action: string };

/**
 * What a code for a payout account stands for: a new one by exactly its bank, number and name; the removal of one by its id. Throws
 * `invalid_request` for a target that is neither, and what {@link checkNewAccount} refuses, before a code is sent in vain.
 */
export async function bankAccountAct(ctx: Context, target: Target): Promise<Act> {
  authorize(ctx, "bank-account.manage");
  if (typeof target.id === "string") return removalAct(ctx, target.id);
  const account = bankAccountTarget.parse(target);
  await withTenant(ctx, (tx) => checkNewAccount(tx, account));
  return additionAct(account);
}

/** The act of adding, from what the call itself carries. */
export function additionAct({ bank_code, account_number, account_name }: BankAccountTarget): Act {
  const bank = findBank(bank_code)?.name ?? bank_code;
  return {
    purpose: "bank-account.change",
    target: { bank_code, account_number, account_name },
    facts: {},
    action: `Have buyers pay into ${bank} ${maskAccount(account_number)}, ${account_name}`,
  };
}

/** The act of removing: bound to what buyers are sent afterwards, too. Throws `not_found` for another business's account. */
export async function removalAct(ctx: Context, id: string): Promise<Act> {
  return withTenant(ctx, async (tx) => {
    const account = await findBankAccount(tx, id);
    if (!account || account.state === "stopped") throw notFound("The account");
    const next = account.state === "in_force" ? await accountAfter(tx, id) : null;
    const then = next ? `, and have buyers pay into ${next.bankName} ${maskAccount(next.accountNumber)}` : "";
    return {
      purpose: "bank-account.change",
      target: { id },
      facts: { state: account.state, next: next?.id ?? null },
      action: `Remove ${account.bank_name} ${account.account_number_masked}${then}`,
    };
  });
}

/** Throws `conflict` when the account is the one in force or another change waits: one at a time can be watched. */
export async function checkNewAccount(tx: Tx, account: BankAccountTarget): Promise<void> {
  const all = await loadBankAccounts(tx);
  const same = all.find(
    ({ state, bank_code, account_number }) =>
      (state === "in_force" || state === "waiting") &&
      bank_code === account.bank_code &&
      account_number === account.account_number,
  );
  if (same?.state === "in_force") throw new AppError("conflict", "Buyers already pay into this account.");
  if (same) throw new AppError("conflict", "This account is already on its way: it starts by itself.");
  if (all.some(({ state }) => state === "waiting")) {
    throw new AppError("conflict", "Another account is waiting to start. Cancel that one first.");
  }
}

/** What a code for a new threshold stands for: the new amount, seen beside the one in force. */
export async function thresholdAct(ctx: Context, target: Target): Promise<Act> {
  authorize(ctx, "money-settings.change");
  const { escalation_threshold_kobo: kobo } = thresholdTarget.parse(target);
  const now = await withTenant(ctx, currentThreshold);
  return {
    purpose: "threshold.change",
    target: { escalation_threshold_kobo: kobo },
    facts: { from_kobo: now },
    action: `Decide orders yourself from ${formatNaira(kobo)} up, instead of ${formatNaira(now)}`,
  };
}

/** From how much on orders go to the CEO, in kobo. */
export async function currentThreshold(tx: Tx): Promise<number> {
  const [row] = await tx.select({ kobo: ceos.escalationThresholdKobo }).from(ceos);
  if (!row) throw notFound("The business");
  return row.kobo;
}
