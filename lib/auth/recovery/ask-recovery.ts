import { recordEntry } from "@/lib/audit/record-entry";
import { queueDecoy, queueNotice } from "@/lib/notices/queue-notice";
import { type PreparedChallenge, prepareChallenge, storeChallenge } from "@/lib/otp/issue-challenge";
import { codeContext, codeEntry, type TryFacts } from "@/lib/otp/record-code-event";
import { CODE_TTL_MINUTES, CODE_TTL_SECONDS, hashTarget } from "@/lib/otp/rules";
import { placeSubject, type SendKey, takeSendPlace } from "@/lib/otp/send-places";
import { takePermit } from "@/lib/rate-limit/take-permit";
import { withPlatform, withTenantAndPlatform } from "@/lib/tenancy/with-tenant";
import { answerEvenly } from "../answer-evenly";
import { countStranger } from "../count-stranger";
import { findLogin, type Login } from "../find-login";
import { SIGN_IN_TRIES } from "../rules";

export type RecoveryAsk = { email: string; placeHash: string; client: string; facts: TryFacts };

/**
 * Sends a code to the verified mailbox of an owner who lost her phone (P12.2). The answer, its time and the limits are the same
 * whether or not there is such an owner (OT-10).
 */
export function askRecovery(ask: RecoveryAsk): Promise<{ challengeId: string; ttlMinutes: number }> {
  return answerEvenly(async () => {
    await takePermit("auth.recovery.ip", ask.client);
    const sendKeys = await takeSendPlace(placeSubject("recovery", ask.email));
    const login = await findLogin({ kind: "email", value: ask.email }, "CEO");
    const prepared = await prepareChallenge(challengeFor(ask, login, sendKeys));
    if (login.membership) await send(ask, prepared, login.membership.ceoId);
    else {
      await withPlatform(async (tx) => {
        await storeChallenge(tx, prepared);
        await queueDecoy(tx, "email");
      });
      countStranger(ask.facts.requestId);
    }
    return { challengeId: prepared.id, ttlMinutes: CODE_TTL_MINUTES };
  });
}

function challengeFor({ placeHash }: RecoveryAsk, { membership, identityId }: Login, sendKeys: SendKey[]) {
  const kind = membership ? ("identity" as const) : ("decoy" as const);
  return {
    subject: { kind, id: identityId },
    ceoId: membership?.ceoId ?? null,
    role: "CEO" as const,
    purpose: "recovery" as const,
    targetHash: hashTarget({}),
    placeHash,
    triesMax: SIGN_IN_TRIES.CEO,
    ways: ["email"] as const,
    sendKeys,
  };
}

async function send(
  { email, facts }: RecoveryAsk,
  prepared: PreparedChallenge,
  ceoId: string,
): Promise<void> {
  const { id, codes, input } = prepared;
  const subjectId = input.subject.id;
  const ctx = codeContext(ceoId, facts);
  await withTenantAndPlatform(ctx, async (tx) => {
    await storeChallenge(tx, prepared);
    await queueNotice(tx, {
      way: "email",
      to: email,
      template: "code.recovery",
      details: { code: codes[0]?.code },
      ceoId,
      subjectId,
      challengeId: id,
      ttlSeconds: CODE_TTL_SECONDS,
    });
    const { role, purpose } = input;
    const row = { id, subjectKind: "identity" as const, subjectId, ceoId, role, purpose, target: null };
    await recordEntry(tx, ctx, codeEntry(row, "OTP_SENT", { ways: ["email"] }));
  });
}
