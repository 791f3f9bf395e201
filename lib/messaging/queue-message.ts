import { eq, sql } from "drizzle-orm";
import { channels, conversations } from "@/db/schema/chat";
import { messages, outbox } from "@/db/schema/messages";
import { seal } from "@/lib/crypto";
import { env } from "@/lib/env";
import { newId } from "@/lib/ids";
import { publishEvent } from "@/lib/live/publish-event";
import { splitByBytes } from "@/lib/meta/split-text";
import { enqueueJob } from "@/lib/queue/enqueue-job";
import type { Context } from "@/lib/tenancy/context";
import type { Tx } from "@/lib/tenancy/with-tenant";
import { HIDDEN_CODE } from "./rules";

export type OutgoingMessage = {
  conversationId: string;
  text: string;
  /** Replaces `{code}` when the message goes out. It is sealed in the outbox and stored nowhere else. */
  code?: {
    value: string;
    expiresAt: Date;
    /** A link that is hidden as a code is, and for which no SMS steps in. */
    isLink?: boolean;
  };
  buttons?: { id: string; title: string }[];
  picture?: { fileKey: string; contentType: string };
  orderId?: string | null;
  author: "bot" | "vendor" | "ceo";
  authorId?: string;
  /** True where losing it is worse than repeating it: codes, approval results, payment details. */
  repeatable: boolean;
};

/** Where an outgoing code is sealed. */
export function outboxPlace(ceoId: string, messageId: string): string[] {
  return ["outbox", "sealed", ceoId, messageId];
}

/**
 * Puts a message on its way in the caller's transaction: it goes out if and only if that commits. Gives its id. What
 * Instagram takes only in several messages (a longer text, a picture with words) becomes several, and the id is the last one's.
 */
export async function queueMessage(tx: Tx, ctx: Context, message: OutgoingMessage): Promise<string> {
  const [conversation] = await tx
    .update(conversations)
    .set({ lastMessageAt: sql`now()` })
    .where(eq(conversations.id, message.conversationId))
    .returning({
      channelId: conversations.channelId,
      vendorId: conversations.vendorId,
      platform: sql<string>`(select ${channels.platform} from ${channels}
        where ${channels.ceoId} = ${conversations.ceoId} and ${channels.id} = ${conversations.channelId})`,
    });
  if (!conversation) throw new Error("the conversation is not this tenant's");
  const parts = conversation.platform === "instagram" ? splitForInstagram(message) : [message];
  let id = "";
  for (const part of parts) id = await queuePart(tx, ctx, conversation, part);
  await askForDelivery(tx, ctx, message.conversationId);
  return id;
}

const askedFor = new WeakMap<Tx, Set<string>>();

/** One job sends all that waits in a conversation: a second one of the same transaction would only find it at work. */
async function askForDelivery(tx: Tx, ctx: Context, conversationId: string): Promise<void> {
  const conversations = askedFor.get(tx) ?? new Set();
  askedFor.set(tx, conversations);
  if (conversations.has(conversationId)) return;
  conversations.add(conversationId);
  await enqueueJob(tx, "deliver-conversation", { ceoId: ctx.ceoId, conversationId });
}

/** Each part a message of its own, so that each has its own id at Meta, its own echo and its own outcome. */
function splitForInstagram(message: OutgoingMessage): OutgoingMessage[] {
  const { picture, buttons, code, ...rest } = message;
  // The dots that stand for a code are longer than any code; a reply with a link is packed with room for it.
  const texts = splitByBytes(message.text.replaceAll("{code}", HIDDEN_CODE));
  const parts: OutgoingMessage[] = texts.map((text, at) => ({
    ...rest,
    text,
    code: text.includes(HIDDEN_CODE) ? code : undefined,
    buttons: at === texts.length - 1 ? buttons : undefined,
  }));
  return picture ? [{ ...rest, text: "", picture }, ...parts] : parts;
}

async function queuePart(
  tx: Tx,
  ctx: Context,
  conversation: { channelId: string; vendorId: string | null },
  message: OutgoingMessage,
): Promise<string> {
  const id = newId("message");
  await tx.insert(messages).values({
    ceoId: ctx.ceoId,
    id,
    conversationId: message.conversationId,
    channelId: conversation.channelId,
    direction: "out",
    author: message.author,
    authorId: message.authorId ?? null,
    kind: message.code && !message.code.isLink ? "code" : message.picture ? "image" : "text",
    text: message.text.replaceAll("{code}", HIDDEN_CODE),
    media: message.picture ?? null,
    buttons: message.buttons?.length ? message.buttons : null,
    orderId: message.orderId ?? null,
    status: "queued",
    providerAt: sql`clock_timestamp()`,
    createdAt: sql`clock_timestamp()`,
    handledAt: sql`now()`,
  });
  await tx.insert(outbox).values({
    ceoId: ctx.ceoId,
    messageId: id,
    conversationId: message.conversationId,
    repeatable: message.repeatable,
    sealed: message.code ? seal(env().ENCRYPTION_KEYS, outboxPlace(ctx.ceoId, id), message.code.value) : null,
    sealedUntil: message.code?.expiresAt ?? null,
    createdAt: sql`clock_timestamp()`,
  });
  await publishEvent(tx, ctx.ceoId, {
    topic: "message",
    ids: { conversationId: message.conversationId, messageId: id },
    vendorId: conversation.vendorId,
  });
  return id;
}
