import { and, eq, sql } from "drizzle-orm";
import { channels, conversations } from "@/db/schema/chat";
import { earlyStatuses, messages } from "@/db/schema/messages";
import { recordEntry } from "@/lib/audit/record-entry";
import { publishEvent } from "@/lib/live/publish-event";
import { explainWhatsAppError } from "@/lib/meta/errors";
import type { MetaError, StatusItem } from "@/lib/meta/webhook/item";
import { enqueueJob } from "@/lib/queue/enqueue-job";
import type { Context } from "@/lib/tenancy/context";
import type { Tx } from "@/lib/tenancy/with-tenant";
import { type DeliveryStatus, laterStatus, type MessageStatus } from "./rules";

/**
 * Lays a delivery status on the message it belongs to (P5.7), found by our own id that comes back in
 * `biz_opaque_callback_data`, else by Meta's. One that comes before its message is kept until that is known.
 */
export async function recordStatus(
  tx: Tx,
  ctx: Context,
  input: { channelId: string; item: StatusItem },
): Promise<void> {
  const { channelId, item } = input;
  const found = await findMessage(tx, channelId, item);
  if (!found) {
    await keepForLater(tx, ctx, channelId, item);
    return;
  }
  await applyStatus(tx, ctx, {
    messageId: found.id,
    externalId: item.externalId,
    status: item.status,
    errors: item.errors,
  });
  // Only now is Meta's id known of a send that was in doubt; what came by that id alone has waited for it.
  if (found.externalId === null) {
    await applyEarlyStatuses(tx, ctx, { channelId, externalId: item.externalId, messageId: found.id });
  }
  if (item.platform === "instagram" && item.status === "read") await markReadUpTo(tx, found.id);
}

/** Instagram tells of reading once, by the newest message seen: all before it have been seen too. */
async function markReadUpTo(tx: Tx, messageId: string): Promise<void> {
  await tx.execute(sql`
    update ${messages} set status = 'read'
    from ${messages} as newest join ${channels} on ${channels.ceoId} = newest.ceo_id and ${channels.id} = newest.channel_id
    where newest.id = ${messageId} and newest.direction = 'out' and ${channels.platform} = 'instagram'
      and ${messages}.ceo_id = newest.ceo_id and ${messages}.conversation_id = newest.conversation_id
      and ${messages}.created_at < newest.created_at and ${messages}.direction = 'out'
      and ${messages}.status in ('sent', 'delivered')`);
}

/**
 * Applies one status to one message: moves it forward, settles its outbox row (an in-doubt send is thereby known to
 * have gone out), and sees to a failure. Safe to call twice.
 */
export async function applyStatus(
  tx: Tx,
  ctx: Context,
  news: { messageId: string; externalId?: string; status: DeliveryStatus; errors?: MetaError[] },
): Promise<void> {
  const [found] = await tx
    .select({ row: messages, vendorId: conversations.vendorId })
    .from(messages)
    .innerJoin(conversations, eq(conversations.id, messages.conversationId))
    .where(eq(messages.id, news.messageId))
    .for("update", { of: messages });
  if (!found) return;
  const { row, vendorId } = found;
  const next = laterStatus(row.status as MessageStatus, news.status);
  const failure = next === "failed" ? failureSentence(news.errors) : null;
  await tx.execute(sql`
    with settled as (
      delete from outbox where ceo_id = ${ctx.ceoId} and message_id = ${row.id} returning tries
    )
    update messages set status = ${next}, external_id = ${row.externalId ?? news.externalId ?? null}, failure = ${failure},
      tries = greatest(tries, (select tries from settled))
    where ceo_id = ${ctx.ceoId} and id = ${row.id}`);
  const isNewFailure = next === "failed" && row.status !== "failed";
  if (isNewFailure && row.kind === "code") {
    await enqueueJob(tx, "send-code-by-sms", {
      ceoId: ctx.ceoId,
      conversationId: row.conversationId,
      messageId: row.id,
    });
  }
  const ids = { conversationId: row.conversationId, messageId: row.id };
  await publishEvent(tx, ctx.ceoId, { topic: "message", ids, vendorId });
  if (isNewFailure) {
    await recordEntry(tx, ctx, {
      action: "MESSAGE_FAILED",
      subject: { kind: "message", id: row.id },
      details: { reason: failure, conversation: row.conversationId },
    });
  }
}

/** Takes up statuses that came before their message was known (they may beat our own database write). */
export async function applyEarlyStatuses(
  tx: Tx,
  ctx: Context,
  input: { channelId: string; externalId: string; messageId: string },
): Promise<void> {
  const early = await tx
    .delete(earlyStatuses)
    .where(and(eq(earlyStatuses.channelId, input.channelId), eq(earlyStatuses.externalId, input.externalId)))
    .returning();
  for (const row of early) {
    await applyStatus(tx, ctx, {
      messageId: input.messageId,
      externalId: input.externalId,
      status: row.status as DeliveryStatus,
      errors: (row.errors as MetaError[] | null) ?? [],
    });
    if (row.status === "read") await markReadUpTo(tx, input.messageId);
  }
}

type Found = { id: string; externalId: string | null };

async function findMessage(tx: Tx, channelId: string, item: StatusItem): Promise<Found | undefined> {
  const own = item.callbackData
    ? await tx
        .select({ id: messages.id, externalId: messages.externalId })
        .from(messages)
        .where(
          and(
            eq(messages.id, item.callbackData),
            eq(messages.channelId, channelId),
            eq(messages.direction, "out"),
          ),
        )
    : [];
  if (own[0]) return own[0];
  const [byExternal] = await tx
    .select({ id: messages.id, externalId: messages.externalId })
    .from(messages)
    .where(
      and(
        eq(messages.channelId, channelId),
        eq(messages.externalId, item.externalId),
        eq(messages.direction, "out"),
      ),
    );
  return byExternal;
}

async function keepForLater(tx: Tx, ctx: Context, channelId: string, item: StatusItem): Promise<void> {
  await tx
    .insert(earlyStatuses)
    .values({
      ceoId: ctx.ceoId,
      channelId,
      externalId: item.externalId,
      status: item.status,
      at: item.at,
      errors: item.errors,
    })
    .onConflictDoNothing();
}

function failureSentence(errors: MetaError[] = []): string {
  const code = errors[0]?.code;
  return code ? explainWhatsAppError(code).sentence : "WhatsApp could not deliver it and did not say why.";
}
