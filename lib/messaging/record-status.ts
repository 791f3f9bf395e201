import { and, eq, sql } from "drizzle-orm";
import { channels } from "@/db/schema/chat";
import { earlyStatuses, messages } from "@/db/schema/messages";
import type { MetaError, StatusItem } from "@/lib/meta/webhook/item";
import type { Context } from "@/lib/tenancy/context";
import type { Tx } from "@/lib/tenancy/with-tenant";
import { applyStatus } from "./apply-status";
import type { DeliveryStatus } from "./rules";

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
  const found = (await findMessage(tx, channelId, item)) ?? (await findOrKeep(tx, ctx, channelId, item));
  if (!found) return;
  await applyStatus(tx, ctx, {
    messageId: found.id,
    externalId: item.externalId,
    status: item.status,
    errors: item.errors,
  });
  // Only now is Meta's id known of a send that was in doubt; what came by that id alone has waited for it.
  if (found.externalId === null) {
    await applyEarlyStatuses(tx, ctx, [{ channelId, externalId: item.externalId, messageId: found.id }]);
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

type KnownSend = { channelId: string; externalId: string; messageId: string };

/** Takes up statuses that came before their messages were known (they may beat our own database write). */
export async function applyEarlyStatuses(tx: Tx, ctx: Context, sends: readonly KnownSend[]): Promise<void> {
  if (sends.length === 0) return;
  const locked = lockExternalIds(tx, sends);
  // A statement of its own: it sees what whoever held a lock has kept.
  const taken = tx.execute<{
    messageId: string;
    externalId: string;
    status: string;
    errors: unknown;
  }>(sql`
    delete from early_statuses e
    using json_to_recordset(${JSON.stringify(sends)}::json)
      as given("channelId" text, "externalId" text, "messageId" text)
    where e.ceo_id = ${ctx.ceoId} and e.channel_id = given."channelId" and e.external_id = given."externalId"
    returning given."messageId", e.external_id as "externalId", e.status, e.errors`);
  const [, early] = await Promise.all([locked, taken]);
  for (const { messageId, externalId, status, errors } of early) {
    await applyStatus(tx, ctx, {
      messageId,
      externalId,
      status: status as DeliveryStatus,
      errors: (errors as MetaError[] | null) ?? [],
    });
    if (status === "read") await markReadUpTo(tx, messageId);
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
  return own[0] ?? findByExternalId(tx, channelId, item.externalId);
}

async function findByExternalId(tx: Tx, channelId: string, externalId: string): Promise<Found | undefined> {
  const [row] = await tx
    .select({ id: messages.id, externalId: messages.externalId })
    .from(messages)
    .where(
      and(
        eq(messages.channelId, channelId),
        eq(messages.externalId, externalId),
        eq(messages.direction, "out"),
      ),
    );
  return row;
}

/** The message that became known this very moment, else the status is kept until it does. */
async function findOrKeep(
  tx: Tx,
  ctx: Context,
  channelId: string,
  item: StatusItem,
): Promise<Found | undefined> {
  const { externalId } = item;
  await lockExternalIds(tx, [{ channelId, externalId }]);
  const found = await findByExternalId(tx, channelId, externalId);
  if (!found) await keepForLater(tx, ctx, channelId, item);
  return found;
}

/**
 * Whoever writes Meta's id of a message down and whoever keeps a status for that id wait for each other until the transaction
 * ends: else each would miss what the other writes, and the status would lie there for ever. Locks are taken in one order.
 */
async function lockExternalIds(
  tx: Tx,
  ids: readonly { channelId: string; externalId: string }[],
): Promise<void> {
  const keys = ids.map(({ channelId, externalId }) => `status/${channelId}/${externalId}`).sort();
  await tx.execute(sql`
    select pg_advisory_xact_lock(hashtextextended(key, 7)) from json_array_elements_text(${JSON.stringify(keys)}::json) as key`);
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
