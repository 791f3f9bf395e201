import { and, inArray, isNull, sql } from "drizzle-orm";
import { conversations } from "@/db/schema/chat";
import { noteSeen, resolveContact, resolveContacts } from "@/lib/contacts/resolve-contact";
import { publishEvent } from "@/lib/live/publish-event";
import type { MessageItem } from "@/lib/meta/webhook/item";
import { enqueueJob } from "@/lib/queue/enqueue-job";
import type { Context } from "@/lib/tenancy/context";
import type { Tx } from "@/lib/tenancy/with-tenant";
import { askToKeep } from "./ask-to-keep";
import { DELETED_CONTENT, deletedAlready, forgetDeleted, placeAtMeta } from "./forget-deleted";
import { type OpenConversation, openConversation, openConversations } from "./open-conversation";
import { isSilent, storedContent } from "./stored-content";

/** A message older than this when it arrives is kept and shown, but not answered by itself (F-14, WH-04). */
const STALE_AFTER_HOURS = 24;

type Inbound = { channelId: string; item: MessageItem };

/**
 * Stores one inbound message and asks for a turn, once, however often Meta sends it. Gives its id, or null when it
 * was known already or nobody wrote it.
 */
export async function receiveMessage(tx: Tx, ctx: Context, input: Inbound): Promise<string | null> {
  const { channelId, item } = input;
  if (item.kind === "revoke") {
    const contactId = await resolveContact(tx, ctx, item.from);
    if (contactId === null) return null;
    const conversationId = await openConversation(tx, ctx, { channelId, contactId });
    if (await forgetDeleted(tx, ctx, { channelId, conversationId, item })) return null;
  }
  const [id = null] = await receiveMessages(tx, ctx, [input]);
  return id;
}

/**
 * The same for several at once, in their order: as many statements as for one. Deletions come by {@link receiveMessage},
 * for they may be about a message before them.
 */
export async function receiveMessages(
  tx: Tx,
  ctx: Context,
  inputs: readonly Inbound[],
): Promise<(string | null)[]> {
  const contactIds = await resolveContacts(
    tx,
    ctx,
    inputs.map(({ item }) => item.from),
  );
  const written = inputs.flatMap((input, at) => {
    const contactId = contactIds[at] ?? null;
    return contactId === null ? [] : [{ ...input, contactId }];
  });
  if (written.length === 0) return contactIds;
  const [conversations, deleted] = await Promise.all([
    openConversations(tx, ctx, written),
    deletedAlready(
      tx,
      ctx.ceoId,
      written.map(({ channelId, item }) => ({ channelId, externalId: item.externalId })),
    ),
  ]);
  const byPair = new Map(conversations.map((one) => [pairOf(one), one]));
  const placed = written.map((one) => ({
    ...one,
    conversation: byPair.get(pairOf(one)) as OpenConversation,
  }));
  const stored = await storeInbound(tx, ctx, placed, deleted);
  const news = placed.flatMap((one) => {
    const row = stored.get(placeAtMeta({ channelId: one.channelId, externalId: one.item.externalId }));
    return row ? [{ ...one, ...row }] : [];
  });
  await followUp(tx, ctx, news);
  return inputs.map(({ channelId, item }) => {
    const place = placeAtMeta({ channelId, externalId: item.externalId });
    return stored.get(place)?.id ?? null;
  });
}

function pairOf({ channelId, contactId }: { channelId: string; contactId: string }): string {
  return `${channelId}/${contactId}`;
}

type Placed = Inbound & { contactId: string; conversation: OpenConversation };
type Stored = { id: string; waits: boolean };

