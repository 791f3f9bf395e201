import { eq, sql } from "drizzle-orm";
import { conversations } from "@/db/schema/chat";
import { messages } from "@/db/schema/messages";
import { newId } from "@/lib/ids";
import { publishEvent } from "@/lib/live/publish-event";
import { enqueueJob } from "@/lib/queue/enqueue-job";
import type { Context } from "@/lib/tenancy/context";
import type { Tx } from "@/lib/tenancy/with-tenant";

export type UploadedFile = {
  conversationId: string;
  /** The order that the file was sent for: the turn takes it for no other. */
  orderId: string;
  uploadKey: string;
  mimeType: string;
  sha256Hex: string;
};

/**
 * Stores a file that the contact sent from a browser as a message of theirs, and asks for a turn: from there on it goes the
 * way of a picture sent in chat. It opens no 24-hour window, for Meta knows nothing of it. Gives its id.
 */
export async function receiveUpload(tx: Tx, ctx: Context, file: UploadedFile): Promise<string> {
  const { conversationId, orderId, uploadKey, mimeType, sha256Hex } = file;
  const [conversation] = await tx
    .update(conversations)
    .set({ lastMessageAt: sql`now()`, lastReceivedAt: sql`now()` })
    .where(eq(conversations.id, conversationId))
    .returning();
  if (!conversation) throw new Error("the conversation is not this tenant's");
  const id = newId("message");
  await tx.insert(messages).values({
    ceoId: ctx.ceoId,
    id,
    conversationId,
    channelId: conversation.channelId,
    direction: "in",
    author: "contact",
    authorId: conversation.contactId,
    kind: mimeType === "application/pdf" ? "document" : "image",
    media: { uploadKey, mimeType, sha256Hex },
    orderId,
    status: "received",
    providerAt: sql`now()`,
  });
  await enqueueJob(tx, "take-turn", { ceoId: ctx.ceoId, conversationId });
  await publishEvent(tx, ctx.ceoId, {
    topic: "message",
    ids: { conversationId, messageId: id },
    vendorId: conversation.vendorId,
  });
  return id;
}
