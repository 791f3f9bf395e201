import { endpoint } from "@/lib/endpoint";
import {
  addBankAccountInput,
  bankAccountList,
  bankAccountView,
  moneySettingsInput,
  moneySettingsView,
  payoutStopView,
  removeBankAccountInput,
  thresholdInput,
} from "./schema";

export const listBankAccountsEndpoint = endpoint({
  method: "GET",
  path: "/api/ceo/bank-accounts",
  summary: "List where buyers pay: in force, waiting, earlier and stopped accounts",
  auth: "ceo",
  data: bankAccountList,
});

export const addBankAccountEndpoint = endpoint({
  method: "POST",
  path: "/api/ceo/bank-accounts",
  summary: "Add an account for buyers to pay into",
  description:
    "The first account of a business is in force at once; every later one after 24 hours, announced by SMS and email with a link that stops it. The code goes to the phone alone; its target is `bank_code`, `account_number` and `account_name`. 409 `nuban_mismatch` when the number does not fit the bank: send `confirm_nuban: true` to keep it.",
  auth: "ceo",
  body: addBankAccountInput,
  data: bankAccountView,
  sensitive: "bank-account.change",
  successStatus: 201,
});

export const removeBankAccountEndpoint = endpoint({
  method: "DELETE",
  path: "/api/ceo/bank-accounts/{id}",
  summary: "Take an account out, or cancel one that waits",
  description:
    "At once. When it was the one in force, buyers are sent the one before it. The target of the code is the account's id.",
  auth: "ceo",
  body: removeBankAccountInput,
  data: bankAccountView,
  sensitive: "bank-account.change",
});

export const readMoneySettingsEndpoint = endpoint({
  method: "GET",
  path: "/api/ceo/money-settings",
  summary: "From how much on orders go to the CEO, and when buyers are reminded to pay",
  auth: "ceo",
  data: moneySettingsView,
});

export const changePaymentClockEndpoint = endpoint({
  method: "PUT",
  path: "/api/ceo/money-settings",
  summary: "Change when buyers are reminded to pay, and when an unpaid order lapses",
  auth: "ceo",
  body: moneySettingsInput,
  data: moneySettingsView,
});

export const changeThresholdEndpoint = endpoint({
  method: "PUT",
  path: "/api/ceo/money-settings/threshold",
  summary: "Change from how much on orders go to the CEO",
  description: "The target of the code is `escalation_threshold_kobo`.",
  auth: "ceo",
  body: thresholdInput,
  data: moneySettingsView,
  sensitive: "threshold.change",
});

export const stopPayoutEndpoint = endpoint({
  method: "POST",
  path: "/api/payout-stops/{token}",
  summary: "Stop a new payout account by the link in its notice",
  description:
    "Works without signing in, once, until 72 hours after the account started. 409 `link_used`, 410 `link_over`.",
  auth: "public",
  data: payoutStopView,
});
