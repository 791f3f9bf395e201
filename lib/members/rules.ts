import { countryOfPhone, FOREIGN_PHONE, normalizePhone, whyNoPhone } from "@/lib/phone";

/** Orders that still need somebody: all but those that ended. */
export const ENDED_ORDERS = ["DELIVERED", "CANCELLED"] as const;

export type ReadPhone = { phone: string } | { refused: string };

/**
 * A vendor's number as typed, in E.164, or why it cannot be used, in words. Codes to sign in go there by text message, so it
 * must be a mobile of the business's own country (ISO 3166 alpha-2).
 */
export function readVendorPhone(typed: string, country: string): ReadPhone {
  const phone = normalizePhone(typed, country as Parameters<typeof normalizePhone>[1]);
  if (phone === null) return { refused: whyNoPhone(typed) };
  return countryOfPhone(phone) === country ? { phone } : { refused: FOREIGN_PHONE };
}
