import { and, desc, isNull, lte, sql } from "drizzle-orm";
import { bankAccounts } from "@/db/schema/sales";
import type { Tx } from "@/lib/tenancy/with-tenant";

export type PaymentAccount = {
  id: string;
  bankCode: string;
  bankName: string;
  accountNumber: string;
  accountName: string;
};

/**
 * Where buyers pay now: the newest account whose time has come and that was not stopped (P7.5), by the database's
 * clock; null before the business has given one.
 */
export async function paymentAccountInForce(tx: Tx): Promise<PaymentAccount | null> {
  const [account] = await tx
    .select({
      id: bankAccounts.id,
      bankCode: bankAccounts.bankCode,
      bankName: bankAccounts.bankName,
      accountNumber: bankAccounts.accountNumber,
      accountName: bankAccounts.accountName,
    })
    .from(bankAccounts)
    .where(and(lte(bankAccounts.activeFrom, sql`now()`), isNull(bankAccounts.stoppedAt)))
    .orderBy(desc(bankAccounts.activeFrom), desc(bankAccounts.id))
    .limit(1);
  return account ?? null;
}
