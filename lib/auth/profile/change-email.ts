import { sql } from "drizzle-orm";
import { recordEntry } from "@/lib/audit/record-entry";
import { newId } from "@/lib/ids";
import { queueNotice } from "@/lib/notices/queue-notice";
import { type PreparedChallenge, prepareChallenge, storeChallenge } from "@/lib/otp/issue-challenge";
import { codeEntry } from "@/lib/otp/record-code-event";
import { sessionPlace } from "@/lib/otp/request-challenge";
import { CODE_TTL_MINUTES, CODE_TTL_SECONDS, hashTarget } from "@/lib/otp/rules";
import { placeSubject, type SendKey, takeSendCaps } from "@/lib/otp/send-places";
import { verifyForSpending } from "@/lib/otp/spend-challenge";
import { verifyChallenge, wrongCode } from "@/lib/otp/verify-challenge";
import { maskEmail } from "@/lib/phone";
import type { CodeOrPasskey } from "@/lib/proof-fields";
import type { MemberContext } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { withPlatform, withTenantAndPlatform } from "@/lib/tenancy/with-tenant";
import { emailAct, refuseTakenContact, takenOf } from "./contact-act";
import { lockMember } from "./lock-person";
import { setEmail } from "./set-contact";

const TRIES_MAX = 3;

export type EmailConfirmation = { challengeId: string; maskedTo: string; ttlMinutes: number };

/**
 * The first half of a new email (P12.1): a code to the old one, or a passkey. The new one is sent a code of its own and takes
 * effect when that is answered. Throws `step_up_required`, `wrong_code`, `email_taken`, `rate_limited`.
 */
export async function askNewEmail(
  ctx: MemberContext,
  input: { email: string; challengeId?: string; otp?: CodeOrPasskey },
): Promise<EmailConfirmation> {
  const { email, ...given } = input;
  const act = await emailAct(ctx, { email });
  const proof = await verifyForSpending(ctx, { ...act, ...given });
  // A passkey costs no sending of its own: without these an owner could have any mailbox filled.
  const sendKeys = [
    ...(await takeSendCaps(placeSubject("email.confirm", ctx.identityId))),
    ...(await takeSendCaps(placeSubject("email.confirm", "email", email))),
  ];
  const prepared = await prepareConfirmation(ctx, email, sendKeys);
  await withTenantAndPlatform(ctx, async (tx) => {
    const person = await lockMember(tx, ctx);
    await tx.execute(sql`
      delete from profile_changes where identity_id = ${person.id} and field = 'email' and changed_at is null`);
    await tx.execute(sql`
      insert into profile_changes (id, identity_id, ceo_id, field, old_value, new_value, challenge_id)
      values (${newId("profileChange")}, ${person.id}, ${ctx.ceoId}, 'email', ${person.email}, ${email}, ${prepared.id})`);
    await storeChallenge(tx, prepared);
    await queueNotice(tx, {
      way: "email",
      to: email,
      template: "code.email",
      details: { code: prepared.codes[0]?.code, businessName: ctx.businessName },
      ceoId: ctx.ceoId,
      subjectId: person.id,
      challengeId: prepared.id,
      ttlSeconds: CODE_TTL_SECONDS,
    });
    await proof.spend(tx);
    await recordEntry(tx, ctx, sentEntry(ctx, prepared, email));
  });
  await proof.settle();
  return { challengeId: prepared.id, maskedTo: maskEmail(email), ttlMinutes: CODE_TTL_MINUTES };
}

/** The second half: the code from the new mailbox. From then on it holds; the old one can undo it for 72 h. */
export async function confirmEmail(
  ctx: MemberContext,
  { challengeId, otp }: { challengeId: string; otp: string },
): Promise<void> {
  authorize(ctx, "profile.manage");
  const waiting = await findWaiting(ctx, challengeId);
  const tried = await verifyChallenge({
    challengeId,
    otp: otp.trim(),
    purpose: "email.confirm",
    subjectId: ctx.identityId,
    targetHash: hashTarget({ email: waiting?.email ?? "" }),
    placeHash: sessionPlace(ctx),
    pool: "known",
    facts: { requestId: ctx.requestId, ip: ctx.origin.ip, agent: ctx.origin.agent, actor: ctx.actor },
  });
  if (tried.kind !== "right" || !waiting) {
    throw wrongCode(tried.kind === "wrong" ? tried.triesLeft : undefined);
  }
  const { id: changeId, email: value } = waiting;
  try {
    await withTenantAndPlatform(ctx, async (tx) => {
      const person = await lockMember(tx, ctx);
      await refuseTakenContact(tx, ctx, "email", value);
      const { businessName, sessionId } = ctx;
      await setEmail(tx, ctx, {
        person,
        value,
        businessName,
        changeId,
        sessionId,
        keptChallengeId: challengeId,
      });
      await tried.proof.spend(tx);
      await recordEntry(tx, ctx, codeEntry(tried.proof.challenge, "OTP_VERIFY_SUCCESS", {}));
      const from = person.email ? maskEmail(person.email) : null;
      await recordEntry(tx, ctx, {
        action: "PROFILE_UPDATED",
        subject: { kind: "ceo", id: ctx.ceoId },
        details: { field: "email", from, to: maskEmail(value), otp_verified: true },
      });
    });
  } catch (error) {
    throw takenOf(error) ?? error;
  }
  await tried.proof.settle();
}

function prepareConfirmation(
  ctx: MemberContext,
  email: string,
  sendKeys: SendKey[],
): Promise<PreparedChallenge> {
  return prepareChallenge({
    subject: { kind: "identity", id: ctx.identityId },
    ceoId: ctx.ceoId,
    role: ctx.role,
    purpose: "email.confirm",
    targetHash: hashTarget({ email }),
    placeHash: sessionPlace(ctx),
    triesMax: TRIES_MAX,
    ways: ["email"],
    sendKeys,
  });
}

async function findWaiting(ctx: MemberContext, challengeId: string) {
  const [row] = await withPlatform((tx) =>
    tx.execute<{ id: string; email: string }>(sql`
      select id, new_value as email from profile_changes
      where identity_id = ${ctx.identityId} and challenge_id = ${challengeId} and field = 'email' and changed_at is null`),
  );
  return row;
}

function sentEntry(ctx: MemberContext, { id }: PreparedChallenge, email: string) {
  const { ceoId, role, identityId: subjectId } = ctx;
  const row = {
    id,
    subjectKind: "identity" as const,
    subjectId,
    ceoId,
    role,
    purpose: "email.confirm",
    target: null,
  };
  return codeEntry(row, "OTP_SENT", { ways: ["email"], to: maskEmail(email) });
}
