import { recordEntry } from "@/lib/audit/record-entry";
import { AppError } from "@/lib/errors";
import type { CodeOrPasskey } from "@/lib/proof-fields";
import type { MemberContext } from "@/lib/tenancy/context";
import { type Tx, withTenantAndPlatform } from "@/lib/tenancy/with-tenant";
import { refuseHeldCode } from "./phone-hold";
import { codeEntry } from "./record-code-event";
import { type SensitiveAct, sessionPlace } from "./request-challenge";
import { hashTarget, targetOf } from "./rules";
import { type TryResult, verifyChallenge, wrongCode } from "./verify-challenge";
import { verifyPasskey } from "./verify-passkey";

/** `otp`: the code as it was typed, or a passkey's answer in its place. */
export type ActWithCode = SensitiveAct & { challengeId?: string; otp?: CodeOrPasskey };

/** A right code for one act, not yet used up. */
export type ActProof = {
  /** Uses it up in the act's own transaction and records `OTP_VERIFY_SUCCESS`. Throws `wrong_code` when it is gone. */
  spend(tx: Tx): Promise<void>;
  /** After the commit: a correct answer frees its place among the sendings. */
  settle(): Promise<void>;
};

/**
 * Checks the code of a sensitive act before its transaction: the try is committed first. The proof is spent inside the
 * act's transaction, so that a crash between burns nothing and an act is never done twice (AP-05). Throws
 * `step_up_required` with purpose and target when no code came, `wrong_code` or `rate_limited` when it does not do.
 */
export async function verifyForSpending(ctx: MemberContext, act: ActWithCode): Promise<ActProof> {
  const target = targetOf(act.target);
  if (!act.challengeId || !act.otp) {
    throw new AppError("step_up_required", "This needs a code. Ask for one and send it along.", {
      extra: { purpose: act.purpose, target },
    });
  }
  const tried = await tryIt(ctx, act, act.challengeId, act.otp);
  if (tried.kind !== "right") throw wrongCode(tried.kind === "wrong" ? tried.triesLeft : undefined);
  const { proof } = tried;
  return {
    async spend(tx) {
      await proof.spend(tx);
      const isPasskey = proof.way === "passkey";
      const action = isPasskey ? "PASSKEY_USED" : "OTP_VERIFY_SUCCESS";
      await recordEntry(tx, ctx, codeEntry(proof.challenge, action, {}));
    },
    settle: () => proof.settle(),
  };
}

/** The code or the passkey's answer against what the act is now. */
async function tryIt(
  ctx: MemberContext,
  act: ActWithCode,
  challengeId: string,
  otp: CodeOrPasskey,
): Promise<TryResult> {
  const attempt = {
    challengeId,
    purpose: act.purpose,
    targetHash: hashTarget(targetOf(act.target), act.facts),
    placeHash: sessionPlace(ctx),
    facts: { requestId: ctx.requestId, ip: ctx.origin.ip, agent: ctx.origin.agent, actor: ctx.actor },
  };
  if (typeof otp !== "string") return verifyPasskey({ ...attempt, answer: otp, identityId: ctx.identityId });
  await refuseHeldCode(ctx, act.purpose);
  return verifyChallenge({ ...attempt, otp: otp.trim(), subjectId: ctx.identityId, pool: "known" });
}

/** Checks and uses up the code at once, for acts that have no transaction of their own. */
export async function spendChallenge(ctx: MemberContext, act: ActWithCode): Promise<void> {
  const proof = await verifyForSpending(ctx, act);
  await withTenantAndPlatform(ctx, (tx) => proof.spend(tx));
  await proof.settle();
}
