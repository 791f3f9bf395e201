import { eq } from "drizzle-orm";
import { identities } from "@/db/schema/people";
import { recordEntry } from "@/lib/audit/record-entry";
import { AppError, notFound } from "@/lib/errors";
import { queueNotice, type Recipient } from "@/lib/notices/queue-notice";
import { maskEmail, maskPhone } from "@/lib/phone";
import type { MemberContext } from "@/lib/tenancy/context";
import { type PlatformTx, type Tx, withPlatform, withTenantAndPlatform } from "@/lib/tenancy/with-tenant";
import {
  type ChallengeInput,
  type PreparedChallenge,
  prepareChallenge,
  storeChallenge,
} from "./issue-challenge";
import { maskTarget } from "./mask-target";
import { listCredentials, type PasskeyOptions, passkeyOptions } from "./passkey-challenge";
import { refuseHeldCode } from "./phone-hold";
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

export type IssuedStepUp = {
  challengeId: string;
  action: string;
  maskedTo: string;
  ttlMinutes: number;
  /** Whether a code went out. */
  sent: boolean;
  /** What a passkey is asked in place of the code, for a CEO who has one. */
  passkey: PasskeyOptions | null;
};

const TRIES_MAX = 3;

/**
 * Opens a challenge for one sensitive act of the signed-in member (P3.3), bound to this session, purpose and target, and
 * sends its code. A CEO with a passkey may answer with that; `prefersPasskey` then sends nothing at all.
 */
export async function requestChallenge(
  ctx: MemberContext,
  act: SensitiveAct,
  { prefersPasskey = false }: { prefersPasskey?: boolean } = {},
): Promise<IssuedStepUp> {
  const credentials = ctx.role === "CEO" ? await listCredentials(ctx.identityId) : [];
  const isSending = !prefersPasskey || credentials.length === 0;
  if (isSending) await refuseHeldCode(ctx, act.purpose);
  const recipients = await findRecipients(ctx, act.purpose);
  if (isSending && recipients.length === 0) throw nowhereToSend(act.purpose);
  const prepared = await prepareChallenge(await describe(ctx, act, isSending ? recipients : []));
  const { input } = prepared;
  const action = act.action ?? wordsOf(act.purpose);
  await withTenantAndPlatform(ctx, async (tx) => {
    await storeChallenge(tx, prepared);
    if (isSending) await send(tx, ctx, prepared, recipients, action);
  });
  const binding = { ...input, challengeId: prepared.id, subjectId: ctx.identityId };
  return {
    challengeId: prepared.id,
    action,
    maskedTo: recipients.map(({ way, to }) => (way === "sms" ? maskPhone(to) : maskEmail(to))).join(", "),
    ttlMinutes: CODE_TTL_MINUTES,
    sent: isSending,
    passkey: credentials.length > 0 ? await passkeyOptions(binding, credentials) : null,
  };
}

async function describe(
  ctx: MemberContext,
  act: SensitiveAct,
  recipients: readonly Recipient[],
): Promise<ChallengeInput> {
  const target = targetOf(act.target);
  const targetHash = hashTarget(target, act.facts);
  const [first] = recipients;
  const sendKeys = first ? await takeStepUpPlace(ctx.identityId, act.purpose, targetHash) : [];
  const masked = maskTarget(target);
  return {
    subject: { kind: "identity", id: ctx.identityId },
    ceoId: ctx.ceoId,
    role: ctx.role,
    purpose: act.purpose,
    target: ctx.role === "VENDOR" ? { ...masked, vendor_id: ctx.vendorId } : masked,
    targetHash,
    placeHash: sessionPlace(ctx),
    triesMax: TRIES_MAX,
    ways: first ? [first.way] : [],
    sendKeys,
  };
}

/** Puts the code on its way by every way, and records that. */
async function send(
  tx: Tx & PlatformTx,
  ctx: MemberContext,
  { id, input, codes }: PreparedChallenge,
  recipients: readonly Recipient[],
  action: string,
): Promise<void> {
  const details = { code: codes[0]?.code, act: action };
  const about = {
    ceoId: ctx.ceoId,
    subjectId: ctx.identityId,
    challengeId: id,
    ttlSeconds: CODE_TTL_SECONDS,
  };
  for (const recipient of recipients) {
    await queueNotice(tx, { ...recipient, ...about, template: "code.step-up", details });
  }
  const { ceoId, role, purpose, target = null } = input;
  const row = {
    id,
    subjectKind: "identity" as const,
    subjectId: ctx.identityId,
    ceoId,
    role,
    purpose,
    target,
  };
  const ways = recipients.map(({ way }) => way);
  await recordEntry(tx, ctx, codeEntry(row, "OTP_SENT", { ways, target }));
}

/** The place of a sensitive act is the session that asked: a code seen in another session is no use. */
export function sessionPlace(ctx: MemberContext): string {
  return placeSubject("session", ctx.sessionId);
}

/** Where a code for this act goes: the proved ways that the purpose allows. */
async function findRecipients(ctx: MemberContext, purpose: StepUpPurpose): Promise<Recipient[]> {
  const [identity] = await withPlatform((tx) =>
    tx.select().from(identities).where(eq(identities.id, ctx.identityId)),
  );
  if (!identity) throw notFound("Your account");
  const { phone, phoneVerifiedAt, email, emailVerifiedAt } = identity;
  const proved: Recipient[] = [
    ...(phoneVerifiedAt ? [{ way: "sms" as const, to: phone }] : []),
    ...(email && emailVerifiedAt ? [{ way: "email" as const, to: email }] : []),
  ];
  const allowed = proved.filter(({ way }) => waysOf(purpose).includes(way));
  // Who registered with an address that was never proved changes it with a code to the phone.
  return allowed.length === 0 && purpose === "profile.email" ? proved : allowed;
}

function nowhereToSend(purpose: StepUpPurpose): AppError {
  const missing = waysOf(purpose)[0] === "email" ? "email" : "phone";
  return new AppError("conflict", `Verify your ${missing} first: this is approved with a code sent there.`);
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
