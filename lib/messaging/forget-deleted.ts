import { and, eq, sql } from "drizzle-orm";
import { messagePictures, messages } from "@/db/schema/messages";
import { publishEvent } from "@/lib/live/publish-event";
import type { MessageItem } from "@/lib/meta/webhook/item";
import { enqueueJob } from "@/lib/queue/enqueue-job";
import type { Context } from "@/lib/tenancy/context";
import type { Tx } from "@/lib/tenancy/with-tenant";

/** What is left of a message that its sender deleted. */
export const DELETED_CONTENT = { kind: "revoke", text: null, media: null, buttons: null, payload: null };

type Deletion = { channelId: string; conversationId: string; item: MessageItem };

/**
 * Removes what a message said, since its sender deleted it (Meta's platform terms ask for it; P5.9). Gives false when that
 * message is not known, or is somebody else's. A proof of payment taken before stays with its order.
 */
export async function forgetDeleted(
  tx: Tx,
  ctx: Context,
  { channelId, conversationId, item }: Deletion,
): Promise<boolean> {
  const [forgotten] = await tx
    .update(messages)
    .set({ ...DELETED_CONTENT, handledAt: sql`coalesce(${messages.handledAt}, now())` })
    .where(
      and(
        eq(messages.channelId, channelId),
        eq(messages.conversationId, conversationId),
        eq(messages.externalId, item.targetExternalId ?? ""),
        eq(messages.direction, "in"),
      ),
    )
    .returning({ id: messages.id });
  if (!forgotten) return false;
  const pictures = await tx
    .update(messagePictures)
    .set({ state: "forgotten" })
    .where(eq(messagePictures.messageId, forgotten.id))
    .returning({ place: messagePictures.place });
  if (pictures.length > 0) {
    await enqueueJob(tx, "keep-pictures", { ceoId: ctx.ceoId, messageId: forgotten.id });
  }
  await publishEvent(tx, ctx.ceoId, {
    topic: "message",
    ids: { conversationId, messageId: forgotten.id },
    vendorId: null,
  });
  return true;
}

/** Which of these messages' deletions came before the messages themselves: webhooks come unordered. */
export async function deletedAlready(
  tx: Tx,
  ceoId: string,
  arrived: readonly Arrived[],
): Promise<Set<string>> {
  // Written out, as in the index of deletions: a plan made for any kind could not use it.
  const rows = await tx.execute<Arrived>(sql`
    select distinct m.channel_id as "channelId", m.quoted_external_id as "externalId"
    from json_to_recordset(${JSON.stringify(arrived)}::json) as given("channelId" text, "externalId" text)
    join messages m on m.ceo_id = ${ceoId} and m.channel_id = given."channelId" and m.kind = 'revoke'
      and m.quoted_external_id = given."externalId"`);
  return new Set(rows.map(placeAtMeta));
}

type Arrived = { channelId: string; externalId: string };

/** Meta's ids are unique within a channel. */
export function placeAtMeta({ channelId, externalId }: Arrived): string {
  return `${channelId}/${externalId}`;
}
