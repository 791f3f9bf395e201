import { sql } from "drizzle-orm";
import { placeSubject } from "@/lib/otp/send-places";
import { withPlatform } from "@/lib/tenancy/with-tenant";
import { listMemberships, type Membership } from "./memberships";
import type { LoginContact } from "./rules";

type Role = "CEO" | "VENDOR";

/** Who signs in with a contact, and where codes go. `stranger` carries the same shape, so that it is handled alike. */
export type Login = {
  kind: "identity" | "stranger";
  identityId: string;
  membership: Membership | null;
  ways: { way: "sms" | "email"; to: string }[];
  /** The phone was changed and not yet signed in with: its code must be another than the email's, to prove it. */
  isPhonePending: boolean;
};

type IdentityRow = {
  id: string;
  phone: string;
  email: string | null;
  hasPhone: boolean;
  hasEmail: boolean;
  isPhonePending: boolean;
};

/**
 * Finds who may sign in in this role with this contact. Only a verified way signs in; a vendor's number was given by
 * the CEO and is verified by the first sign-in. Does the same work whether or not there is anybody.
 */
export async function findLogin(contact: LoginContact, role: Role): Promise<Login> {
  const rows = await findIdentities(contact);
  const eligible = rows.filter((row) => isEligible(row, contact, role));
  const stranger = placeSubject("stranger", role, contact.kind, contact.value);
  for (const row of eligible.length > 0 ? eligible : [{ id: stranger } as IdentityRow]) {
    const memberships = await listMemberships(row.id);
    const membership = memberships.find((one) => one.role === role && one.status === "active");
    if (membership) {
      const { id: identityId, isPhonePending } = row;
      return { kind: "identity", identityId, membership, ways: waysOf(row, role), isPhonePending };
    }
  }
  const ways = strangerWays(contact, role);
  return { kind: "stranger", identityId: stranger, membership: null, ways, isPhonePending: false };
}

function findIdentities({ kind, value }: LoginContact): Promise<IdentityRow[]> {
  const matches = kind === "phone" ? sql`phone = ${value}` : sql`lower(email) = ${value}`;
  return withPlatform((tx) =>
    tx.execute<IdentityRow>(sql`
      select id, phone, email, phone_verified_at is not null as "hasPhone", email_verified_at is not null as "hasEmail",
        phone_verified_at is null and phone_changed_at is not null as "isPhonePending"
      from identities where ${matches}
      order by phone_verified_at is null, email_verified_at is null, created_at limit 20`),
  );
}

/** A number set in the profile signs in before it is verified: that is how it becomes so. A pending registration (it has an email, and nothing verified) never stands for a vendor of the same number. */
function isEligible(row: IdentityRow, contact: LoginContact, role: Role): boolean {
  if (contact.kind === "email") return role === "CEO" && row.hasEmail;
  return row.hasPhone || row.isPhonePending || (role === "VENDOR" && row.email === null);
}

/** CEO by SMS, and email too; vendor by SMS, by email where that fails (P3.4). */
function waysOf(row: IdentityRow, role: Role): Login["ways"] {
  return [
    ...(row.hasPhone || row.isPhonePending || role === "VENDOR"
      ? [{ way: "sms" as const, to: row.phone }]
      : []),
    ...(row.hasEmail && row.email ? [{ way: "email" as const, to: row.email }] : []),
  ];
}

function strangerWays(contact: LoginContact, role: Role): Login["ways"] {
  const ways = role === "CEO" ? (["sms", "email"] as const) : (["sms"] as const);
  return ways.map((way) => ({ way, to: contact.value }));
}
