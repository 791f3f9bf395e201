import { eq, sql } from "drizzle-orm";
import { otpChallengeCodes } from "@/db/schema/codes";
import { AppError } from "@/lib/errors";
import { describeError, log } from "@/lib/log";
import { spendOnce } from "@/lib/tenancy/spend-once";
import { type PlatformTx, type Tx, withPlatform } from "@/lib/tenancy/with-tenant";
import { type ChallengeRow, countAttempt, forgiveAttempt, type Pool } from "./count-attempt";
import { hashNothing, matchesCode } from "./hash-code";
import { inPlatformScope } from "./platform-scope";
import type { Purpose, Way } from "./purposes";
import { recordCodeEvent, type TryFacts } from "./record-code-event";
import { freeSendPlaces } from "./send-places";
import { tellOfGuessing } from "./tell-of-guessing";

export type Try = {
  challengeId: string;
  otp: string;
  /** What the code is being used for now. Another purpose, target or place than it was issued for is a wrong code. */
  purpose: Purpose | readonly Purpose[];
  subjectId?: string;
  targetHash: string;
  placeHash?: string;
  pool: Pool;
  facts: TryFacts;
};

/** A right code, to be spent in the transaction of the act it approves: a crash before that burns nothing. */
export type Proof = {
  readonly challenge: ChallengeRow;
  readonly way: Way | "passkey";
  /** Deletes the code; throws `wrong_code` for everybody but the first, and after its time. */
  spend(tx: Tx | PlatformTx): Promise<void>;
  /** After the commit: frees what the sending was counted under. Never throws: the act is done by then. */
  settle(): Promise<void>;
};

export type TryResult =
  | { kind: "right"; proof: Proof }
  | { kind: "wrong"; triesLeft: number }
  | { kind: "locked" | "expired" | "gone" };

/**
 * Checks one code: counts the try and commits that, compares, and gives a {@link Proof}. Every try at any code of the
 * product goes through here (OT-04). A challenge that is not there costs the same hashing.
 */
export async function verifyChallenge(attempt: Try): Promise<TryResult> {
  const counted = await countAttempt(attempt.challengeId, attempt.pool);
  if (counted.kind !== "counted") {
    await hashNothing();
    return counted;
  }
  const way = await findWay(counted.challenge, attempt);
  if (way === null) return recordFailure(counted.challenge, attempt.facts);
  await forgiveAttempt(counted.challenge, attempt.pool, counted.stamp);
  return { kind: "right", proof: proofOf(counted.challenge, way) };
}

/** The way whose code was typed, or null. Hashes for each code that is left, and once where none is. */
async function findWay(challenge: ChallengeRow, attempt: Try): Promise<Way | null> {
  const codes = await withPlatform((tx) =>
    tx.select().from(otpChallengeCodes).where(eq(otpChallengeCodes.challengeId, challenge.id)),
  );
  const purposes = [attempt.purpose].flat() as string[];
  const binding = {
    challengeId: challenge.id,
    subjectId: attempt.subjectId ?? challenge.subjectId,
    purpose: purposes.includes(challenge.purpose) ? challenge.purpose : (purposes[0] ?? ""),
    targetHash: attempt.targetHash,
    placeHash: attempt.placeHash ?? challenge.placeHash,
  };
  let found: Way | null = null;
  for (const code of codes) if (await matchesCode(binding, attempt.otp, code)) found = code.way;
  if (codes.length === 0) await hashNothing();
  return challenge.subjectKind === "decoy" ? null : found;
}

/** A try that was counted and does not do: told to the tenant's chain, and what is left of the challenge. */
export async function recordFailure(
  challenge: ChallengeRow,
  facts: TryFacts,
  details: Record<string, unknown> = {},
): Promise<Exclude<TryResult, { kind: "right" }>> {
  const triesLeft = challenge.attemptsMax - challenge.attempts;
  await recordCodeEvent(challenge, "OTP_VERIFY_FAILED", facts, { tries_left: triesLeft, ...details });
  await tellOfGuessing(challenge);
  if (triesLeft > 0) return { kind: "wrong", triesLeft };
  await recordCodeEvent(challenge, "OTP_LOCKED", facts, {});
  return { kind: "locked" };
}

function proofOf(challenge: ChallengeRow, way: Way): Proof {
  return {
    challenge,
    way,
    async spend(tx) {
      const spent = await inPlatformScope(tx, () =>
        spendOnce(
          tx,
          sql`delete from otp_challenge_codes k using otp_challenges c
            where k.challenge_id = ${challenge.id} and k.way = ${way} and c.id = k.challenge_id
              and c.voided_at is null and c.expires_at > now() returning k.way`,
        ),
      );
      if (!spent) throw wrongCode();
      // Guarded once more: a change that took the code away may have committed while this waited for its row.
      const answered = await inPlatformScope(tx, () =>
        spendOnce(
          tx,
          sql`update otp_challenges set answered_at = now(), attempts = 0
            where id = ${challenge.id} and voided_at is null and expires_at > now() returning id`,
        ),
      );
      if (!answered) throw wrongCode();
    },
    settle: () =>
      freeSendPlaces(challenge.sendKeys, way).catch((error: unknown) =>
        log.warn({ challengeId: challenge.id, error: describeError(error) }, "a code's place was not freed"),
      ),
  };
}

/** The answer to every code that does not do: wrong, over, used, for something else. */
export function wrongCode(triesLeft?: number): AppError {
  const extra = triesLeft === undefined ? undefined : { tries_left: triesLeft };
  return new AppError("wrong_code", "That code is not right, or its time is over.", { extra });
}
