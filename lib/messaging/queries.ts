import { and, desc, eq, isNotNull, lt, or, type SQL, sql } from "drizzle-orm";
import { channels, contactIdentities, contacts, conversations } from "@/db/schema/chat";
import { messages } from "@/db/schema/messages";
import { type Cursor, decodeCursor, toPage } from "@/lib/cursor";
import { notFound } from "@/lib/errors";
import { maskHandle } from "@/lib/phone";
import type { Context } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { type Tx, withTenant } from "@/lib/tenancy/with-tenant";
import { messageDto, messageRows } from "./message-rows";
import type { ConversationView, MessageView } from "./schema";

type ListInput = { limit: number; cursor?: string; needsPerson?: boolean };

/** Conversations a member may see, the latest first. */
export async function listConversations(
  ctx: Context,
  input: ListInput,
): Promise<{ items: ConversationView[]; next_cursor: string | null }> {
  authorize(ctx, "conversation.read");
  return withTenant(ctx, async (tx) => {
    const rows = await conversationRows(
      tx,
      [
        input.needsPerson ? isNotNull(conversations.needsPersonSince) : undefined,
        before(decodeCursor(input.cursor)),
      ],
      input.limit + 1,
    );
    return toPage(rows, input.limit, (row) => ({ createdAt: row.lastAt, id: row.id }), conversationDto);
  });
}

/** One conversation. Throws `not_found` for another business's or another vendor's. */
export async function getConversation(ctx: Context, conversationId: string): Promise<ConversationView> {
  authorize(ctx, "conversation.read");
  return withTenant(ctx, async (tx) => {
    const [row] = await conversationRows(tx, [eq(conversations.id, conversationId)], 1);
    if (!row) throw notFound("The conversation");
    return conversationDto(row);
  });
}

/** A conversation's messages, the newest first. */
export async function listMessages(
  ctx: Context,
  input: { conversationId: string; limit: number; cursor?: string },
): Promise<{ items: MessageView[]; next_cursor: string | null }> {
  authorize(ctx, "conversation.read");
  const cursor = decodeCursor(input.cursor);
  return withTenant(ctx, async (tx) => {
    const isBefore = cursor
      ? sql`(${messages.createdAt}, ${messages.id}) < (${cursor.createdAt}::timestamptz, ${cursor.id})`
      : undefined;
    const rows = await messageRows(
      tx,
      and(eq(messages.conversationId, input.conversationId), isBefore),
      input.limit + 1,
    );
    return toPage(
      rows,
      input.limit,
      (row) => ({ createdAt: row.createdText, id: row.message.id }),
      messageDto,
    );
  });
}

function before(cursor: Cursor | undefined): SQL | undefined {
  if (!cursor) return undefined;
  const at = sql`${cursor.createdAt}::timestamptz`;
  return or(
    lt(conversations.lastMessageAt, at),
    and(eq(conversations.lastMessageAt, at), lt(conversations.id, cursor.id)),
  );
}

async function conversationRows(tx: Tx, conditions: (SQL | undefined)[], limit: number) {
  const handle = sql<string | null>`(select case i.kind when 'igsid' then 'ig_' else 'wa_' end || i.value
    from ${contactIdentities} i where i.ceo_id = ${contacts.ceoId} and i.contact_id = ${contacts.id}
    order by (i.kind = 'wa_id') desc, i.created_at limit 1)`;
  const lastText = sql<string | null>`(select coalesce(left(m.text, 160), m.kind) from ${messages} m
    where m.ceo_id = ${conversations.ceoId} and m.conversation_id = ${conversations.id}
    order by m.created_at desc, m.id desc limit 1)`;
  const negotiating = sql<string | null>`(select o.id from orders o
    where o.ceo_id = ${conversations.ceoId} and o.conversation_id = ${conversations.id} and o.status = 'NEGOTIATING'
      and o.contact_id = ${conversations.contactId}
    order by o.created_at desc limit 1)`;
  return tx
    .select({
      negotiating,
      id: conversations.id,
      contactId: contacts.id,
      name: contacts.name,
      profileName: contacts.profileName,
      handle,
      platform: channels.platform,
      mode: conversations.mode,
      needsPersonSince: conversations.needsPersonSince,
      lastInboundAt: conversations.lastInboundAt,
      lastMessageAt: conversations.lastMessageAt,
      lastAt: sql<string>`${conversations.lastMessageAt}::text`,
      lastText,
    })
    .from(conversations)
    .innerJoin(
      contacts,
      and(eq(contacts.ceoId, conversations.ceoId), eq(contacts.id, conversations.contactId)),
    )
    .innerJoin(
      channels,
      and(eq(channels.ceoId, conversations.ceoId), eq(channels.id, conversations.channelId)),
    )
    .where(and(...conditions))
    .orderBy(desc(conversations.lastMessageAt), desc(conversations.id))
    .limit(limit);
}

type ConversationRow = Awaited<ReturnType<typeof conversationRows>>[number];

const WINDOW_MS = 24 * 3_600_000;

function conversationDto(row: ConversationRow): ConversationView {
  return {
    conversation_id: row.id,
    contact_id: row.contactId,
    name: row.name ?? row.profileName ?? "Somebody new",
    masked_handle: row.handle ? maskHandle(row.handle) : "",
    platform: row.platform,
    mode: row.mode,
    needs_person_since: row.needsPersonSince?.toISOString() ?? null,
    window_open_until: row.lastInboundAt
      ? new Date(row.lastInboundAt.getTime() + WINDOW_MS).toISOString()
      : null,
    last_message_at: row.lastMessageAt.toISOString(),
    last_text: row.lastText,
    negotiating_order_id: row.negotiating,
  };
}
