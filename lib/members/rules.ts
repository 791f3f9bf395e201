import { countryOfPhone, normalizePhone } from "@/lib/phone";

/** Orders that still need somebody: all but those that ended. */
export const ENDED_ORDERS = ["DELIVERED", "CANCELLED"] as const;

export type ReadPhone = { phone: string } | { refused: string };

/**
 * A vendor's number as typed, in E.164, or why it cannot be used, in words. Codes to sign in go there by text message, so it
 * must be a mobile of the business's own country (ISO 3166 alpha-2).
 */
export function readVendorPhone(typed: string, country: string): ReadPhone {
  const foreign = { refused: "We can text numbers of your own country only. Type one of those." };
  const phone = normalizePhone(typed, country as Parameters<typeof normalizePhone>[1]);
  if (phone) return countryOfPhone(phone) === country ? { phone } : foreign;
  // The letter O is taken for a zero, as people type it.
  if (/[a-np-z]/i.test(typed)) return { refused: "A phone number has digits only, such as 0803 123 4567." };
  return {
    refused: "This does not look like a mobile number. Type it as 0803 123 4567 or +234 803 123 4567.",
  };
}
