import { recordEntry } from "@/lib/audit/record-entry";
import { AppError } from "@/lib/errors";
import { queueDecoy, queueNotice, type Recipient } from "@/lib/notices/queue-notice";
import { type PreparedChallenge, prepareChallenge, storeChallenge } from "@/lib/otp/issue-challenge";
import { codeContext, codeEntry, type TryFacts } from "@/lib/otp/record-code-event";
import { CODE_TTL_MINUTES, CODE_TTL_SECONDS, hashTarget } from "@/lib/otp/rules";
import { placeSubject, type SendKey, takeSendCaps, takeSendPlace } from "@/lib/otp/send-places";
import { takePermit } from "@/lib/rate-limit/take-permit";
import { type PlatformTx, withPlatform, withTenantAndPlatform } from "@/lib/tenancy/with-tenant";
import { answerEvenly } from "./answer-evenly";
import { countStranger } from "./count-stranger";
import { isKnownDevice } from "./device-cookie";
import { findLogin, type Login } from "./find-login";
import { type LoginContact, SIGN_IN_TRIES } from "./rules";

export type SignInAsk = {
  role: "CEO" | "VENDOR";
  contact: LoginContact;
  placeHash: string;
  deviceCookie?: string;
  /** What limits count as one client (an address or a network). */
  client: string;
  facts: TryFacts;
};

export type SignInAsked = { challengeId: string; ttlMinutes: number };

/**
 * Sends a code to sign in with. The answer, its time and the limits are the same whether or not the contact exists
 * (P2.2, OT-10): a stranger gets a decoy that no code opens.
 */
export function askSignIn(ask: SignInAsk): Promise<SignInAsked> {
  return answerEvenly(async () => {
    const login = await findLogin(ask.contact, ask.role);
    const isKnown = isKnownDevice(ask.deviceCookie, login.identityId);
    // A known device has a reserve of its own: strangers cannot use it up.
    await takePermit("auth.login.ip", isKnown ? `known ${login.identityId}` : ask.client);
    const pool = isKnown ? "known" : "stranger";
    const { kind, value } = ask.contact;
    const sendKeys = await takeSendPlace(placeSubject("sign-in", ask.role, kind, value, pool));
    const caps = await takeIdentityCaps(login, pool);
    const real = login.kind === "identity" && caps !== null ? login : { ...login, kind: "stranger" as const };
    const prepared = await prepare(ask, real, [...sendKeys, ...(caps ?? [])]);
    await send(ask, real, prepared);
    return { challengeId: prepared.id, ttlMinutes: CODE_TTL_MINUTES };
  });
}

/**
 * The caps over all ways of one identity. They are silent: a visible one would tell that a phone and an email belong
 * together.
 */
async function takeIdentityCaps(login: Login, pool: string): Promise<SendKey[] | null> {
  try {
    return await takeSendCaps(placeSubject("identity", login.identityId, pool));
  } catch (error) {
    if (error instanceof AppError && error.code === "rate_limited") return null;
    throw error;
  }
}

function prepare(ask: SignInAsk, login: Login, sendKeys: SendKey[]): Promise<PreparedChallenge> {
  const isDecoy = login.kind === "stranger";
  return prepareChallenge({
    subject: { kind: isDecoy ? "decoy" : "identity", id: login.identityId },
    ceoId: isDecoy ? null : (login.membership?.ceoId ?? null),
    role: ask.role,
    purpose: "sign-in",
    target: isDecoy ? undefined : { vendor_id: login.membership?.vendorId },
    targetHash: hashTarget({}),
    placeHash: ask.placeHash,
    triesMax: SIGN_IN_TRIES[ask.role],
    ways: login.isPhonePending ? login.ways.map(({ way }) => way) : [login.ways[0]?.way ?? "sms"],
    sendKeys,
  });
}

async function send(ask: SignInAsk, login: Login, prepared: PreparedChallenge): Promise<void> {
  const recipients = recipientsOf(ask.role, login);
  const ceoId = prepared.input.ceoId;
  if (!ceoId) {
    await withPlatform(async (tx) => {
      await storeChallenge(tx, prepared);
      for (const { way } of recipients) await queueDecoy(tx, way);
    });
    return countStranger(ask.facts.requestId);
  }
  const ctx = codeContext(ceoId, ask.facts);
  await withTenantAndPlatform(ctx, async (tx) => {
    await storeChallenge(tx, prepared);
    for (const recipient of recipients) await queueCode(tx, recipient, login, prepared);
    const { role, purpose } = prepared.input;
    const target = prepared.input.target ?? null;
    const row = {
      id: prepared.id,
      subjectKind: "identity" as const,
      subjectId: login.identityId,
      ceoId,
      role,
      purpose,
      target,
    };
    await recordEntry(tx, ctx, codeEntry(row, "OTP_SENT", { ways: recipients.map(({ way }) => way) }));
  });
}

type SignInRecipient = Recipient & { next?: Recipient };

/** A CEO gets the code by all ways; a vendor by SMS, and by email when that fails. */
function recipientsOf(role: "CEO" | "VENDOR", { ways }: Login): SignInRecipient[] {
  if (role === "CEO") return ways;
  const [first, next] = ways;
  return first ? [{ ...first, next }] : [];
}

function queueCode(tx: PlatformTx, recipient: SignInRecipient, login: Login, prepared: PreparedChallenge) {
  const own = prepared.codes.find(({ way }) => way === recipient.way) ?? prepared.codes[0];
  return queueNotice(tx, {
    ...recipient,
    template: "code.sign-in",
    details: { code: own?.code },
    ceoId: prepared.input.ceoId,
    subjectId: login.identityId,
    challengeId: prepared.id,
    ttlSeconds: CODE_TTL_SECONDS,
  });
}
