import { type CountryCode, parsePhoneNumberFromString } from "libphonenumber-js/max";

/**
 * A phone number as typed ("0803 123 4567", "234803…", "O803…" with a letter O) in E.164, or null.
 * Only numbers that can receive a text are taken: mobile, or fixed-or-mobile where a country does not tell.
 */
export function normalizePhone(text: string, country: CountryCode = "NG"): string | null {
  const typed = text.normalize("NFKC").trim().replace(/[oO]/g, "0");
  if (!/^\+?[\d\s().-]{7,20}$/.test(typed)) return null;
  const digits = typed.replace(/\D/g, "");
  const parsed =
    parsePhoneNumberFromString(typed, country) ?? parsePhoneNumberFromString(`+${digits}`) ?? undefined;
  const number = parsed?.isValid() ? parsed : parsePhoneNumberFromString(`+${digits}`);
  if (!number?.isValid()) return null;
  const type = number.getType();
  return type === "MOBILE" || type === "FIXED_LINE_OR_MOBILE" ? number.number : null;
}

/** What is said of a number of another country where codes go out by text. */
export const FOREIGN_PHONE = "We can text numbers of your own country only. Type one of those.";

/** Why {@link normalizePhone} takes no number from what was typed, in words: the same wherever one is asked for. */
export function whyNoPhone(typed: string): string {
  // The letter O is taken for a zero, as people type it.
  return /[a-np-z]/i.test(typed)
    ? "A phone number has digits only, such as 0803 123 4567."
    : "This does not look like a mobile number. Type it as 0803 123 4567 or +234 803 123 4567.";
}

/** The country of an E.164 number (ISO 3166 alpha-2), or null. */
export function countryOfPhone(e164: string): string | null {
  return parsePhoneNumberFromString(e164)?.country ?? null;
}

/** A number with its middle hidden: `+234***4567`. Takes E.164 or bare digits. */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/\D/g, "");
  const head = digits.startsWith("234") ? "234" : digits.slice(0, Math.max(1, digits.length - 9));
  return `+${head}***${digits.slice(-4)}`;
}

/** An address with all but its first letter and its domain hidden: `a***@example.com`. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf("@");
  return at < 1 ? "***" : `${email.slice(0, 1)}***${email.slice(at)}`;
}

/**
 * A contact's handle (`wa_234…`, `wa_NG.…`, `ig_…`) with all but its kind and last four hidden
 * (decisions on identity: the full handle is shown on the contact's own page alone).
 */
export function maskHandle(handle: string): string {
  const [kind = "", rest = ""] = handle.split(/_(.*)/s);
  return /^\d+$/.test(rest) && kind === "wa"
    ? `wa_${maskPhone(rest).slice(1)}`
    : `${kind}_***${rest.slice(-4)}`;
}