/** The rows of those that are new, by their place at Meta. `waits`: a turn is to take it up. */
async function storeInbound(
  tx: Tx,
  ctx: Context,
  placed: readonly Placed[],
  deleted: ReadonlySet<string>,
): Promise<Map<string, Stored>> {
  const rows = placed.map(({ channelId, contactId, conversation, item }, place) => {
    const wasDeleted = deleted.has(placeAtMeta({ channelId, externalId: item.externalId }));
    return {
      ...storedContent(ctx, channelId, conversation.id, item),
      ...(wasDeleted ? DELETED_CONTENT : {}),
      authorId: contactId,
      silent: isSilent(item) || wasDeleted,
      place,
    };
  });
  // One text for any number of rows, so that it is prepared once. Each has a moment of its own, which keeps their order.
  const stored = await tx.execute<Stored & { channelId: string; externalId: string }>(sql`
    insert into messages (ceo_id, id, conversation_id, channel_id, direction, author, author_id, external_id, kind, text,
      media, buttons, quoted_external_id, provider_at, payload, status, stale, created_at, handled_at)
    select given."ceoId", given.id, given."conversationId", given."channelId", 'in', 'contact', given."authorId",
      given."externalId", given.kind, given.text, given.media, given.buttons, given."quotedExternalId", given."providerAt",
      given.payload, 'received', stale, clock_timestamp() + given.place * interval '1 microsecond', case when given.silent or stale then now() end
    from json_to_recordset(${JSON.stringify(rows)}::json) as given("ceoId" text, id text, "conversationId" text,
        "channelId" text, "authorId" text, "externalId" text, kind text, text text, media jsonb, buttons jsonb,
        "quotedExternalId" text, "providerAt" timestamptz, payload jsonb, silent boolean, place integer),
      lateral (select given."providerAt" < now() - make_interval(hours => ${STALE_AFTER_HOURS}) as stale) as age
    on conflict do nothing
    returning id, channel_id as "channelId", external_id as "externalId", handled_at is null as waits`);
  return new Map(stored.map((row) => [placeAtMeta(row), row]));
}

type News = Placed & Stored;

/** What new messages bring with them: turns, the windows of their conversations, notices to open pages. */
async function followUp(tx: Tx, ctx: Context, news: readonly News[]): Promise<void> {
  if (news.length === 0) return;
  await askForProfiles(tx, ctx, news);
  for (const { waits, conversation } of news) {
    if (waits) await enqueueJob(tx, "take-turn", { ceoId: ctx.ceoId, conversationId: conversation.id });
  }
  for (const { id, conversation } of news) {
    const ids = { conversationId: conversation.id, messageId: id };
    await publishEvent(tx, ctx.ceoId, { topic: "message", ids, vendorId: conversation.vendorId });
  }
  // What came too late for a turn is kept all the same.
  await askToKeep(
    tx,
    ctx,
    news.filter(({ waits, item }) => !waits && item.media).map(({ id }) => id),
  );
  const seen = news.map(({ contactId, item }) => ({ contactId, person: item.from }));
  await Promise.all([noteInbound(tx, ctx, news), noteSeen(tx, seen)]);
}

/** The webhook of an Instagram message says no name: after the first one it is asked for, apart from the message (P5.6). */
async function askForProfiles(tx: Tx, ctx: Context, news: readonly News[]): Promise<void> {
  const unnamed = news.filter(({ item }) => item.platform === "instagram");
  if (unnamed.length === 0) return;
  const ids = [...new Set(unnamed.map(({ conversation }) => conversation.id))];
  const first = await tx
    .select({ channelId: conversations.channelId, contactId: conversations.contactId })
    .from(conversations)
    .where(and(inArray(conversations.id, ids), isNull(conversations.lastInboundAt)));
  for (const who of first) {
    await enqueueJob(tx, "fetch-profile", { ceoId: ctx.ceoId, ...who }, { attemptsMax: 6 });
  }
}

/** The 24-hour window counts from the contact's own time, and never runs backwards on a late message. */
async function noteInbound(tx: Tx, ctx: Context, news: readonly News[]): Promise<void> {
  const rows = news.map(({ conversation, channelId, item }) => ({
    id: conversation.id,
    channelId,
    at: item.sentAt,
  }));
  await tx.execute(sql`
    with given as materialized (
      select * from json_to_recordset(${JSON.stringify(rows)}::json) as g(id text, "channelId" text, at timestamptz)
    ), noted as (
      update channels set last_message_at = now() where ceo_id = ${ctx.ceoId} and id in (select "channelId" from given)
        and (last_message_at is null or last_message_at < now() - interval '10 seconds')
    )
    update conversations set last_inbound_at = greatest(last_inbound_at, least(now(), newest.at)), last_message_at = now(),
      last_received_at = now()
    from (select id, max(at) as at from given group by id) as newest
    where conversations.ceo_id = ${ctx.ceoId} and conversations.id = newest.id`);
}
