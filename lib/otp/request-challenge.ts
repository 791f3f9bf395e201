import { eq } from "drizzle-orm";
import { identities } from "@/db/schema/people";
import { recordEntry } from "@/lib/audit/record-entry";
import { AppError, notFound } from "@/lib/errors";
import { queueNotice } from "@/lib/notices/queue-notice";
import { maskEmail, maskPhone } from "@/lib/phone";
import type { MemberContext } from "@/lib/tenancy/context";
import { withPlatform, withTenantAndPlatform } from "@/lib/tenancy/with-tenant";
import { type ChallengeInput, prepareChallenge, storeChallenge } from "./issue-challenge";
import { type StepUpPurpose, waysOf } from "./purposes";
import { codeEntry } from "./record-code-event";
import { CODE_TTL_MINUTES, CODE_TTL_SECONDS, hashTarget, type Target, targetOf } from "./rules";
import { placeSubject, takeStepUpPlace } from "./send-places";

export type SensitiveAct = {
  purpose: StepUpPurpose;
  /** What the act is on and would change; a bare string means `{ id }`. */
  target?: string | Target;
  /** What the server knows of it and shows (amount, beneficiary, receipts): bound to the code too. */
  facts?: Record<string, unknown>;
  /** The act in words for the message: "Approve order TG-8891, ₦1,150,000". */
  action?: string;
};

export type IssuedStepUp = { challengeId: string; action: string; maskedTo: string; ttlMinutes: number };

const TRIES_MAX = 3;

/** Sends the signed-in member a code for one sensitive act (P3.3), bound to this session, purpose and target. */
export async function requestChallenge(ctx: MemberContext, act: SensitiveAct): Promise<IssuedStepUp> {
  const target = targetOf(act.target);
  const targetHash = hashTarget(target, act.facts);
  const recipients = await loadRecipients(ctx, act.purpose);
  const sendKeys = await takeStepUpPlace(ctx.identityId, act.purpose, targetHash);
  const action = act.action ?? wordsOf(act.purpose);
  const input: ChallengeInput = {
    subject: { kind: "identity", id: ctx.identityId },
    ceoId: ctx.ceoId,
    role: ctx.role,
    purpose: act.purpose,
    target: ctx.role === "VENDOR" ? { ...target, vendor_id: ctx.vendorId } : target,
    targetHash,
    placeHash: sessionPlace(ctx),
    triesMax: TRIES_MAX,
    ways: [recipients[0]?.way ?? "sms"],
    sendKeys,
  };
  const prepared = await prepareChallenge(input);
  const code = prepared.codes[0]?.code;
  await withTenantAndPlatform(ctx, async (tx) => {
    await storeChallenge(tx, prepared);
    for (const recipient of recipients) {
      const about = { ceoId: ctx.ceoId, subjectId: ctx.identityId, challengeId: prepared.id };
      const details = { code, act: action };
      const ttlSeconds = CODE_TTL_SECONDS;
      await queueNotice(tx, { ...recipient, ...about, template: "code.step-up", details, ttlSeconds });
    }
    const { subject, ceoId, role, purpose } = input;
    const row = {
      id: prepared.id,
      subjectKind: subject.kind,
      subjectId: subject.id,
      ceoId,
      role,
      purpose,
      target: input.target ?? null,
    };
    await recordEntry(
      tx,
      ctx,
      codeEntry(row, "OTP_SENT", { ways: recipients.map(({ way }) => way), target }),
    );
  });
  const maskedTo = recipients
    .map(({ way, to }) => (way === "sms" ? maskPhone(to) : maskEmail(to)))
    .join(", ");
  return { challengeId: prepared.id, action, maskedTo, ttlMinutes: CODE_TTL_MINUTES };
}

/** The place of a sensitive act is the session that asked: a code seen in another session is no use. */
export function sessionPlace(ctx: MemberContext): string {
  return placeSubject("session", ctx.sessionId);
}

async function loadRecipients(ctx: MemberContext, purpose: StepUpPurpose) {
  const [identity] = await withPlatform((tx) =>
    tx.select().from(identities).where(eq(identities.id, ctx.identityId)),
  );
  if (!identity) throw notFound("Your account");
  const { phone, phoneVerifiedAt, email, emailVerifiedAt } = identity;
  const known = [
    ...(phoneVerifiedAt ? [{ way: "sms" as const, to: phone }] : []),
    ...(email && emailVerifiedAt ? [{ way: "email" as const, to: email }] : []),
  ].filter(({ way }) => waysOf(purpose).includes(way));
  if (known.length > 0) return known;
  const missing = waysOf(purpose)[0] === "email" ? "email" : "phone";
  throw new AppError("conflict", `Verify your ${missing} first: this is approved with a code sent there.`);
}

function wordsOf(purpose: StepUpPurpose): string {
  const words: Record<StepUpPurpose, string> = {
    "profile.phone": "Change your phone number",
    "profile.email": "Change your email",
    "bank-account.change": "Change a payout account",
    "escalation.approve": "Approve an escalated order",
    "escalation.reject": "Reject an escalated order",
    "threshold.change": "Change your approval threshold",
    "vendor.remove": "Remove a vendor",
    "channel.disconnect": "Disconnect a channel",
    "channel.move": "Move a channel",
    "contact.erase": "Erase a contact",
    "receipt.delete": "Delete a receipt",
    "data.export": "Export personal data",
    "statement.upload": "Upload a bank statement",
    "passkey.add": "Add a passkey",
  };
  return words[purpose];
}
