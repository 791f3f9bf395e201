import { sql } from "drizzle-orm";
import { queueNotice, type Recipient } from "@/lib/notices/queue-notice";
import type { SafetyTemplate } from "@/lib/notices/safety-words";
import type { NoticeDetails } from "@/lib/notices/words";
import type { Context } from "@/lib/tenancy/context";
import type { PlatformTx } from "@/lib/tenancy/with-tenant";

/** News that cost nobody a text message unless there is no mailbox. */
const BY_MAIL: readonly SafetyTemplate[] = ["session.new-device", "session.pushed-out"];

/**
 * Tells a person something about their own account, in the caller's transaction: by mail and SMS to what they have proved,
 * or by mail alone where that is enough (OT-12).
 */
export async function tellPerson(
  tx: PlatformTx,
  ctx: Pick<Context, "ceoId">,
  identityId: string,
  template: SafetyTemplate,
  details: NoticeDetails = {},
): Promise<void> {
  const recipients = await provedWays(tx, identityId);
  const told = BY_MAIL.includes(template) && recipients.length > 1 ? recipients.slice(0, 1) : recipients;
  for (const recipient of told) {
    await queueNotice(tx, { ...recipient, template, details, ceoId: ctx.ceoId, subjectId: identityId });
  }
}

/** What this person has proved to be theirs, the mailbox first. */
export async function provedWays(tx: PlatformTx, identityId: string): Promise<Recipient[]> {
  const [person] = await tx.execute<{ phone: string | null; email: string | null }>(sql`
    select case when phone_verified_at is not null then phone end as phone,
      case when email_verified_at is not null then email end as email
    from identities where id = ${identityId}`);
  return [
    ...(person?.email ? [{ way: "email" as const, to: person.email }] : []),
    ...(person?.phone ? [{ way: "sms" as const, to: person.phone }] : []),
  ];
}
