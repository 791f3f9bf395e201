import { and, asc, eq, inArray, type SQL, sql } from "drizzle-orm";
import { conversations } from "@/db/schema/chat";
import { messages, outbox } from "@/db/schema/messages";
import { unseal } from "@/lib/crypto";
import { env } from "@/lib/env";
import { newId } from "@/lib/ids";
import { anyOf } from "@/lib/tenancy/any-of";
import type { Context } from "@/lib/tenancy/context";
import type { Tx } from "@/lib/tenancy/with-tenant";
import { outboxPlace } from "./queue-message";
import { revealCode, SEND_GIVE_UP_HOURS } from "./rules";
import { isWorthRepeating } from "./worth-repeating";

export type OutboxRow = typeof outbox.$inferSelect;
export type MessageRow = typeof messages.$inferSelect;

export type Claim = {
  attemptId: string;
  /** When, by this process's own clock in milliseconds, which no change of the time touches. */
  claimedAtMs: number;
  row: OutboxRow;
  message: MessageRow;
  contactId: string;
  lastInboundAt: Date | null;
  /** The text to send, the code filled in; null when the code has run out and the message is of no use. */
  text: string | null;
};

export type ClaimResult =
  | { kind: "claimed"; claim: Claim }
  | { kind: "none" }
  | { kind: "wait"; messageId: string; seconds: number }
  | { kind: "doubted"; messageId: string }
  /** Something older is kept back because the channel's access was refused. */
  | { kind: "held"; messageId: string }
  | { kind: "settled" };

/**
 * Takes the oldest message of each of these conversations that may go out now, under a lease: one sender at a time per
 * conversation, first in first out. A send whose sender died is in doubt, and is settled by the rule: repeated when
 * its loss is worse than a repeat or it is the last unanswered reply, else marked *unknown* and shown. The caller's
 * transaction holds the deliveries' locks (`deliveryKey`).
 */
export async function claimSends(
  tx: Tx,
  ctx: Context,
  conversationIds: readonly string[],
): Promise<Map<string, ClaimResult>> {
  const entries = await loadEntries(tx, conversationIds);
  const results = new Map<string, ClaimResult>();
  const due: Entry[] = [];
  for (const conversationId of conversationIds) {
    const own = entries.filter(({ row }) => row.conversationId === conversationId);
    const next = await nextOf(tx, own);
    if ("row" in next) due.push(next);
    else results.set(conversationId, next);
  }
  // Whatever a status event has in hand at this very moment is looked at again once that is written down.
  for (const { row } of due) {
    results.set(row.conversationId, { kind: "wait", messageId: row.messageId, seconds: 1 });
  }
  for (const claim of await takeAll(tx, ctx, due)) {
    results.set(claim.row.conversationId, { kind: "claimed", claim });
  }
  return results;
}

type Entry = Awaited<ReturnType<typeof loadEntries>>[number];

function loadEntries(tx: Tx, conversationIds: readonly string[]) {
  return tx
    .select({
      row: outbox,
      leaseOver: sql<boolean>`coalesce(${outbox.leaseUntil} < now(), true)`,
      due: sql<boolean>`${outbox.nextTryAt} <= now()`,
      waitSeconds: secondsUntil(sql`${outbox.nextTryAt}`),
      leaseSeconds: secondsUntil(sql`${outbox.leaseUntil}`),
      codeOver: sql<boolean>`coalesce(${outbox.sealedUntil} <= now(), false)`,
      tooOld: sql<boolean>`${outbox.createdAt} < now() - make_interval(hours => ${SEND_GIVE_UP_HOURS})`,
    })
    .from(outbox)
    .where(sql`${outbox.conversationId} = ${anyOf(conversationIds)}`)
    .orderBy(asc(outbox.createdAt), asc(outbox.position));
}

