import { recordEntry } from "@/lib/audit/record-entry";
import { AppError } from "@/lib/errors";
import type { MemberContext } from "@/lib/tenancy/context";
import { type Tx, withTenantAndPlatform } from "@/lib/tenancy/with-tenant";
import { codeEntry } from "./record-code-event";
import { type SensitiveAct, sessionPlace } from "./request-challenge";
import { hashTarget, targetOf } from "./rules";
import { verifyChallenge, wrongCode } from "./verify-challenge";

export type ActWithCode = SensitiveAct & { challengeId?: string; otp?: string };

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
  const tried = await verifyChallenge({
    challengeId: act.challengeId,
    otp: act.otp.trim(),
    purpose: act.purpose,
    subjectId: ctx.identityId,
    targetHash: hashTarget(target, act.facts),
    placeHash: sessionPlace(ctx),
    pool: "known",
    facts: { requestId: ctx.requestId, ip: ctx.origin.ip, agent: ctx.origin.agent, actor: ctx.actor },
  });
  if (tried.kind !== "right") throw wrongCode(tried.kind === "wrong" ? tried.triesLeft : undefined);
  const { proof } = tried;
  return {
    async spend(tx) {
      await proof.spend(tx);
      await recordEntry(tx, ctx, codeEntry(proof.challenge, "OTP_VERIFY_SUCCESS", {}));
    },
    settle: () => proof.settle(),
  };
}

/** Checks and uses up the code at once, for acts that have no transaction of their own. */
export async function spendChallenge(ctx: MemberContext, act: ActWithCode): Promise<void> {
  const proof = await verifyForSpending(ctx, act);
  await withTenantAndPlatform(ctx, (tx) => proof.spend(tx));
  await proof.settle();
}
