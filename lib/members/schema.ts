import { z } from "zod";
import { email, personName } from "@/lib/auth/schema";
import { listQuery } from "@/lib/cursor";
import { codeOrPasskey } from "@/lib/proof-fields";

/** What a CEO gives to add a vendor (`POST /api/ceo/vendors`). The phone as she types it; the country is checked later. */
export const addVendorInput = z.strictObject({
  name: personName,
  phone: z.string().trim().min(1, "is needed").max(60, "is too long"),
  email: z
    .union([z.literal("").transform(() => undefined), email])
    .nullish()
    .transform((given) => given ?? undefined),
});
export type AddVendorInput = z.output<typeof addVendorInput>;

export const changeVendorInput = z.strictObject({ status: z.enum(["active", "suspended"]) });

/** The code of a removal, and to whom the work goes: another vendor, or without a name the owner. */
export const removeVendorInput = z.strictObject({
  to_vendor_id: z.string().min(1).max(64).optional(),
  challenge_id: z.string().max(100).optional(),
  otp: codeOrPasskey.optional(),
});
export type RemoveVendorInput = z.infer<typeof removeVendorInput>;

/** A member of staff as the CEO sees them. */
export const vendorView = z.object({
  vendor_id: z.string(),
  name: z.string(),
  phone_masked: z.string(),
  email_masked: z.string().nullable(),
  status: z.enum(["active", "suspended", "removed"]),
  is_owner: z.boolean(),
  /** Orders that still need somebody. */
  open_orders: z.int(),
  /** Products whose orders come to them first. */
  products: z.int(),
  /** When they last used this business; null when never, or not for a month. */
  last_seen_at: z.iso.datetime().nullable(),
  created_at: z.iso.datetime(),
});
export type VendorView = z.infer<typeof vendorView>;

export const vendorPage = z.object({ items: z.array(vendorView), next_cursor: z.string().nullable() });
export type VendorPage = z.infer<typeof vendorPage>;

/** Filters of `GET /api/ceo/vendors`. Without a status: everybody who was not removed. */
export const vendorFilter = listQuery.extend({
  status: z.enum(["active", "suspended", "removed"]).optional(),
});
export type VendorFilter = z.infer<typeof vendorFilter>;

export const vendorRemoval = z.object({
  vendor_id: z.string(),
  to_vendor_id: z.string(),
  /** How much changed hands. */
  orders: z.int(),
  conversations: z.int(),
  products: z.int(),
});
export type VendorRemoval = z.infer<typeof vendorRemoval>;
