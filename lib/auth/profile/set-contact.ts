import { sql } from "drizzle-orm";
import { recordEntry } from "@/lib/audit/record-entry";
import { sha256Hex } from "@/lib/crypto";
import { env } from "@/lib/env";
import { newId, newSecret } from "@/lib/ids";
import { queueNotice, type Recipient } from "@/lib/notices/queue-notice";
import type { SafetyTemplate } from "@/lib/notices/safety-words";
import { mayTextUnproven } from "@/lib/otp/allow-sms";
import { voidChallenges } from "@/lib/otp/answer-once";
import { maskEmail, maskPhone } from "@/lib/phone";
import type { Context } from "@/lib/tenancy/context";
import type { PlatformTx, Tx } from "@/lib/tenancy/with-tenant";
import { endSessions } from "../end-sessions";
import { provedWays } from "../tell-person";
import type { Person } from "./lock-person";

/** How long the old phone and email can take a change back. */
const UNDO_HOURS = 72;

type Both = Tx & PlatformTx;
type NewContact = {
  person: Person;
  value: string;
  businessName: string;
  /** What is being spent for this: it stays alive until then, all other codes of the person die. */
  keptChallengeId?: string;
};

/**
 * Sets a new phone, in the caller's transaction: at once, not yet proved, its first sign-in proves it. All sessions end, codes
 * on their way to the old number die, the new one is told, the old ones can undo it for 72 h (decisions on phone changes).
 */
export async function setPhone(
  tx: Both,
  ctx: Context,
  { person, value, ...more }: NewContact,
): Promise<void> {
  const old = await provedWays(tx, person.id);
  await tx.execute(sql`
    update identities set phone = ${value}, phone_verified_at = null, phone_changed_at = now() where id = ${person.id}`);
  await tx.execute(
    sql`update vendors set phone = ${value} where ceo_id = ${ctx.ceoId} and identity_id = ${person.id}`,
  );
  await voidChallenges(tx, person.id, more.keptChallengeId);
  const secret = newSecret();
  await tx.execute(sql`
    insert into profile_changes
      (id, identity_id, ceo_id, field, old_value, old_verified_at, new_value, undo_token_hash, changed_at, undo_until)
    values (${newId("profileChange")}, ${person.id}, ${ctx.ceoId}, 'phone', ${person.phone}, ${person.phoneVerifiedAt},
      ${value}, ${sha256Hex(secret)}, now(), now() + make_interval(hours => ${UNDO_HOURS}))`);
  await tellOld(tx, ctx, person.id, old, "profile.phone-was-here", {
    ...more,
    act: maskPhone(value),
    secret,
  });
  if (await mayTextUnproven(value)) {
    const about = { ceoId: ctx.ceoId, subjectId: person.id, details: { businessName: more.businessName } };
    await queueNotice(tx, { way: "sms", to: value, template: "profile.phone-now-here", ...about });
  }
  await endSessions(tx, sql`identity_id = ${person.id}`, "phone_changed");
}

/**
 * Sets a new email that was just confirmed; all sessions but the one given end, and so does a recovery that the old mailbox
 * began. The rest as {@link setPhone}.
 */
export async function setEmail(
  tx: Both,
  ctx: Context,
  { person, value, changeId, sessionId, ...more }: NewContact & { changeId: string; sessionId: string },
): Promise<void> {
  const old = await provedWays(tx, person.id);
  await tx.execute(
    sql`update identities set email = ${value}, email_verified_at = now() where id = ${person.id}`,
  );
  await tx.execute(
    sql`update vendors set email = ${value} where ceo_id = ${ctx.ceoId} and identity_id = ${person.id}`,
  );
  await voidChallenges(tx, person.id, more.keptChallengeId);
  const secret = newSecret();
  await tx.execute(sql`
    update profile_changes set changed_at = now(), undo_token_hash = ${sha256Hex(secret)},
      undo_until = now() + make_interval(hours => ${UNDO_HOURS}), old_value = ${person.email},
      old_verified_at = ${person.emailVerifiedAt}
    where id = ${changeId}`);
  await tellOld(tx, ctx, person.id, old, "profile.email-was-here", {
    ...more,
    act: maskEmail(value),
    secret,
  });
  const about = { ceoId: ctx.ceoId, subjectId: person.id, details: { businessName: more.businessName } };
  await queueNotice(tx, { way: "email", to: value, template: "profile.email-now-here", ...about });
  await endSessions(tx, sql`identity_id = ${person.id} and id <> ${sessionId}`, "ended_by_owner");
  await stopRecoveries(tx, ctx, person.id);
}

/** What was begun from a mailbox that is no longer hers, its grant too. */
async function stopRecoveries(tx: Both, ctx: Context, identityId: string): Promise<void> {
  const stopped = await tx.execute(sql`
    update recoveries set stopped_at = now(), grant_hash = null
    where identity_id = ${identityId} and stopped_at is null and completed_at is null and ends_at > now() returning id`);
  if (stopped.length === 0) return;
  await recordEntry(tx, ctx, { action: "RECOVERY_STOPPED", subject: { kind: "ceo", id: ctx.ceoId } });
}

async function tellOld(
  tx: PlatformTx,
  ctx: Context,
  identityId: string,
  recipients: readonly Recipient[],
  template: SafetyTemplate,
  { businessName, act, secret }: { businessName: string; act: string; secret: string },
): Promise<void> {
  // Behind the # so that no server, log or preview of a link ever sees it.
  const path = `/undo#${secret}`;
  const details = { businessName, act, path, link: `${env().APP_URL}${path}` };
  for (const recipient of recipients) {
    const ttlSeconds = UNDO_HOURS * 3600;
    const about = { ceoId: ctx.ceoId, subjectId: identityId, ttlSeconds };
    await queueNotice(tx, { ...recipient, template, details, ...about });
  }
}
