import { eq, sql } from "drizzle-orm";
import { conversations } from "@/db/schema/chat";
import { messages } from "@/db/schema/messages";
import { resolveContact } from "@/lib/contacts/resolve-contact";
import { env } from "@/lib/env";
import { publishEvent } from "@/lib/live/publish-event";
import type { EchoItem } from "@/lib/meta/webhook/item";
import type { Context } from "@/lib/tenancy/context";
import type { Tx } from "@/lib/tenancy/with-tenant";
import { openConversation } from "./open-conversation";
import { settleOwnEcho } from "./reconcile-echo";
import { isSilent, storedContent } from "./stored-content";
import { tellConversation } from "./tell-conversation";

/**
 * Stores what the business itself wrote in its phone app: shown in the timeline, never answered (P5.8). The bot then
 * keeps quiet, since a person is answering. An echo of what we sent by API settles that send and is nothing new.
 */
export async function receiveEcho(
  tx: Tx,
  ctx: Context,
  input: { channelId: string; item: EchoItem },
): Promise<string | null> {
  const { channelId, item } = input;
  const contactId = await resolveContact(tx, ctx, item.to);
  if (contactId === null) return null;
  const conversationId = await openConversation(tx, ctx, { channelId, contactId });
  if (await settleOwnEcho(tx, ctx, { channelId, conversationId, item })) return null;
  const sentByUs = isOurApp(item.appId);
  const [stored] = await tx
    .insert(messages)
    .values({
      ...storedContent(ctx, channelId, conversationId, item),
      direction: "out",
      author: sentByUs ? "bot" : "phone_app",
      status: "sent",
      handledAt: sql`now()`,
    })
    .onConflictDoNothing()
    .returning({ id: messages.id });
  if (!stored) return null;
  if (!sentByUs && !isSilent(item)) {
    await tellConversation(tx, ctx, {
      conversationId,
      event: { kind: "person_took_over", messageId: stored.id },
    });
  }
  await announce(tx, ctx, conversationId, stored.id);
  return stored.id;
}

/** Whether Meta names our own app as the sender. */
function isOurApp(appId: string | undefined): boolean {
  return appId !== undefined && (appId === env().META_APP_ID || appId === env().META_INSTAGRAM_APP_ID);
}

async function announce(tx: Tx, ctx: Context, conversationId: string, messageId: string): Promise<void> {
  const [row] = await tx
    .select({ vendorId: conversations.vendorId })
    .from(conversations)
    .where(eq(conversations.id, conversationId));
  await publishEvent(tx, ctx.ceoId, {
    topic: "message",
    ids: { conversationId, messageId },
    vendorId: row?.vendorId ?? null,
  });
}
