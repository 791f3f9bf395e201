import { and, desc, eq, isNull, lte, sql } from "drizzle-orm";
import { bankAccounts } from "@/db/schema/sales";
import { findBank } from "@/lib/banks";
import { fitsNuban } from "@/lib/nuban";
import { type PaymentAccount, paymentAccountInForce } from "@/lib/orders/payment-account";
import type { Context } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { type Tx, withTenant } from "@/lib/tenancy/with-tenant";
import { maskAccount } from "./rules";
import type { BankAccountView } from "./schema";

export type BankAccountDto = PaymentAccount;

/** The account that buyers are told to pay to now, or null before the business has given one (P7.5). */
export function bankAccountInForce(tx: Tx): Promise<BankAccountDto | null> {
  return paymentAccountInForce(tx);
}

/**
 * The numbers that the business's people may name in chat: that of the account in force alone. One that still waits, or that was
 * stopped, is as foreign as anybody's (P7.5).
 */
export async function ownAccountNumbers(ctx: Context): Promise<string[]> {
  const account = await withTenant(ctx, paymentAccountInForce);
  return account ? [account.accountNumber] : [];
}

/** Every account the business gave, the newest first. */
export async function listBankAccounts(ctx: Context): Promise<BankAccountView[]> {
  authorize(ctx, "bank-account.manage");
  return withTenant(ctx, loadBankAccounts);
}

/** The same inside a transaction. */
export async function loadBankAccounts(tx: Tx): Promise<BankAccountView[]> {
  const inForce = await paymentAccountInForce(tx);
  const rows = await tx
    .select({ account: bankAccounts, waits: sql<boolean>`${bankAccounts.activeFrom} > now()` })
    .from(bankAccounts)
    .orderBy(desc(bankAccounts.createdAt), desc(bankAccounts.id));
  return rows.map(({ account, waits }) => viewOf(account, waits, account.id === inForce?.id));
}

/** One account of this business, in its own transaction's eyes. */
export async function findBankAccount(tx: Tx, id: string): Promise<BankAccountView | undefined> {
  const all = await loadBankAccounts(tx);
  return all.find((account) => account.bank_account_id === id);
}

/** What buyers are sent once this account is gone: the newest of the others whose time has come. */
export async function accountAfter(tx: Tx, id: string): Promise<BankAccountDto | null> {
  const [next] = await tx
    .select()
    .from(bankAccounts)
    .where(
      and(
        lte(bankAccounts.activeFrom, sql`now()`),
        isNull(bankAccounts.stoppedAt),
        sql`not ${eq(bankAccounts.id, id)}`,
      ),
    )
    .orderBy(desc(bankAccounts.activeFrom), desc(bankAccounts.id))
    .limit(1);
  return next ?? null;
}

function viewOf(
  account: typeof bankAccounts.$inferSelect,
  waits: boolean,
  isInForce: boolean,
): BankAccountView {
  const isStopped = account.stoppedAt !== null;
  const { bankCode, accountNumber } = account;
  return {
    bank_account_id: account.id,
    bank_code: bankCode,
    bank_name: account.bankName,
    account_number: accountNumber,
    account_number_masked: maskAccount(accountNumber),
    account_name: account.accountName,
    state: isStopped ? "stopped" : isInForce ? "in_force" : waits ? "waiting" : "earlier",
    active_from: account.activeFrom.toISOString(),
    stopped_at: account.stoppedAt?.toISOString() ?? null,
    stopped_by: account.stoppedBy,
    created_at: account.createdAt.toISOString(),
    fits_nuban: findBank(bankCode)?.checksDigit === false ? null : fitsNuban(bankCode, accountNumber),
  };
}
