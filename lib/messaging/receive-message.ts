import { eq, sql } from "drizzle-orm";
import { channels, conversations } from "@/db/schema/chat";
import { messages } from "@/db/schema/messages";
import { resolveContact } from "@/lib/contacts/resolve-contact";
import { env } from "@/lib/env";
import { newId } from "@/lib/ids";
import { publishEvent } from "@/lib/live/publish-event";
import type { EchoItem, MessageItem } from "@/lib/meta/webhook/item";
import { enqueueJob } from "@/lib/queue/enqueue-job";
import type { Context } from "@/lib/tenancy/context";
import type { Tx } from "@/lib/tenancy/with-tenant";
import { DELETED_CONTENT, forgetDeleted, isDeletedAlready } from "./forget-deleted";
import { openConversation } from "./open-conversation";
import { settleOwnEcho } from "./reconcile-echo";
import { tellConversation } from "./tell-conversation";

/** Shown in the timeline, and no new word of the contact's: nothing to answer. */
function isSilent(item: MessageItem | EchoItem): boolean {
  return item.kind === "revoke" || (item.kind === "reaction" && !item.reaction?.emoji);
}

/** A message older than this when it arrives is kept and shown, but not answered by itself (F-14, WH-04). */
const STALE_AFTER_HOURS = 24;

/**
 * Stores one inbound message and asks for a turn, once, however often Meta sends it. Gives its id, or null when it
 * was known already or nobody wrote it.
 */
export async function receiveMessage(
  tx: Tx,
  ctx: Context,
  input: { channelId: string; item: MessageItem },
): Promise<string | null> {
  const { channelId, item } = input;
  const contactId = await resolveContact(tx, ctx, item.from);
  if (contactId === null) return null;
  const conversationId = await openConversation(tx, ctx, { channelId, contactId });
  if (item.kind === "revoke" && (await forgetDeleted(tx, ctx, { channelId, conversationId, item })))
    return null;
  const wasDeleted = await isDeletedAlready(tx, channelId, item.externalId);
  const silent = isSilent(item) || wasDeleted;
  const stale = sql<boolean>`${item.sentAt.toISOString()}::timestamptz < now() - make_interval(hours => ${STALE_AFTER_HOURS})`;
  const [stored] = await tx
    .insert(messages)
    .values({
      ...storedContent(ctx, channelId, conversationId, item),
      ...(wasDeleted ? DELETED_CONTENT : {}),
      direction: "in",
      author: "contact",
      authorId: contactId,
      status: "received",
      stale,
      handledAt: silent ? sql`now()` : sql`case when ${stale} then now() end`,
    })
    .onConflictDoNothing()
    .returning({ id: messages.id, handledAt: messages.handledAt });
  if (!stored) return null;
  if (item.platform === "instagram") await askForProfile(tx, ctx, { channelId, contactId, conversationId });
  await noteInbound(tx, conversationId, channelId, item.sentAt);
  if (stored.handledAt === null) {
    await enqueueJob(tx, "take-turn", { ceoId: ctx.ceoId, conversationId });
  }
  await announce(tx, ctx, conversationId, stored.id);
  return stored.id;
}

/** The webhook of an Instagram message says no name: after the first one it is asked for, apart from the message (P5.6). */
async function askForProfile(
  tx: Tx,
  ctx: Context,
  asked: { channelId: string; contactId: string; conversationId: string },
): Promise<void> {
  const { conversationId, ...who } = asked;
  const [row] = await tx
    .select({ lastInboundAt: conversations.lastInboundAt })
    .from(conversations)
    .where(eq(conversations.id, conversationId));
  if (row?.lastInboundAt !== null) return;
  await enqueueJob(tx, "fetch-profile", { ceoId: ctx.ceoId, ...who }, { attemptsMax: 6 });
}

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

function storedContent(
  ctx: Context,
  channelId: string,
  conversationId: string,
  item: MessageItem | EchoItem,
) {
  return {
    ceoId: ctx.ceoId,
    id: newId("message"),
    conversationId,
    channelId,
    externalId: item.externalId,
    kind: item.kind,
    text: (item.text ?? item.media?.caption)?.slice(0, 10_000) ?? null,
    media: item.media ?? null,
    buttons: item.buttonId ? { pressed: item.buttonId } : null,
    quotedExternalId:
      item.quotedExternalId ?? item.reaction?.targetExternalId ?? item.targetExternalId ?? null,
    providerAt: item.sentAt,
    payload: item.payload,
  };
}

/** The 24-hour window counts from the contact's own time, and never runs backwards on a late message. */
async function noteInbound(tx: Tx, conversationId: string, channelId: string, sentAt: Date): Promise<void> {
  const at = sql`least(now(), ${sentAt.toISOString()}::timestamptz)`;
  await tx
    .update(conversations)
    .set({ lastInboundAt: sql`greatest(${conversations.lastInboundAt}, ${at})`, lastMessageAt: sql`now()` })
    .where(eq(conversations.id, conversationId));
  await tx
    .update(channels)
    .set({ lastMessageAt: sql`now()` })
    .where(
      sql`${channels.id} = ${channelId} and (${channels.lastMessageAt} is null or ${channels.lastMessageAt} < now() - interval '10 seconds')`,
    );
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
