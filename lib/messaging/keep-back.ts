import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { conversations } from "@/db/schema/chat";
import { messages, outbox } from "@/db/schema/messages";
import { recordEntry } from "@/lib/audit/record-entry";
import { enqueueJob } from "@/lib/queue/enqueue-job";
import { type Context, systemContext } from "@/lib/tenancy/context";
import { type Tx, withTenant } from "@/lib/tenancy/with-tenant";
import { giveUp } from "./claim-send";
import { SEND_GIVE_UP_HOURS } from "./rules";

/** What is said of a message that came too late for its buyer. */
export const TOO_LATE =
  "It waited for the channel to be reconnected, and by then it was too late to send it.";

/** What is said of a message whose business has left the channel it was for. */
export const CHANNEL_LEFT = "The channel was disconnected before this could be sent.";

/**
 * Keeps back everything of a conversation that certainly has not left, while its channel's access is refused (P4.3). A code
 * cannot wait: it goes by SMS. Under the conversation's delivery lock.
 */
export async function keepBackAll(
  tx: Tx,
  ctx: Context,
  conversationId: string,
  trouble?: string,
): Promise<void> {
  const rows = await waiting(tx, conversationId, "queued");
  for (const { messageId, kind } of rows) {
    if (kind === "code") await sendBySms(tx, ctx, { messageId, conversationId });
    else await keepBack(tx, messageId, trouble);
  }
}

/** Ends a code that the chat cannot carry now; a new one goes by SMS where the number is known (P3.4). */
export async function sendBySms(
  tx: Tx,
  ctx: Context,
  input: { messageId: string; conversationId: string },
): Promise<void> {
  await giveUp(tx, input.messageId, "failed", "The code could not be sent in the chat.");
  await enqueueJob(tx, "send-code-by-sms", { ceoId: ctx.ceoId, ...input });
}

/** The message before its outbox row, the order in which all lock them. One that has proved sent meanwhile stays so. */
export async function keepBack(tx: Tx, messageId: string, trouble?: string): Promise<void> {
  await tx
    .update(messages)
    .set({ status: "held", ...(trouble ? { failure: trouble } : {}) })
    .where(and(eq(messages.id, messageId), inArray(messages.status, ["queued", "held"])));
  await tx
    .update(outbox)
    .set({ state: "held", attemptId: null, leaseUntil: null })
    .where(eq(outbox.messageId, messageId));
}

/**
 * Lets go what was kept back in a conversation whose channel works again, in its old order. What its buyer can no longer be
 * sent (24 hours since they wrote, or a day since it was written) is shown as not sent instead. Under the delivery lock.
 */
export async function releaseHeld(tx: Tx, ctx: Context, conversationId: string): Promise<void> {
  const rows = await waiting(tx, conversationId, "held");
  for (const { messageId, isInTime } of rows) {
    if (isInTime) await release(tx, messageId);
    else await tellTooLate(tx, ctx, messageId, conversationId);
  }
}

async function release(tx: Tx, messageId: string): Promise<void> {
  await tx
    .update(messages)
    .set({ status: "queued", failure: null })
    .where(and(eq(messages.id, messageId), eq(messages.status, "held")));
  await tx
    .update(outbox)
    .set({ state: "queued", tries: 0, nextTryAt: sql`now()` })
    .where(and(eq(outbox.messageId, messageId), eq(outbox.state, "held")));
}

async function tellTooLate(tx: Tx, ctx: Context, messageId: string, conversationId: string): Promise<void> {
  await giveUp(tx, messageId, "failed", TOO_LATE);
  await recordEntry(tx, ctx, {
    action: "MESSAGE_FAILED",
    subject: { kind: "message", id: messageId },
    details: { reason: TOO_LATE, code: "held_too_long", conversation: conversationId },
  });
}

function waiting(tx: Tx, conversationId: string, state: "queued" | "held") {
  return tx
    .select({
      messageId: outbox.messageId,
      kind: messages.kind,
      isInTime: sql<boolean>`coalesce(${conversations.lastInboundAt} > now() - interval '24 hours', false)
        and ${outbox.createdAt} > now() - make_interval(hours => ${SEND_GIVE_UP_HOURS})`,
    })
    .from(outbox)
    .innerJoin(messages, and(eq(messages.ceoId, outbox.ceoId), eq(messages.id, outbox.messageId)))
    .innerJoin(conversations, eq(conversations.id, outbox.conversationId))
    .where(and(eq(outbox.conversationId, conversationId), eq(outbox.state, state)))
    .orderBy(asc(outbox.createdAt), asc(outbox.position));
}

/** Ends, with words, all that still waits to go out through a channel which its business has left. Gives how many. */
export async function giveUpChannel(tx: Tx, channelId: string): Promise<number> {
  // In a statement of its own: the next one sees which of them a sender has taken meanwhile.
  await tx.execute(sql`
    select 1 from messages m join outbox o on o.ceo_id = m.ceo_id and o.message_id = m.id
    where m.channel_id = ${channelId} and o.state in ('queued', 'held') order by m.id for no key update of m`);
  const ended = await tx
    .update(messages)
    .set({ status: "failed", failure: CHANNEL_LEFT })
    .where(
      and(
        eq(messages.channelId, channelId),
        inArray(messages.status, ["queued", "held"]),
        // A message on its way this very moment may arrive: its sender settles it.
        sql`exists (select from ${outbox} where ${outbox.ceoId} = ${messages.ceoId}
          and ${outbox.messageId} = ${messages.id} and ${outbox.state} in ('queued', 'held'))`,
      ),
    )
    .returning({ id: messages.id });
  if (ended.length > 0) {
    await tx.delete(outbox).where(
      and(
        inArray(
          outbox.messageId,
          ended.map(({ id }) => id),
        ),
        inArray(outbox.state, ["queued", "held"]),
      ),
    );
  }
  return ended.length;
}

/**
 * Job: a channel works again. Each conversation with something kept back goes on, the longest waiting first. Safe to run
 * twice; a channel that does not work after all keeps them back.
 */
export async function wakeHeld({ ceoId, channelId }: { ceoId: string; channelId: string }): Promise<void> {
  const ctx = systemContext(ceoId, { kind: "worker", id: "delivery" });
  await withTenant(ctx, (tx) => wakeConversations(tx, ceoId, channelId));
}

async function wakeConversations(tx: Tx, ceoId: string, channelId: string): Promise<void> {
  const rows = await tx.execute<{ conversationId: string }>(sql`
    select o.conversation_id as "conversationId" from outbox o
    join messages m on m.ceo_id = o.ceo_id and m.id = o.message_id
    where o.state = 'held' and m.channel_id = ${channelId}
    group by o.conversation_id order by min(o.created_at), o.conversation_id`);
  for (const { conversationId } of rows) {
    await enqueueJob(tx, "deliver-conversation", { ceoId, conversationId });
  }
}
