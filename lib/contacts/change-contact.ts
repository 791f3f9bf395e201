import { sql } from "drizzle-orm";
import { recordEntry } from "@/lib/audit/record-entry";
import { AppError, notFound } from "@/lib/errors";
import { publishEvent } from "@/lib/live/publish-event";
import { maskEmail } from "@/lib/phone";
import type { MemberContext } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { type Tx, withTenant } from "@/lib/tenancy/with-tenant";
import { readContact } from "./queries";
import type { ContactChange, ContactView } from "./schema";

/**
 * Corrects a contact's name or email. What is so already is not written again. An email belongs to one contact of the
 * business (P2.7): a second one answers `email_taken`.
 */
export async function changeContact(
  ctx: MemberContext,
  contactId: string,
  change: ContactChange,
): Promise<ContactView> {
  authorize(ctx, "contact.write");
  try {
    return await withTenant(ctx, async (tx) => {
      const changed = await write(tx, ctx, contactId, change);
      if (changed.length > 0) await tell(tx, ctx, contactId, changed, change);
      return readContact(tx, ctx.ceoId, contactId);
    });
  } catch (error) {
    if (!isEmailTaken(error)) throw error;
    throw new AppError("email_taken", "Another of your contacts has this email already.", {
      fields: [{ path: "email", message: "Another of your contacts has this email already." }],
    });
  }
}

type Field = "name" | "email";

/** Writes what differs; gives the names of the fields that did. */
async function write(tx: Tx, ctx: MemberContext, contactId: string, change: ContactChange): Promise<Field[]> {
  const [before] = await tx.execute<{ name: string | null; email: string | null }>(sql`
    select name, email from contacts where ceo_id = ${ctx.ceoId} and id = ${contactId} for update`);
  if (!before) throw notFound("The contact");
  const fields: Field[] = ["name", "email"];
  const changed = fields.filter((field) => change[field] !== undefined && change[field] !== before[field]);
  if (changed.length === 0) return [];
  const after = { ...before, ...change };
  await tx.execute(sql`
    update contacts set name = ${after.name}, email = ${after.email}
    where ceo_id = ${ctx.ceoId} and id = ${contactId}`);
  return changed;
}

async function tell(
  tx: Tx,
  ctx: MemberContext,
  contactId: string,
  changed: readonly Field[],
  { email }: ContactChange,
): Promise<void> {
  const talks = await tx.execute<{ id: string; vendorId: string | null }>(sql`
    select id, vendor_id as "vendorId" from conversations
    where ceo_id = ${ctx.ceoId} and contact_id = ${contactId} limit 20`);
  for (const { id, vendorId } of talks) {
    await publishEvent(tx, ctx.ceoId, { topic: "conversation", ids: { conversationId: id }, vendorId });
  }
  await recordEntry(tx, ctx, {
    action: "CONTACT_CHANGED",
    subject: { kind: "contact", id: contactId },
    contactId,
    details: {
      changed: [...changed],
      ...(changed.includes("email") && email ? { email: maskEmail(email) } : {}),
    },
  });
}

/** The driver's complaint, with or without the query's wrapping around it. */
function isEmailTaken(error: unknown): boolean {
  const root = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const { code, constraint_name } = (root ?? {}) as { code?: string; constraint_name?: string };
  return code === "23505" && constraint_name === "contacts_email";
}
