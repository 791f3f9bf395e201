import { bankAccounts } from "@/db/schema/sales";
import { type PaymentAccount, paymentAccountInForce } from "@/lib/orders/payment-account";
import type { Context } from "@/lib/tenancy/context";
import { type Tx, withTenant } from "@/lib/tenancy/with-tenant";

export type BankAccountDto = PaymentAccount;

/** The account that buyers are told to pay to now, or null before the business has given one (P7.5). */
export function bankAccountInForce(tx: Tx): Promise<BankAccountDto | null> {
  return paymentAccountInForce(tx);
}

/** The numbers of every account the business has given, in force or not: what its people may name in chat (P7.5). */
export async function ownAccountNumbers(ctx: Context): Promise<string[]> {
  return withTenant(ctx, async (tx) => {
    const rows = await tx.select({ number: bankAccounts.accountNumber }).from(bankAccounts);
    return rows.map((row) => row.number);
  });
}
