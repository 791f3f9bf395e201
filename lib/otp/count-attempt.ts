import { sql } from "drizzle-orm";
import { AppError } from "@/lib/errors";
import { type PlatformTx, withPlatform } from "@/lib/tenancy/with-tenant";
import { FAILURE_WAITS_SECONDS, FAILURES_IN_A_ROW, FAILURES_PER_DAY } from "./rules";

/**
 * Where a try comes from. Strangers cannot use up the tries of known devices, sessions and chats (OT-18). Waits between
 * challenges are for people at a form; in a chat the sending of codes has its own.
 */
export type Pool = "stranger" | "known" | "chat";

export type ChallengeRow = {
  id: string;
  subjectKind: "identity" | "contact" | "decoy";
  subjectId: string;
  ceoId: string | null;
  role: "CEO" | "VENDOR" | "BUYER";
  purpose: string;
  target: Record<string, unknown> | null;
  targetHash: string;
  placeHash: string;
  sendKeys: string[];
  attempts: number;
  attemptsMax: number;
};

export type CountedAttempt =
  | { kind: "counted"; challenge: ChallengeRow; stamp: string }
  | { kind: "expired" | "locked" | "gone" };

/**
 * Counts one try, committed before anything is compared: one guarded update of the challenge and one of its subject's
 * failures. A try is a failure until it proves right. Throws `rate_limited` where the subject has to wait.
 */
export function countAttempt(challengeId: string, pool: Pool): Promise<CountedAttempt> {
  return withPlatform(async (tx) => {
    const challenge = await takeTry(tx, challengeId);
    if (!challenge) return { kind: await whyDead(tx, challengeId) };
    const stamp = await countFailure(tx, challenge, pool);
    return { kind: "counted", challenge, stamp };
  });
}

/** Counts one try at a challenge that can still be answered, in one guarded update; undefined when it cannot. */
export async function takeTry(tx: PlatformTx, challengeId: string): Promise<ChallengeRow | undefined> {
  const [challenge] = await tx.execute<ChallengeRow>(sql`
    update otp_challenges set attempts = attempts + 1
    where id = ${challengeId} and voided_at is null and expires_at > now() and attempts < attempts_max
      and (answered_at is null or exists (select from otp_challenge_codes k where k.challenge_id = otp_challenges.id))
    returning id, subject_kind as "subjectKind", subject_id as "subjectId", ceo_id as "ceoId", role, purpose, target,
      target_hash as "targetHash", place_hash as "placeHash", send_keys as "sendKeys", attempts,
      attempts_max as "attemptsMax"`);
  return challenge;
}

/** Takes back the failure that {@link countAttempt} assumed, and ends the row of failures: the code was right. */
export async function forgiveAttempt(challenge: ChallengeRow, pool: Pool, stamp: string): Promise<void> {
  await withPlatform(async (tx) => {
    await tx.execute(sql`
      update otp_challenge_failures set consecutive = 0, next_try_at = now(),
        failed_at = array_remove(failed_at, ${stamp}::timestamptz)
      where subject_id = ${failureKey(challenge.subjectId, pool)}`);
    const others = (["stranger", "known"] as const).filter((other) => other !== pool);
    for (const other of others) {
      await tx.execute(sql`update otp_challenge_failures set consecutive = 0
        where subject_id = ${failureKey(challenge.subjectId, other)} and consecutive > 0`);
    }
  });
}

async function countFailure(tx: PlatformTx, challenge: ChallengeRow, pool: Pool): Promise<string> {
  const key = failureKey(challenge.subjectId, pool);
  const recent = sql`array(select t from unnest(f.failed_at) t where t > now() - interval '24 hours' order by t)`;
  const waits = sql.raw(`array[${FAILURE_WAITS_SECONDS.join(",")}]`);
  const [counted] = await tx.execute<{ stamp: string }>(sql`
    insert into otp_challenge_failures as f (subject_id, consecutive, failed_at, last_challenge_id, next_try_at)
    values (${key}, 1, array[clock_timestamp()], ${challenge.id}, now())
    on conflict (subject_id) do update set
      consecutive = f.consecutive + 1,
      failed_at = ${recent} || clock_timestamp(),
      last_challenge_id = ${challenge.id},
      next_try_at = now() + make_interval(secs => (${waits})[least(cardinality(${recent}) + 1, ${sql.raw(String(FAILURE_WAITS_SECONDS.length))})])
    where f.consecutive < ${FAILURES_IN_A_ROW} and cardinality(${recent}) < ${FAILURES_PER_DAY}
      and (f.next_try_at <= now() or f.last_challenge_id = ${challenge.id} or ${pool === "chat"})
    returning f.failed_at[cardinality(f.failed_at)]::text as stamp`);
  if (counted) return counted.stamp;
  throw await mustWait(tx, key);
}

/** Thrown inside the transaction, so that the challenge keeps its try. */
async function mustWait(tx: PlatformTx, key: string): Promise<AppError> {
  const [row] = await tx.execute<{ wait: number; isLocked: boolean }>(sql`
    select consecutive >= ${FAILURES_IN_A_ROW} as "isLocked",
      ceil(extract(epoch from greatest(next_try_at, case when cardinality(failed_at) >= ${FAILURES_PER_DAY}
        then failed_at[cardinality(failed_at) - ${FAILURES_PER_DAY - 1}] + interval '24 hours' end) - now()))::int as wait
    from otp_challenge_failures where subject_id = ${key}`);
  if (row?.isLocked) {
    return new AppError(
      "rate_limited",
      "Codes are switched off here after many wrong ones. Use a device you know.",
      {
        retryAfterSeconds: 86_400,
      },
    );
  }
  return new AppError("rate_limited", "Too many wrong codes. Please wait before the next try.", {
    retryAfterSeconds: Math.max(1, row?.wait ?? 30),
  });
}

/** Why a challenge takes no try any more. */
export async function whyDead(tx: PlatformTx, challengeId: string): Promise<"expired" | "locked" | "gone"> {
  const [row] = await tx.execute<{ isLocked: boolean; isOver: boolean; isAnswered: boolean }>(sql`
    select attempts >= attempts_max as "isLocked", expires_at <= now() or voided_at is not null as "isOver",
      answered_at is not null as "isAnswered"
    from otp_challenges where id = ${challengeId}`);
  if (!row || row.isAnswered) return "gone";
  return row.isOver ? "expired" : row.isLocked ? "locked" : "gone";
}

function failureKey(subjectId: string, pool: Pool): string {
  return `${subjectId}|${pool}`;
}
