import { eq, sql } from "drizzle-orm";
import { channels, conversations } from "@/db/schema/chat";
import { recordEntry } from "@/lib/audit/record-entry";
import { AppError, notFound } from "@/lib/errors";
import { publishEvent } from "@/lib/live/publish-event";
import type { MemberContext } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { type PlatformTx, type Tx, withTenant, withTenantAndPlatform } from "@/lib/tenancy/with-tenant";
import { foreignAccountIn } from "./account-guard";
import { holdMessage } from "./hold-message";
import { type OutsideEvent, tellConversation } from "./tell-conversation";

/** A member takes the conversation over: the bot keeps quiet until handed back, or 30 quiet minutes later (P6.7). */
export async function takeConversation(ctx: MemberContext, conversationId: string): Promise<void> {
  authorize(ctx, "conversation.answer");
  await withTenant(ctx, async (tx) => {
    const contactId = await lockConversation(tx, conversationId);
    await pass(tx, ctx, conversationId, { kind: "person_took_over" });
    await recordEntry(tx, ctx, {
      action: "CONVERSATION_TAKEN",
      subject: { kind: "contact", id: contactId },
      contactId,
    });
  });
}

/** A member hands the conversation back to the bot. */
export async function handBackConversation(ctx: MemberContext, conversationId: string): Promise<void> {
  authorize(ctx, "conversation.answer");
  await withTenant(ctx, async (tx) => {
    const contactId = await lockConversation(tx, conversationId);
    await pass(tx, ctx, conversationId, { kind: "handed_back" });
    await recordEntry(tx, ctx, {
      action: "CONVERSATION_HANDED_BACK",
      subject: { kind: "contact", id: contactId },
      contactId,
    });
  });
}

/**
 * A member writes to the contact; the bot relays it in the business's voice. A text with an account number that is not
 * the business's own is held and the CEO told, since that is how money goes astray (P7.5). Throws `wrong_state` when the
 * 24-hour window is closed.
 */
export function writeToContact(ctx: MemberContext, input: Written): Promise<{ held: boolean }> {
  return withTenantAndPlatform(ctx, (tx) => writeInto(tx, ctx, input));
}

type Written = { conversationId: string; text: string; ownAccounts: readonly string[]; orderId?: string };

/** The same in the caller's transaction. */
export async function writeInto(
  tx: Tx & PlatformTx,
  ctx: MemberContext,
  input: Written,
): Promise<{ held: boolean }> {
  authorize(ctx, "conversation.answer");
  const contactId = await openForAnswer(tx, input.conversationId);
  if (foreignAccountIn(input.text, input.ownAccounts)) {
    await holdMessage(tx, ctx, { ...input, contactId });
    return { held: true };
  }
  const subject = { kind: "contact", id: contactId };
  await pass(tx, ctx, input.conversationId, {
    kind: "person_message",
    text: input.text,
    author: ctx.role === "CEO" ? "ceo" : "vendor",
    authorId: ctx.vendorId,
    ...(input.orderId ? { orderId: input.orderId } : {}),
  });
  await recordEntry(tx, ctx, { action: "MESSAGE_SENT_BY_PERSON", subject, contactId });
  return { held: false };
}

/**
 * Holds a conversation for a person's answer until the end of the transaction; nobody is waited for any more. Gives its
 * contact. Throws `not_found`, and `wrong_state` when the 24-hour window is closed.
 */
export async function openForAnswer(tx: Tx, conversationId: string): Promise<string> {
  const contactId = await lockConversation(tx, conversationId);
  await checkWindow(tx, conversationId);
  return contactId;
}

/** The conversation's row, held until the end of the transaction; gives its contact. */
export async function lockConversation(tx: Tx, conversationId: string): Promise<string> {
  const [row] = await tx
    .update(conversations)
    .set({ needsPersonSince: null })
    .where(eq(conversations.id, conversationId))
    .returning({ contactId: conversations.contactId });
  if (!row) throw notFound("The conversation");
  return row.contactId;
}

/** Throws `wrong_state` when nothing would arrive: the channel was disconnected, or they wrote more than 24 hours ago. */
export async function checkWindow(tx: Tx, conversationId: string): Promise<void> {
  const [row] = await tx
    .select({
      isOpen: sql<boolean>`coalesce(${conversations.lastInboundAt} > now() - interval '24 hours', false)`,
      channelStatus: channels.status,
    })
    .from(conversations)
    .innerJoin(channels, eq(channels.id, conversations.channelId))
    .where(eq(conversations.id, conversationId));
  if (row?.channelStatus === "disconnected") {
    throw new AppError(
      "wrong_state",
      "This channel is disconnected. Nothing can be sent until it is connected again.",
    );
  }
  if (!row?.isOpen) {
    throw new AppError(
      "wrong_state",
      "It is more than 24 hours since they wrote. Free text is not delivered then.",
    );
  }
}

async function pass(tx: Tx, ctx: MemberContext, conversationId: string, event: OutsideEvent): Promise<void> {
  await tellConversation(tx, ctx, { conversationId, event });
  await publishEvent(tx, ctx.ceoId, {
    topic: "conversation",
    ids: { conversationId },
    vendorId: ctx.role === "CEO" ? null : ctx.vendorId,
  });
}
