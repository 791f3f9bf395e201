import { z } from "zod";
import { findBank } from "@/lib/banks";
import { proofFields } from "@/lib/proof-fields";

/** Digits as people write and paste them: grouped, or in another script's full-width form. */
const accountNumber = z
  .string()
  .max(40)
  .transform((typed) => typed.normalize("NFKC").replace(/[\s.-]/g, ""))
  .pipe(z.string().regex(/^\d{10}$/, "is ten digits"));

const accountName = z
  .string()
  .max(200)
  .transform((typed) => typed.normalize("NFKC").replace(/\s+/g, " ").trim())
  .pipe(
    z
      .string()
      .min(2, "is the name the bank shows")
      .max(100, "is at most 100 characters")
      .regex(/^[\p{L}\p{M}\p{N} .,'’&()/-]+$/u, "has letters, digits and simple signs only")
      .regex(/\p{L}/u, "is the name the bank shows"),
  );

const bankCode = z
  .string()
  .max(10)
  .refine((code) => findBank(code) !== undefined, "is not a bank we know");

/** Exactly what a code for a new account is bound to (decisions on challenges). */
export const bankAccountTarget = z.object({
  bank_code: bankCode,
  account_number: accountNumber,
  account_name: accountName,
});
export type BankAccountTarget = z.infer<typeof bankAccountTarget>;

/** `POST /api/ceo/bank-accounts`. */
export const addBankAccountInput = bankAccountTarget
  .extend({
    /** "I have looked: the number is right", where its last digit does not fit the bank. */
    confirm_nuban: z.boolean().optional(),
    ...proofFields,
  })
  .strict();
export type AddBankAccountInput = z.infer<typeof addBankAccountInput>;

/** `DELETE /api/ceo/bank-accounts/{id}`. */
export const removeBankAccountInput = z.strictObject(proofFields);

/** An account as its owner sees it. */
export const bankAccountView = z.object({
  bank_account_id: z.string(),
  bank_code: z.string(),
  bank_name: z.string(),
  account_number: z.string(),
  account_number_masked: z.string(),
  account_name: z.string(),
  /** `in_force`: the one buyers are sent. `waiting`: starts at `active_from`. `earlier`: another one came after it. */
  state: z.enum(["in_force", "waiting", "earlier", "stopped"]),
  active_from: z.iso.datetime(),
  stopped_at: z.iso.datetime().nullable(),
  stopped_by: z.enum(["removed", "link"]).nullable(),
  created_at: z.iso.datetime(),
  /** Whether the check digit fits the bank; null where it says nothing. */
  fits_nuban: z.boolean().nullable(),
});
export type BankAccountView = z.infer<typeof bankAccountView>;

export const bankAccountList = z.object({ items: z.array(bankAccountView), next_cursor: z.null() });

/** When a person steps in, and when an unpaid order is reminded of and given up. */
export const moneySettingsView = z.object({
  escalation_threshold_kobo: z.int(),
  reminder_hours: z.int(),
  lapse_hours: z.int(),
  escalation_overdue_hours: z.int(),
  buyer_verified_hours: z.int(),
});
export type MoneySettingsView = z.infer<typeof moneySettingsView>;

const weekOfHours = z.int().min(1, "is at least 1 hour").max(168, "is at most 168 hours");
const clock = {
  reminder_hours: z.int().min(1, "is at least 1 hour").max(23, "is at most 23 hours"),
  lapse_hours: z.int().min(1, "is at least 1 hour").max(720, "is at most 720 hours"),
  /** After so long without her decision the CEO is reminded (P10.5). */
  escalation_overdue_hours: weekOfHours.optional(),
  /** For so long a buyer who typed a code counts as verified on a channel (P6.4). */
  buyer_verified_hours: weekOfHours.optional(),
};

/** `PUT /api/ceo/money-settings`. With `seen` it is refused where the hours are no longer those. */
export const moneySettingsInput = z
  .strictObject({ ...clock, seen: z.strictObject(clock).required().optional() })
  .refine(({ reminder_hours, lapse_hours }) => lapse_hours >= reminder_hours, {
    path: ["lapse_hours"],
    message: "is not before the reminder",
  });
export type MoneySettingsInput = z.infer<typeof moneySettingsInput>;

/** Exactly what a code for a new threshold is bound to: ₦1,000 to ₦1,000,000,000. */
export const thresholdTarget = z.object({
  escalation_threshold_kobo: z
    .int()
    .min(100_000, "is at least ₦1,000")
    .max(100_000_000_000, "is at most ₦1,000,000,000"),
});

/** `PUT /api/ceo/money-settings/threshold`. */
export const thresholdInput = thresholdTarget.extend(proofFields).strict();

/** What the page of a stop link shows, to whoever holds the link: never a whole account number. */
export const payoutStopView = z.object({
  /** `waiting`: not in force yet. `in_force`: buyers are sent it. `stopped`: done. `over`: too late for the link. */
  state: z.enum(["waiting", "in_force", "stopped", "over"]),
  business: z.string(),
  account: z.object({ bank_name: z.string(), account_number_masked: z.string(), account_name: z.string() }),
  active_from: z.iso.datetime(),
  time_zone: z.string(),
});
export type PayoutStopView = z.infer<typeof payoutStopView>;
