import { eq, sql } from "drizzle-orm";
import { conversations } from "@/db/schema/chat";
import { askToKeep } from "@/lib/messaging/ask-to-keep";
import { lockOrdersOfContact } from "@/lib/orders/move-order";
import { enqueueJob } from "@/lib/queue/enqueue-job";
import { anyOf } from "@/lib/tenancy/any-of";
import type { Context } from "@/lib/tenancy/context";
import type { Tx } from "@/lib/tenancy/with-tenant";
import { applyEffects, type IssuedCode, type TurnWork } from "./apply-effects";
import { hasUncheckedCode, isBeingChecked } from "./check-waiting-codes";
import { decideWithCode, noteVerification, type Prepared } from "./decide-with-code";
import {
  type ConversationRow,
  loadFacts,
  loadSurroundings,
  loadWaitingOf,
  ordersOfQuotes,
  type Surroundings,
  type Waiting,
  type WaitingEvent,
} from "./load-turn";
import { readEvents } from "./read-events";
import { decideTurn } from "./rules/decide-turn";
import { saveTurns, type TakenTurn } from "./save-turn";
import { parseState } from "./schema";
import { tellWhoAnswers } from "./tell-who-answers";

/** `too_early`, `code_unchecked`: it must be taken again. `apart`: it needs a transaction of its own. */
export type Ended = "done" | "too_early" | "code_unchecked" | "apart";

/**
 * The turn of one conversation, in a transaction of its own: whatever it decides is done. Waits for a running turn of the
 * same conversation as long as the transaction's `lock_timeout` says. What does not hang on each other is asked together:
 * a round trip costs as much as a statement.
 */
export async function runTurn(
  tx: Tx,
  ctx: Context,
  conversationId: string,
): Promise<Exclude<Ended, "apart">> {
  const [found] = await tx
    .select()
    .from(conversations)
    .where(eq(conversations.id, conversationId))
    .for("no key update");
  if (!found) return "done";
  const [, of, now, surroundings] = await Promise.all([
    tx.execute(sql`set local lock_timeout = '5s'`),
    loadWaitingOf(tx, [found.id]),
    databaseNow(tx),
    loadSurroundings(tx, [found.id]),
    // Business rows are locked before the audit chain's head, in every transaction: otherwise two could wait in a ring.
    lockOrdersOfContact(tx, found.contactId),
  ]);
  const waiting = of.get(found.id);
  if (!waiting) return "done";
  const readiness = readinessOf(waiting, now);
  if (readiness !== "ready") return readiness;
  const conversation = await noteVerification(tx, found, waiting.messages);
  const [turn] = await prepare(tx, [{ conversation, waiting }], surroundings);
  if (!turn) return "done";
  const { decision, code } = await decideWithCode(ctx, turn, now);
  await applyEffects(tx, ctx, workOf(turn, surroundings, code), decision.effects);
  const taken = [{ conversation, decision, waiting }];
  await saveTurns(tx, taken);
  await tellWhoAnswers(tx, ctx, taken);
  const withFile = waiting.messages.filter(({ media }) => media !== null);
  await askToKeep(
    tx,
    ctx,
    withFile.map(({ id }) => id),
  );
  await goOn(tx, ctx, taken);
  return "done";
}

/**
 * A turn of each of these conversations in one transaction, which is what a burst of people costs least in. Only turns that
 * answer and keep what was told: whatever could wait for another transaction, or must commit by itself, is left `apart`,
 * and so is a conversation that somebody else has in hand.
 */
export async function runTurns(
  tx: Tx,
  ctx: Context,
  conversationIds: readonly string[],
): Promise<Map<string, Ended>> {
  const ended = new Map<string, Ended>(conversationIds.map((id) => [id, "apart"]));
  const rows = await tx
    .select()
    .from(conversations)
    .where(sql`${conversations.id} = ${anyOf(conversationIds)}`)
    .orderBy(conversations.id)
    .for("no key update", { skipLocked: true });
  const ids = rows.map(({ id }) => id);
  const [waitingOf, now, surroundings] = await Promise.all([
    loadWaitingOf(tx, ids),
    databaseNow(tx),
    loadSurroundings(tx, ids),
  ]);
  const ready = rows.flatMap((conversation) => {
    const waiting = waitingOf.get(conversation.id);
    return waiting && isPlain(waiting, now) ? [{ conversation, waiting }] : [];
  });
  const taken: TakenTurn[] = [];
  for (const turn of await prepare(tx, ready, surroundings)) {
    const decision = decideTurn(turn.events, parseState(turn.conversation.state), turn.facts, now);
    if (!decision.effects.every(({ type }) => type === "reply" || type === "setContact")) continue;
    await applyEffects(tx, ctx, workOf(turn, surroundings, null), decision.effects);
    taken.push({ ...turn, decision });
    ended.set(turn.conversation.id, "done");
  }
  await saveTurns(tx, taken);
  await tellWhoAnswers(tx, ctx, taken);
  await goOn(tx, ctx, taken);
  return ended;
}

/** What came all at once has asked for one turn: whoever it leaves waiting is given the next. */
async function goOn(tx: Tx, ctx: Context, turns: readonly Open[]): Promise<void> {
  for (const { conversation, waiting } of turns) {
    if (!waiting.more) continue;
    await enqueueJob(tx, "take-turn", { ceoId: ctx.ceoId, conversationId: conversation.id });
  }
}

function readinessOf({ messages }: Waiting, now: Date): "too_early" | "code_unchecked" | "ready" {
  if (messages.some((message) => isBeingChecked(message, now))) return "too_early";
  return messages.some(hasUncheckedCode) ? "code_unchecked" : "ready";
}

/** Nothing failed here before, and there is no code and no file in it. */
function isPlain(waiting: Waiting, now: Date): boolean {
  const isMore = waiting.messages.some(({ codeCheck, media }) => codeCheck !== null || media !== null);
  return !waiting.alone && !isMore && readinessOf(waiting, now) === "ready";
}

type Open = { conversation: ConversationRow; waiting: Waiting };
type Turn = Open & Prepared;

/** What each turn is decided upon. */
async function prepare(tx: Tx, open: readonly Open[], surroundings: Surroundings): Promise<Turn[]> {
  if (open.length === 0) return [];
  const [factsOf, orderOfQuote] = await Promise.all([
    loadFacts(
      tx,
      open.map(({ conversation }) => conversation),
      surroundings,
    ),
    ordersOfQuotes(
      tx,
      open.flatMap(({ waiting }) => waiting.messages),
    ),
  ]);
  return open.flatMap((one) => {
    const facts = factsOf.get(one.conversation.id);
    return facts ? [{ ...one, facts, events: readEvents(one.waiting, orderOfQuote) }] : [];
  });
}

function workOf(
  { conversation, facts, waiting }: Turn,
  { pictures }: Surroundings,
  code: IssuedCode | null,
): TurnWork {
  return { conversation, facts, pictures, code, relayed: authorsOf(waiting.events) };
}

async function databaseNow(tx: Tx): Promise<Date> {
  const [row] = await tx.execute<{ now: string }>(sql`select to_json(now())#>>'{}' as now`);
  return new Date(String(row?.now));
}

function authorsOf(events: WaitingEvent[]): TurnWork["relayed"] {
  const said = events.filter((event) => event.kind === "person_message");
  return new Map(said.map(({ id, data }) => [id, data as { author: "vendor" | "ceo"; authorId: string }]));
}
