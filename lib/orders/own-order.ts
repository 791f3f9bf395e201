import { eq } from "drizzle-orm";
import { contactIdentities, contacts } from "@/db/schema/chat";
import { vendors } from "@/db/schema/people";
import { AppError } from "@/lib/errors";
import type { MemberContext } from "@/lib/tenancy/context";
import type { Tx } from "@/lib/tenancy/with-tenant";

/**
 * Nobody decides about an order they placed themselves (AP-10): the member's phone may be neither the buyer's phone nor
 * the number they write from. Throws `forbidden`.
 */
export async function refuseOwnOrder(tx: Tx, ctx: MemberContext, contactId: string): Promise<void> {
  const staff = await tx.select({ phone: vendors.phone }).from(vendors).where(eq(vendors.id, ctx.vendorId));
  const [contact] = await tx
    .select({ phone: contacts.phone })
    .from(contacts)
    .where(eq(contacts.id, contactId));
  const identities = await tx
    .select({ value: contactIdentities.value })
    .from(contactIdentities)
    .where(eq(contactIdentities.contactId, contactId));
  const theirs = [contact?.phone ?? "", ...identities.map((identity) => identity.value)].map(digitsOf);
  const isOwn = staff.some(({ phone }) => theirs.includes(digitsOf(phone)));
  if (isOwn) {
    throw new AppError("forbidden", "This is your own order: somebody else of the business must decide it.");
  }
}

function digitsOf(phone: string): string {
  return phone.replace(/\D/g, "");
}
