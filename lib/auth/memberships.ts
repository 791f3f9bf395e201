import { rawSql } from "@/db/client";

export type Membership = {
  role: "CEO" | "VENDOR";
  ceoId: string;
  vendorId: string;
  businessName: string;
  status: "active" | "pending" | "suspended" | "closed";
};

/** The businesses an identity belongs to, the oldest first, removed ones left out. */
export async function listMemberships(identityId: string): Promise<Membership[]> {
  return rawSql()<Membership[]>`
    select role, ceo_id as "ceoId", vendor_id as "vendorId", business_name as "businessName", status
    from lookup_memberships(${identityId})`;
}

/** As the API shows them. */
export function showMembership({ role, ceoId, vendorId, businessName }: Membership) {
  return { role, ceo_id: ceoId, vendor_id: vendorId, business_name: businessName };
}
