import { and, eq, isNotNull, lt, or, type SQL, sql } from "drizzle-orm";
import { conversations } from "@/db/schema/chat";
import { messages } from "@/db/schema/messages";
import { orders } from "@/db/schema/sales";
import { matchContacts } from "@/lib/contacts/find-contacts";
import { type Cursor, decodeCursor, toPage } from "@/lib/cursor";
import { notFound } from "@/lib/errors";
import { normalizeReference } from "@/lib/order-reference";
import type { Context, MemberContext } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { type Tx, withTenant } from "@/lib/tenancy/with-tenant";
import { conversationDto, conversationRows, isUnread } from "./conversation-rows";
import { messageDto, messageRows } from "./message-rows";
import type { ConversationView, MessageView } from "./schema";

type ListInput = { limit: number; cursor?: string; needsPerson?: boolean; unread?: boolean; q?: string };

/** What came in longer ago is looked for in its contact, not among what is unread. */
const UNREAD_DAYS = 30;

/** Conversations a member may see, the latest first; `q`: beginnings of the contact's names or number, or an order's reference. */
export async function listConversations(
  ctx: MemberContext,
  input: ListInput,
): Promise<{ items: ConversationView[]; next_cursor: string | null }> {
  authorize(ctx, "conversation.read");
  return withTenant(ctx, async (tx) => {
    const rows = await conversationRows(
      tx,
      ctx,
      [
        input.needsPerson ? isNotNull(conversations.needsPersonSince) : undefined,
        input.unread
          ? sql`${isUnread} and ${conversations.lastReceivedAt} > now() - make_interval(days => ${UNREAD_DAYS})`
          : undefined,
        input.q ? await matches(tx, ctx, input.q) : undefined,
        before(decodeCursor(input.cursor)),
      ],
      input.limit + 1,
    );
    return toPage(rows, input.limit, (row) => ({ createdAt: row.lastAt, id: row.id }), conversationDto);
  });
}

/** One conversation. Throws `not_found` for another business's or another vendor's. */
export async function getConversation(ctx: MemberContext, conversationId: string): Promise<ConversationView> {
  authorize(ctx, "conversation.read");
  return withTenant(ctx, async (tx) => {
    const [row] = await conversationRows(tx, ctx, [eq(conversations.id, conversationId)], 1);
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

/** Whom a search means: the buyer of the order of that reference, or contacts that have words or a number beginning so. */
async function matches(tx: Tx, ctx: Context, q: string): Promise<SQL> {
  const reference = normalizeReference(q);
  if (reference) {
    const [order] = await tx
      .select({ conversationId: orders.conversationId })
      .from(orders)
      .where(and(eq(orders.ceoId, ctx.ceoId), eq(orders.reference, reference)));
    if (order) return eq(conversations.id, order.conversationId);
  }
  return matchContacts(tx, ctx.ceoId, q, sql`${conversations.contactId}`);
}
