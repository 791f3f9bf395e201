import type { VendorView } from "@/lib/members/schema";
import { orderWords } from "@/lib/words/en/orders";

/** A member of the staff, as far as giving an order needs to know. */
export type StaffMember = Pick<VendorView, "vendor_id" | "name" | "status" | "is_owner">;

/** The name by which the owner sees somebody: herself as such. */
export function nameOf({ name, is_owner }: StaffMember): string {
  return is_owner ? orderWords.vendor.you(name) : name;
}
