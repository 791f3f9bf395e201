import { and, eq, inArray, sql } from "drizzle-orm";
import { messages } from "@/db/schema/messages";
import { recordEntry } from "@/lib/audit/record-entry";
import { AppError, notFound } from "@/lib/errors";
import { publishEvent } from "@/lib/live/publish-event";
import type { MemberContext } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { type Tx, withTenant } from "@/lib/tenancy/with-tenant";
import { checkWindow, lockConversation } from "./answer-conversation";
import { tellConversation } from "./tell-conversation";

type HeldMessage = typeof messages.$inferSelect;

/**
 * The owner lets a message go out that was held for its account number: once, as its author's. Throws `not_found` for
 * another business's, `wrong_state` when it was decided already or the 24-hour window is closed.
 */
export async function releaseMessage(ctx: MemberContext, messageId: string): Promise<void> {
  await decide(ctx, messageId, "released", async (tx, message) => {
    await checkWindow(tx, message.conversationId);
    await tellConversation(tx, ctx, {
      conversationId: message.conversationId,
      event: {
        kind: "person_message",
        text: message.text ?? "",
        author: message.author === "ceo" ? "ceo" : "vendor",
        authorId: message.authorId ?? ctx.vendorId,
        ...(message.orderId ? { orderId: message.orderId } : {}),
      },
    });
  });
}

/** The owner throws a held message away: it stays in the conversation, marked as never sent. Throws like {@link releaseMessage}. */
export async function discardMessage(ctx: MemberContext, messageId: string): Promise<void> {
  await decide(ctx, messageId, "discarded", async () => {});
}

async function decide(
  ctx: MemberContext,
  messageId: string,
  status: "released" | "discarded",
  act: (tx: Tx, message: HeldMessage) => Promise<void>,
): Promise<void> {
  authorize(ctx, "message.release");
  await withTenant(ctx, async (tx) => {
    const found = await findHeld(tx, messageId);
    const contactId = await lockConversation(tx, found.conversationId);
    const [decided] = await tx
      .update(messages)
      .set({ status })
      .where(and(eq(messages.id, messageId), eq(messages.status, "held")))
      .returning();
    if (!decided) throw new AppError("wrong_state", "This message was decided already.");
    await act(tx, decided);
    await publishEvent(tx, ctx.ceoId, {
      topic: "conversation",
      ids: { conversationId: decided.conversationId, messageId },
      vendorId: decided.author === "vendor" ? decided.authorId : null,
    });
    await recordEntry(tx, ctx, {
      action: status === "released" ? "MESSAGE_RELEASED" : "MESSAGE_DISCARDED",
      subject: { kind: "contact", id: contactId },
      contactId,
      details: { message_id: messageId, author_id: decided.authorId },
    });
  });
}

/** A message that is or was held for its account. What waits for its channel stands in the outbox, and is nobody's to decide. */
async function findHeld(tx: Tx, messageId: string): Promise<HeldMessage> {
  const [message] = await tx
    .select()
    .from(messages)
    .where(
      and(
        eq(messages.id, messageId),
        inArray(messages.status, ["held", "released", "discarded"]),
        sql`not exists (select from outbox o where o.ceo_id = ${messages.ceoId} and o.message_id = ${messages.id})`,
      ),
    );
  if (!message) throw notFound("The message");
  return message;
}
