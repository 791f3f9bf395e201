import { type SQL, sql } from "drizzle-orm";
import type { PlatformTx, Tx } from "@/lib/tenancy/with-tenant";

/** Every job and what it carries: ids only. Each job resolves its tenant again from them. */
export type JobPayloads = {
  "ingest-event": { eventId: string };
  "take-turn": { ceoId: string; conversationId: string };
  "deliver-conversation": { ceoId: string; conversationId: string };
  "send-code-by-sms": { ceoId: string; conversationId: string; messageId: string };
  "check-receipt": { ceoId: string; receiptId: string };
  "issue-confirmation": { ceoId: string; orderId: string; resend?: boolean };
  "send-notice": { noticeId: string };
  "sign-checkpoints": Record<string, never>;
  "maintain-storage": Record<string, never>;
};

export type JobName = keyof JobPayloads;

export type JobOptions = {
  runAt?: Date | SQL;
  /** Tries in all; the wait between grows exponentially. */
  attemptsMax?: number;
  /** A waiting job with the same key is replaced rather than doubled. A running one is not touched. */
  key?: string;
};

/** Adds a job in the caller's transaction: it exists if and only if the change that asked for it was committed. */
export async function enqueueJob<N extends JobName>(
  tx: Tx | PlatformTx,
  name: N,
  payload: JobPayloads[N],
  options: JobOptions = {},
): Promise<void> {
  const runAt =
    options.runAt instanceof Date ? sql`${options.runAt.toISOString()}::timestamptz` : options.runAt;
  await tx.execute(sql`
    select graphile_worker.add_job(${name}, ${JSON.stringify(payload)}::json, run_at => ${runAt ?? sql`now()`},
      max_attempts => ${options.attemptsMax ?? 12}::int, job_key => ${options.key ?? null}::text)`);
}
