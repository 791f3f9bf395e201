/** What a code may approve. One list for the database, the checks and OpenAPI. */
export const STEP_UP_PURPOSES = [
  "profile.phone",
  "profile.email",
  "bank-account.change",
  "escalation.approve",
  "escalation.reject",
  "threshold.change",
  "vendor.remove",
  "channel.disconnect",
  "channel.move",
  "contact.erase",
  "receipt.delete",
  "data.export",
  "statement.upload",
  "passkey.add",
] as const;

export type StepUpPurpose = (typeof STEP_UP_PURPOSES)[number];

/** These are issued by the product itself, never asked for by name. */
export type Purpose =
  | StepUpPurpose
  | "sign-in"
  | "registration"
  | "buyer"
  | "phone.confirm"
  | "email.confirm"
  | "recovery";

export type Way = "sms" | "email" | "chat";

/** Phone and payout changes go to the phone alone: a mailbox is the easier one to steal. A new email asks the old. */
export function waysOf(purpose: StepUpPurpose): readonly ("sms" | "email")[] {
  if (purpose === "profile.phone" || purpose === "bank-account.change") return ["sms"];
  return purpose === "profile.email" ? ["email"] : ["sms", "email"];
}
