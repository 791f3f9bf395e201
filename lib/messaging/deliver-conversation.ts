import { isPassing } from "@/lib/is-passing";
import { describeError, log } from "@/lib/log";
import { enqueueJob, type JobPayloads } from "@/lib/queue/enqueue-job";
import { type Context, systemContext } from "@/lib/tenancy/context";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { type Attempt, attemptSend, type Settlement } from "./attempt-send";
import { claimNextSends, type NextSend } from "./next-sends";
import { settleSends } from "./settle-send";

/** More than any burst of one conversation holds; a job that met it is followed by another. */
const STEPS_EACH_MAX = 50;

/** Calls of one job that are under way at once, so that slow answers do not hold up every conversation behind them. */
const CALLS_MAX = 12;

/**
 * Sends what waits in one conversation, in order. The network is called outside any transaction; before and after it
 * a short one claims and settles, and a sender that lost its lease in between settles nothing (F-25).
 */
export function deliverConversation({
  ceoId,
  conversationId,
}: JobPayloads["deliver-conversation"]): Promise<void> {
  return deliverConversations({ ceoId, conversationIds: [conversationId] });
}

/**
 * The same for several conversations of one business, each in its own order: answers that come together are settled
 * together, and what comes next is claimed where they are settled.
 */
export async function deliverConversations({
  ceoId,
  conversationIds,
}: JobPayloads["deliver-conversations"]): Promise<void> {
  const ctx = systemContext(ceoId, { kind: "worker", id: "delivery" });
  const work: Work = {
    waiting: [...conversationIds],
    calls: new Set(),
    answers: [],
    stepsLeft: STEPS_EACH_MAX * conversationIds.length,
    failure: null,
  };
  while (work.waiting.length + work.calls.size + work.answers.length > 0) {
    const answers = work.answers.splice(0);
    const free = work.stepsLeft > 0 ? Math.max(0, CALLS_MAX - work.calls.size - answers.length) : 0;
    const conversations = work.waiting.splice(0, free);
    if (answers.length + conversations.length > 0) await advance(ctx, work, answers, conversations);
    else if (work.calls.size > 0) await Promise.race(work.calls);
    else break;
  }
  await leave(ctx, work.waiting);
  if (work.failure) throw work.failure;
}

type Work = {
  /** Conversations that may have something to send. */
  waiting: string[];
  calls: Set<Promise<void>>;
  /** What came back and is not written down yet. */
  answers: Settlement[];
  stepsLeft: number;
  /** Thrown once nothing is under way any more: the queue then tries again. */
  failure: Error | null;
};

/** One transaction's worth: settles what came back, claims what comes next, and calls. */
async function advance(
  ctx: Context,
  work: Work,
  answers: readonly Settlement[],
  conversationIds: readonly string[],
): Promise<void> {
  work.stepsLeft -= answers.length + conversationIds.length;
  const isLast = work.stepsLeft <= 0;
  try {
    const { next, later } = await settleSends(ctx, answers, conversationIds, async (tx, ids) =>
      isLast ? ids : claimNextSends(tx, ctx, ids),
    );
    work.answers.push(...later);
    if (next instanceof Map) for (const [id, one] of next) follow(work, id, one);
    else work.waiting.push(...next);
  } catch (error) {
    // What was not written down, and what the database could not do just now, is for the queue to try again.
    const isForAll = answers.length > 0 || isPassing(error);
    await giveWay(ctx, work, conversationIds, isForAll, error);
  }
}

function follow(work: Work, conversationId: string, next: NextSend): void {
  if (next.kind === "settled") work.waiting.unshift(conversationId);
  if (next.kind === "claimed") call(work, next);
}

function call(work: Work, attempt: Attempt): void {
  const under = attemptSend(attempt)
    .then((answer) => void work.answers.push(answer))
    .catch((error) => fail(work, error))
    .finally(() => work.calls.delete(under));
  work.calls.add(under);
}

function fail(work: Work, error: unknown): void {
  work.failure ??= error instanceof Error ? error : new Error(String(error));
}

/** Of several conversations one that cannot be claimed must not stop the others: each goes on in a job of its own. */
async function giveWay(
  ctx: Context,
  work: Work,
  conversationIds: readonly string[],
  isForAll: boolean,
  error: unknown,
): Promise<void> {
  const left = [...conversationIds, ...work.waiting.splice(0)];
  if (isForAll || left.length < 2) return fail(work, error);
  log.warn({ ceoId: ctx.ceoId, error: describeError(error) }, "conversations are delivered one by one");
  await leave(ctx, left);
}

async function leave(ctx: Context, conversationIds: readonly string[]): Promise<void> {
  if (conversationIds.length === 0) return;
  const { ceoId } = ctx;
  await withTenant(ctx, async (tx) => {
    for (const conversationId of conversationIds) {
      await enqueueJob(tx, "deliver-conversation", { ceoId, conversationId }, { apart: true });
    }
  });
}
