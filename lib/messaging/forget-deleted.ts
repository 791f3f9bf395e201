import { and, eq, sql } from "drizzle-orm";
import { messages } from "@/db/schema/messages";
import { publishEvent } from "@/lib/live/publish-event";
import type { MessageItem } from "@/lib/meta/webhook/item";
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
  await publishEvent(tx, ctx.ceoId, {
    topic: "message",
    ids: { conversationId, messageId: forgotten.id },
    vendorId: null,
  });
  return true;
}

/** Whether the deletion of this message came before the message itself: webhooks come unordered. */
export async function isDeletedAlready(tx: Tx, channelId: string, externalId: string): Promise<boolean> {
  const [row] = await tx
    .select({ id: messages.id })
    .from(messages)
    .where(
      and(
        eq(messages.channelId, channelId),
        // Written out, as in the index of deletions: a plan made for any kind could not use it.
        sql`${messages.kind} = 'revoke'`,
        eq(messages.quotedExternalId, externalId),
      ),
    )
    .limit(1);
  return row !== undefined;
}
