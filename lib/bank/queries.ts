import { type PaymentAccount, paymentAccountInForce } from "@/lib/orders/payment-account";
import type { Tx } from "@/lib/tenancy/with-tenant";

export type BankAccountDto = PaymentAccount;

/** The account that buyers are told to pay to now, or null before the business has given one (P7.5). */
export function bankAccountInForce(tx: Tx): Promise<BankAccountDto | null> {
  return paymentAccountInForce(tx);
}
