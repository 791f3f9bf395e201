import { eq, inArray, sql } from "drizzle-orm";
import { conversations } from "@/db/schema/chat";
import { conversationEvents, messages } from "@/db/schema/messages";
import { ceos } from "@/db/schema/people";
import { AppError } from "@/lib/errors";
import { isPassing } from "@/lib/is-passing";
import { describeError, log } from "@/lib/log";
import { lockOrdersOfContact } from "@/lib/orders/move-order";
import { issueBuyerCode } from "@/lib/otp/buyer-code";
import { enqueueJob } from "@/lib/queue/enqueue-job";
import { type Context, systemContext } from "@/lib/tenancy/context";
import { type Tx, withTenant } from "@/lib/tenancy/with-tenant";
import { applyEffects, type IssuedCode, type TurnWork } from "./apply-effects";
import { checkWaitingCodes, isCheckingCode } from "./check-waiting-codes";
import { countFailure } from "./count-failure";
import {
  type ConversationRow,
  loadFacts,
  loadWaiting,
  ordersOfQuotes,
  type Waiting,
  type WaitingEvent,
  type WaitingMessage,
} from "./load-turn";
import { readEvents } from "./read-events";
import { decideTurn } from "./rules/decide-turn";
import type { ConversationEvent, Decision, Facts } from "./rules/types";
import { parseState } from "./schema";

type Input = { ceoId: string; conversationId: string };

const PERSON_MINUTES = 30;

/**
 * One turn of one conversation: takes all that waits, decides, and commits state, effects and outgoing messages
 * together. One turn at a time per conversation; another that meets a running one comes back a moment later.
 */
export async function takeTurn(input: Input): Promise<void> {
  const ctx = systemContext(input.ceoId, { kind: "bot", id: "bot" });
  await checkWaitingCodes(ctx, input.conversationId);
  try {
    const ended = await withTenant(ctx, (tx) => runTurn(tx, ctx, input));
    if (ended === "too_early") await comeBack(ctx, input);
  } catch (error) {
    if (isLocked(error)) return comeBack(ctx, input);
    log.error(
      { ceoId: input.ceoId, conversationId: input.conversationId, error: describeError(error) },
      "a turn failed",
    );
    // What the database could not do just now is nobody's fault: the job is tried again and nothing is counted (F-03).
    if (!isPassing(error)) await countFailure(ctx, input.conversationId, error);
    throw error;
  }
}

async function runTurn(tx: Tx, ctx: Context, input: Input): Promise<"done" | "too_early"> {
  const conversation = await lockConversation(tx, input.conversationId);
  if (!conversation) return "done";
  if (await isCheckingCode(tx, conversation.id)) return "too_early";
  const waiting = await loadWaiting(tx, conversation.id);
  if (waiting.messages.length + waiting.events.length === 0) return "done";
  // Business rows are locked before the audit chain's head, in every transaction: otherwise two could wait in a ring.
  await lockOrdersOfContact(tx, conversation.contactId);
  const now = await databaseNow(tx);
  const facts = await loadFacts(tx, await noteVerification(tx, conversation, waiting.messages));
  const quoted = waiting.messages.flatMap((message) => message.quotedExternalId ?? []);
  const events = readEvents(waiting, await ordersOfQuotes(tx, conversation.channelId, quoted));
  const { decision, code } = await decideWithCode(ctx, conversation, events, facts, now);
  const work: TurnWork = { conversation, facts, code, relayed: relayedAuthor(waiting.events) };
  await applyEffects(tx, ctx, work, decision.effects);
  await saveTurn(tx, conversation, decision, waiting);
  if (waiting.alone) await enqueueJob(tx, "take-turn", input);
  return "done";
}

async function lockConversation(tx: Tx, conversationId: string): Promise<ConversationRow | undefined> {
  await tx.execute(sql`set local lock_timeout = '150ms'`);
  const [row] = await tx
    .select()
    .from(conversations)
    .where(eq(conversations.id, conversationId))
    .for("no key update");
  await tx.execute(sql`set local lock_timeout = '5s'`);
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

async function saveTurn(
  tx: Tx,
  conversation: ConversationRow,
  decision: Decision,
  waiting: Waiting,
): Promise<void> {
  const byPerson = decision.state.mode === "person";
  await tx
    .update(conversations)
    .set({
      state: decision.state,
      mode: decision.state.mode,
      modeUntil: byPerson ? sql`now() + make_interval(mins => ${PERSON_MINUTES})` : null,
    })
    .where(eq(conversations.id, conversation.id));
  await markHandled(tx, waiting);
}

async function markHandled(tx: Tx, waiting: Waiting): Promise<void> {
  const messageIds = waiting.messages.map((message) => message.id);
  const eventIds = waiting.events.map((event) => event.id);
  if (messageIds.length > 0) {
    await tx.update(messages).set({ handledAt: sql`now()` }).where(inArray(messages.id, messageIds));
  }
  if (eventIds.length > 0) {
    await tx
      .update(conversationEvents)
      .set({ handledAt: sql`now()` })
      .where(inArray(conversationEvents.id, eventIds));
  }
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
