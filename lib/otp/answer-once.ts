import { sql } from "drizzle-orm";
import { spendOnce } from "@/lib/tenancy/spend-once";
import type { PlatformTx, Tx } from "@/lib/tenancy/with-tenant";

/** Uses a challenge up in the caller's transaction, which sees the platform's rows: true for the first alone, within its time. */
export async function answerOnce(tx: Tx | PlatformTx, challengeId: string): Promise<boolean> {
  const answered = await spendOnce(
    tx,
    sql`update otp_challenges set answered_at = now(), attempts = 0
      where id = ${challengeId} and answered_at is null and voided_at is null and expires_at > now() returning id`,
  );
  return answered !== null;
}

/** Ends every open challenge of a person but one: codes sent to what is not theirs any more must do nothing. */
export async function voidChallenges(tx: PlatformTx, identityId: string, keptId = ""): Promise<void> {
  await tx.execute(sql`
    update otp_challenges set voided_at = now()
    where subject_id = ${identityId} and voided_at is null and answered_at is null and id <> ${keptId}`);
}