/** What is to be sent next of one conversation's messages, else what stands in the way. */
async function nextOf(tx: Tx, entries: readonly Entry[]): Promise<Entry | ClaimResult> {
  for (const entry of entries) {
    // Its sender may have died, and this job be the last that looks: it comes back when the lease is over (F-01).
    if (entry.row.state === "sending" && !entry.leaseOver) {
      return { kind: "wait", messageId: entry.row.messageId, seconds: entry.leaseSeconds };
    }
    if (entry.row.state === "sending") {
      await doubt(tx, entry.row.messageId);
      return { kind: "doubted", messageId: entry.row.messageId };
    }
    if (entry.row.state === "held") return { kind: "held", messageId: entry.row.messageId };
    if (entry.row.state === "in_doubt" && !entry.due) continue;
    if (entry.row.state === "in_doubt" && !(await isWorthRepeating(tx, entry.row))) {
      await giveUp(tx, entry.row.messageId, "unknown", "We do not know whether this message arrived.");
      return { kind: "settled" };
    }
    if (entry.tooOld) {
      await giveUp(tx, entry.row.messageId, "failed", "It could not be sent for a day and was given up.");
      return { kind: "settled" };
    }
    if (!entry.due) {
      return { kind: "wait", messageId: entry.row.messageId, seconds: entry.waitSeconds };
    }
    return entry;
  }
  return { kind: "none" };
}

/** Whole seconds from now until a moment, one at least. */
function secondsUntil(moment: SQL): SQL<number> {
  return sql<number>`coalesce(greatest(1, ceil(extract(epoch from ${moment} - now()))), 1)::int`;
}

/** Marks a send as in doubt: until then only a status event may settle it. */
export async function doubt(tx: Tx, messageId: string, attemptId?: string): Promise<void> {
  await tx
    .update(outbox)
    .set({
      state: "in_doubt",
      leaseUntil: null,
      nextTryAt: sql`now() + make_interval(secs => ${env().SEND_IN_DOUBT_SECONDS})`,
    })
    .where(and(eq(outbox.messageId, messageId), attemptId ? eq(outbox.attemptId, attemptId) : undefined));
}

/** Ends a message that will not be sent, with the reason a person reads. */
export async function giveUp(
  tx: Tx,
  messageId: string,
  status: "unknown" | "failed",
  reason: string,
): Promise<void> {
  await tx
    .update(messages)
    .set({ status, failure: reason })
    .where(and(eq(messages.id, messageId), inArray(messages.status, ["queued", "held"])));
  await tx.delete(outbox).where(eq(outbox.messageId, messageId));
}

/**
 * Those of these that are still there, leased. The message is locked before its outbox row, as a status event does: what such
 * an event holds, or has settled since it was read, is left alone, for it must not go out twice (F-07).
 */
async function takeAll(tx: Tx, ctx: Context, entries: readonly Entry[]): Promise<Claim[]> {
  if (entries.length === 0) return [];
  const attempts = new Map(
    entries.map((entry) => [entry.row.messageId, { ...entry, attemptId: newId("attempt") }]),
  );
  const given = [...attempts].map(([messageId, { attemptId }]) => ({ messageId, attemptId }));
  const these = anyOf([...attempts.keys()]);
  const taken = tx.execute<{ id: string }>(sql`
    with open as materialized (
      select id from messages where ceo_id = ${ctx.ceoId} and id = ${these} for no key update skip locked
    )
    update outbox set state = 'sending', attempt_id = given."attemptId", tries = tries + 1,
      lease_until = now() + make_interval(secs => ${env().JOB_LEASE_SECONDS})
    from json_to_recordset(${JSON.stringify(given)}::json) as given("messageId" text, "attemptId" text), open
    where outbox.ceo_id = ${ctx.ceoId} and outbox.message_id = given."messageId" and open.id = given."messageId"
    returning outbox.message_id as id`);
  const found = tx
    .select({
      message: messages,
      contactId: conversations.contactId,
      lastInboundAt: conversations.lastInboundAt,
    })
    .from(messages)
    .innerJoin(conversations, eq(conversations.id, messages.conversationId))
    .where(sql`${messages.id} = ${these}`);
  const claimedAtMs = performance.now();
  const [mine, rows] = await Promise.all([taken, found]);
  const byId = new Map(rows.map((row) => [row.message.id, row]));
  return mine.map(({ id }) => {
    const attempt = attempts.get(id);
    const own = byId.get(id);
    if (!attempt || !own) throw new Error("an outbox row without its message");
    const { attemptId, row, codeOver } = attempt;
    const text = codeOver ? null : fillCode(ctx, row, own.message.text ?? "");
    return { attemptId, claimedAtMs, row, ...own, text };
  });
}

function fillCode(ctx: Context, row: OutboxRow, text: string): string {
  if (row.sealed === null) return text;
  const code = unseal(env().ENCRYPTION_KEYS, outboxPlace(ctx.ceoId, row.messageId), row.sealed);
  return revealCode(text, code);
}
