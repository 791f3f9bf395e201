import { eq, sql } from "drizzle-orm";
import { conversations } from "@/db/schema/chat";
import { ceos } from "@/db/schema/people";
import { AppError } from "@/lib/errors";
import { isPassing } from "@/lib/is-passing";
import { describeError, log } from "@/lib/log";
import { askToKeep } from "@/lib/messaging/ask-to-keep";
import { lockOrdersOfContact } from "@/lib/orders/move-order";
import { issueBuyerCode } from "@/lib/otp/buyer-code";
import { enqueueJob } from "@/lib/queue/enqueue-job";
import { type Context, systemContext } from "@/lib/tenancy/context";
import { type Tx, withTenant } from "@/lib/tenancy/with-tenant";
import { applyEffects, type IssuedCode, type TurnWork } from "./apply-effects";
import { checkWaitingCodes, hasUncheckedCode, isBeingChecked } from "./check-waiting-codes";
import { countFailure } from "./count-failure";
import {
  type ConversationRow,
  loadFacts,
  loadSurroundings,
  loadWaiting,
  ordersOfQuotes,
  type WaitingEvent,
  type WaitingMessage,
} from "./load-turn";
import { readEvents } from "./read-events";
import { decideTurn } from "./rules/decide-turn";
import type { ConversationEvent, Decision, Facts } from "./rules/types";
import { saveTurn } from "./save-turn";
import { parseState } from "./schema";

type Input = { ceoId: string; conversationId: string };

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
    return await withTenant(ctx, (tx) => runTurn(tx, ctx, input), { lockTimeoutMs: LOCK_TIMEOUT_MS });
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

type Ended = "done" | "too_early" | "code_unchecked";

/** What does not hang on each other is asked together: a round trip costs as much as a statement. */
async function runTurn(tx: Tx, ctx: Context, input: Input): Promise<Ended> {
  const conversation = await lockConversation(tx, input.conversationId);
  if (!conversation) return "done";
  const [, waiting, now, surroundings] = await Promise.all([
    tx.execute(sql`set local lock_timeout = '5s'`),
    loadWaiting(tx, conversation.id),
    databaseNow(tx),
    loadSurroundings(tx, conversation),
    // Business rows are locked before the audit chain's head, in every transaction: otherwise two could wait in a ring.
    lockOrdersOfContact(tx, conversation.contactId),
  ]);
  if (waiting.messages.some((message) => isBeingChecked(message, now))) return "too_early";
  if (waiting.messages.some(hasUncheckedCode)) return "code_unchecked";
  if (waiting.messages.length + waiting.events.length === 0) return "done";
  const quoted = waiting.messages.flatMap((message) => message.quotedExternalId ?? []);
  const [facts, ordersByQuote] = await Promise.all([
    loadFacts(tx, await noteVerification(tx, conversation, waiting.messages), surroundings),
    ordersOfQuotes(tx, conversation.channelId, quoted),
  ]);
  const events = readEvents(waiting, ordersByQuote);
  const { decision, code } = await decideWithCode(ctx, conversation, events, facts, now);
  const work: TurnWork = {
    conversation,
    facts,
    pictures: surroundings.pictures,
    code,
    relayed: relayedAuthor(waiting.events),
  };
  await applyEffects(tx, ctx, work, decision.effects);
  await saveTurn(tx, conversation, decision, waiting);
  await askToKeep(
    tx,
    ctx,
    waiting.messages.filter(({ media }) => media !== null).map(({ id }) => id),
  );
  if (waiting.alone) await enqueueJob(tx, "take-turn", input);
  return "done";
}

async function lockConversation(tx: Tx, conversationId: string): Promise<ConversationRow | undefined> {
  const [row] = await tx
    .select()
    .from(conversations)
    .where(eq(conversations.id, conversationId))
    .for("no key update");
  return row;
}

async function databaseNow(tx: Tx): Promise<Date> {
  const [row] = await tx.execute<{ now: string }>(sql`select to_json(now())#>>'{}' as now`);
  return new Date(String(row?.now));
}

/** A code accepted before this turn makes the buyer verified on this channel for the tenant's hours (P6.4). */
async function noteVerification(
  tx: Tx,
  conversation: ConversationRow,
  waiting: WaitingMessage[],
): Promise<ConversationRow> {
  const accepted = waiting.some(
    (message) => (message.codeCheck as { result?: string } | null)?.result === "accepted",
  );
  if (!accepted) return conversation;
  const [row] = await tx
    .update(conversations)
    .set({
      verifiedUntil: sql`now() + make_interval(hours => (select ${ceos.buyerVerifiedHours} from ${ceos}))`,
    })
    .where(eq(conversations.id, conversation.id))
    .returning();
  return row ?? conversation;
}

/**
 * Decides; where the decision asks for a code, one is issued (it commits on its own, its limits count) and comes along.
 * When the limits say not now, the engine decides again, knowing how long to wait.
 */
async function decideWithCode(
  ctx: Context,
  conversation: ConversationRow,
  events: ConversationEvent[],
  facts: Facts,
  now: Date,
): Promise<{ decision: Decision; code: IssuedCode | null }> {
  const state = parseState(conversation.state);
  const decision = decideTurn(events, state, facts, now);
  if (!decision.effects.some((effect) => effect.type === "requestCode")) return { decision, code: null };
  try {
    const issued = await issueBuyerCode({
      ceoId: ctx.ceoId,
      contactId: conversation.contactId,
      conversationId: conversation.id,
    });
    return { decision, code: issued };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "rate_limited") throw error;
    const codeWaitSeconds = error.retryAfterSeconds ?? 60;
    return { decision: decideTurn(events, state, { ...facts, codeWaitSeconds }, now), code: null };
  }
}

function relayedAuthor(events: WaitingEvent[]): TurnWork["relayed"] {
  const row = events.find((event) => event.kind === "person_message");
  return row ? (row.data as { author: "vendor" | "ceo"; authorId: string }) : null;
}

function isLocked(error: unknown): boolean {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error && "code" in cause && cause.code === "55P03";
}

async function comeBack(ctx: Context, input: Input): Promise<void> {
  await withTenant(ctx, (tx) =>
    enqueueJob(tx, "take-turn", input, { runAt: sql`now() + interval '300 milliseconds'` }),
  );
}
