import { sql } from "drizzle-orm";
import { isPassing } from "@/lib/is-passing";
import { describeError, log } from "@/lib/log";
import { enqueueJob, type JobPayloads } from "@/lib/queue/enqueue-job";
import { type Context, systemContext } from "@/lib/tenancy/context";
import { type Tx, withTenant } from "@/lib/tenancy/with-tenant";
import { checkWaitingCodes } from "./check-waiting-codes";
import { countFailure } from "./count-failure";
import { type Ended, runTurn, runTurns } from "./run-turns";

type Input = JobPayloads["take-turn"];

/**
 * Turns of several conversations of one business, in one transaction as far as they can be. The others, or all of them
 * when that fails, become jobs of their own: nobody is kept up by what another wrote (F-20).
 */
export async function takeTurns({ ceoId, conversationIds }: JobPayloads["take-turns"]): Promise<void> {
  const ctx = systemContext(ceoId, { kind: "bot", id: "bot" });
  try {
    await withTenant(ctx, async (tx) => {
      const ended = await runTurns(tx, ctx, conversationIds);
      await takeApart(
        tx,
        ceoId,
        conversationIds.filter((id) => ended.get(id) !== "done"),
      );
    });
  } catch (error) {
    // Should the database be away, this fails too, and the queue tries all of it again.
    log.warn({ ceoId, error: describeError(error) }, "turns are taken one by one");
    await withTenant(ctx, (tx) => takeApart(tx, ceoId, conversationIds));
  }
}

async function takeApart(tx: Tx, ceoId: string, conversationIds: readonly string[]): Promise<void> {
  for (const conversationId of conversationIds) {
    await enqueueJob(tx, "take-turn", { ceoId, conversationId }, { apart: true });
  }
}

/**
 * One turn of one conversation: takes all that waits, decides, and commits state, effects and outgoing messages
 * together. One turn at a time per conversation; another that meets a running one comes back a moment later.
 */
export async function takeTurn(input: Input): Promise<void> {
  const ctx = systemContext(input.ceoId, { kind: "bot", id: "bot" });
  let ended = await tryTurn(ctx, input);
  if (ended === "code_unchecked") {
    await checkWaitingCodes(ctx, input.conversationId);
    ended = await tryTurn(ctx, input);
  }
  // A code that came in meanwhile is checked by that turn, too.
  if (ended !== "done") await comeBack(ctx, input);
}

async function tryTurn(ctx: Context, input: Input): Promise<Ended> {
  try {
    return await withTenant(ctx, (tx) => runTurn(tx, ctx, input.conversationId), {
      lockTimeoutMs: LOCK_TIMEOUT_MS,
    });
  } catch (error) {
    if (isLocked(error)) return "too_early";
    log.error(
      { ceoId: input.ceoId, conversationId: input.conversationId, error: describeError(error) },
      "a turn failed",
    );
    // What the database could not do just now is nobody's fault: the job is tried again and nothing is counted (F-03).
    if (!isPassing(error)) await countFailure(ctx, input.conversationId, error);
    throw error;
  }
}

/** Longer than this is not waited for another turn of the conversation. */
const LOCK_TIMEOUT_MS = 150;

function isLocked(error: unknown): boolean {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error && "code" in cause && cause.code === "55P03";
}

async function comeBack(ctx: Context, input: Input): Promise<void> {
  await withTenant(ctx, (tx) =>
    enqueueJob(tx, "take-turn", input, { runAt: sql`now() + interval '300 milliseconds'` }),
  );
}
