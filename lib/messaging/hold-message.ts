import { and, eq, gt, isNull, sql } from "drizzle-orm";
import { conversations } from "@/db/schema/chat";
import { messages, outbox } from "@/db/schema/messages";
import { recordEntry } from "@/lib/audit/record-entry";
import { newId } from "@/lib/ids";
import { publishEvent } from "@/lib/live/publish-event";
import { tellOwnerEverywhere } from "@/lib/notices/tell-owner-everywhere";
import type { MemberContext } from "@/lib/tenancy/context";
import type { PlatformTx, Tx } from "@/lib/tenancy/with-tenant";

/** Why a message that names a foreign account is held; how such a one is told from one that waits for its channel. */
export const HELD_FOR_ACCOUNT = "It names an account that is not the business's own.";

/** Hours in which a second held message of the same conversation is not told again: the first leads to both. */
const TOLD_HOURS = 1;

type Held = { conversationId: string; contactId: string; text: string; orderId?: string };

/**
 * Keeps a member's message back because it names a foreign account (P7.5): it stands in the conversation, is not sent, is
 * audited, and the owner is told. She releases or discards it.
 */
export async function holdMessage(tx: Tx & PlatformTx, ctx: MemberContext, input: Held): Promise<void> {
  const { conversationId, contactId, text, orderId } = input;
  const isTold = await wasTold(tx, conversationId);
  const [conversation] = await tx
    .select({ channelId: conversations.channelId })
    .from(conversations)
    .where(eq(conversations.id, conversationId));
  if (!conversation) throw new Error("a conversation that was just locked is gone");
  const messageId = newId("message");
  await tx.insert(messages).values({
    ceoId: ctx.ceoId,
    id: messageId,
    conversationId,
    channelId: conversation.channelId,
    direction: "out",
    author: ctx.role === "CEO" ? "ceo" : "vendor",
    authorId: ctx.vendorId,
    kind: "text",
    text,
    orderId: orderId ?? null,
    status: "held",
    failure: HELD_FOR_ACCOUNT,
    providerAt: sql`now()`,
    handledAt: sql`now()`,
  });
  if (!isTold) {
    const details = { author: ctx.memberName, path: `/vendor/conversations/${conversationId}` };
    await tellOwnerEverywhere(tx, ctx, { template: "message.held", details });
  }
  await publishEvent(tx, ctx.ceoId, {
    topic: "conversation",
    ids: { conversationId, messageId },
    vendorId: ctx.vendorScope,
  });
  await recordEntry(tx, ctx, {
    action: "MESSAGE_HELD",
    subject: { kind: "contact", id: contactId },
    contactId,
    details: { reason: "foreign_account", message_id: messageId },
  });
}

/** Whether another one of this conversation waits for the owner already. */
async function wasTold(tx: Tx, conversationId: string): Promise<boolean> {
  const [waiting] = await tx
    .select({ id: messages.id })
    .from(messages)
    .leftJoin(outbox, and(eq(outbox.ceoId, messages.ceoId), eq(outbox.messageId, messages.id)))
    .where(
      and(
        eq(messages.conversationId, conversationId),
        eq(messages.status, "held"),
        eq(messages.failure, HELD_FOR_ACCOUNT),
        gt(messages.createdAt, sql`now() - make_interval(hours => ${TOLD_HOURS})`),
        isNull(outbox.messageId),
      ),
    )
    .limit(1);
  return waiting !== undefined;
}
