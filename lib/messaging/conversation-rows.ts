import { and, desc, eq, type SQL, sql } from "drizzle-orm";
import { channels, contactIdentities, contacts, conversationReads, conversations } from "@/db/schema/chat";
import { messages } from "@/db/schema/messages";
import { maskHandle } from "@/lib/phone";
import type { MemberContext } from "@/lib/tenancy/context";
import type { Tx } from "@/lib/tenancy/with-tenant";
import type { ConversationView } from "./schema";

type Last = { text: string | null; kind: string; from: NonNullable<ConversationView["last_from"]> };

/** Whether something came in since the member read the conversation last; null where nothing ever came. */
export const isUnread = sql<
  boolean | null
>`${conversations.lastReceivedAt} > coalesce(${conversationReads.readUntil}, '-infinity')`;

/** The conversations that meet the conditions as this member sees them, the latest first. */
export async function conversationRows(
  tx: Tx,
  ctx: MemberContext,
  conditions: (SQL | undefined)[],
  limit: number,
) {
  const handle = sql<string | null>`(select case i.kind when 'igsid' then 'ig_' else 'wa_' end || i.value
    from ${contactIdentities} i where i.ceo_id = ${contacts.ceoId} and i.contact_id = ${contacts.id}
    order by (i.kind = 'wa_id') desc, i.created_at limit 1)`;
  const last = sql<Last | null>`(select json_build_object('text', left(m.text, 160), 'kind', m.kind, 'from',
      case when m.author in ('vendor', 'ceo') and m.author_id = ${ctx.vendorId} then 'you' else m.author end)
    from ${messages} m where m.ceo_id = ${conversations.ceoId} and m.conversation_id = ${conversations.id}
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
      last,
      unread: isUnread,
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
    .leftJoin(
      conversationReads,
      and(
        eq(conversationReads.ceoId, conversations.ceoId),
        eq(conversationReads.conversationId, conversations.id),
        eq(conversationReads.vendorId, ctx.vendorId),
      ),
    )
    .where(and(...conditions))
    .orderBy(desc(conversations.lastMessageAt), desc(conversations.id))
    .limit(limit);
}

type ConversationRow = Awaited<ReturnType<typeof conversationRows>>[number];

const WINDOW_MS = 24 * 3_600_000;

/** A conversation as its page and the inbox show it. */
export function conversationDto(row: ConversationRow): ConversationView {
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
    last_text: row.last?.text ?? null,
    last_kind: row.last?.kind ?? null,
    last_from: row.last?.from ?? null,
    unread: row.unread === true,
    negotiating_order_id: row.negotiating,
  };
}
