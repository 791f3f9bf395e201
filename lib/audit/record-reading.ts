import { sql } from "drizzle-orm";
import type { Context } from "@/lib/tenancy/context";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { recordEntry } from "./record-entry";

/** One entry per actor, contact and this many minutes, so that refetching a page writes nothing. */
const ONCE_IN_MINUTES = 10;

/**
 * Notes that somebody read a contact's personal data (P13.3), in the `access` chain, at most once in ten minutes for
 * the same reader and contact.
 */
export async function recordReading(
  ctx: Context,
  input: { action: "CONTACT_VIEWED" | "CONVERSATION_VIEWED"; contactId: string },
): Promise<void> {
  await withTenant(ctx, async (tx) => {
    await tx.execute(
      sql`select pg_advisory_xact_lock(hashtextextended(${`read/${ctx.ceoId}/${ctx.actor.id}/${input.contactId}`}, 7))`,
    );
    const recent = await tx.execute(sql`
      select 1 from audit_entries where ceo_id = ${ctx.ceoId} and chain = 'access' and actor_id = ${ctx.actor.id}
        and subject_id = ${input.contactId} and action = ${input.action}
        and at > now() - make_interval(mins => ${ONCE_IN_MINUTES}) limit 1`);
    if (recent.length > 0) return;
    await recordEntry(tx, ctx, {
      action: input.action,
      subject: { kind: "contact", id: input.contactId },
      contactId: input.contactId,
      chain: "access",
    });
  });
}
