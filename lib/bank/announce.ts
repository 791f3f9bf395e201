import type { PaymentAccount } from "@/lib/orders/payment-account";
import type { BankAccountView } from "./schema";

/** An account in a notice or the audit log: enough to know it, not enough to pay into it. */
export function sayAccount(account: BankAccountView | PaymentAccount): string {
  const [bank, number, name] =
    "bank_name" in account
      ? [account.bank_name, account.account_number, account.account_name]
      : [account.bankName, account.accountNumber, account.accountName];
  return `${bank} ending ${number.slice(-4)} (${name})`;
}
