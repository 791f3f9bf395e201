import { inArray, sql } from "drizzle-orm";
import { messages } from "@/db/schema/messages";
import { recordReading } from "@/lib/audit/record-reading";
import { decodeCursor, toPage } from "@/lib/cursor";
import { notFound } from "@/lib/errors";
import type { Context } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { type Tx, withTenant } from "@/lib/tenancy/with-tenant";
import { messageDto, messageRows } from "./message-rows";
import type { ContactMessageView } from "./schema";

type Input = { contactId: string; limit: number; cursor?: string };

/**
 * Everything said with one contact on every channel, the newest first (P14.2); the reading is written down. Throws
 * `not_found` for another business's contact.
 */
export async function listContactMessages(
  ctx: Context,
  input: Input,
): Promise<{ items: ContactMessageView[]; next_cursor: string | null }> {
  authorize(ctx, "contact.read");
  const page = await withTenant(ctx, (tx) => readPage(tx, ctx.ceoId, input));
  await recordReading(ctx, { action: "CONVERSATION_VIEWED", contactId: input.contactId });
  return page;
}

type Talk = { id: string; platform: "whatsapp" | "instagram" };

async function readPage(tx: Tx, ceoId: string, { contactId, limit, cursor }: Input) {
  const talks = await talksOf(tx, ceoId, contactId);
  const ids = await newestIds(tx, ceoId, contactId, limit + 1, cursor);
  const rows = ids.length > 0 ? await messageRows(tx, inArray(messages.id, ids), limit + 1) : [];
  return toPage(
    rows,
    limit,
    (row) => ({ createdAt: row.createdText, id: row.message.id }),
    (row) => ({
      ...messageDto(row),
      conversation_id: row.message.conversationId,
      platform: talks.get(row.message.conversationId) ?? "whatsapp",
    }),
  );
}

/** The contact's conversations by id. A contact that is not ours has none to find. */
async function talksOf(tx: Tx, ceoId: string, contactId: string): Promise<Map<string, Talk["platform"]>> {
  const found = await tx.execute(
    sql`select from contacts where ceo_id = ${ceoId} and id = ${contactId} limit 1`,
  );
  if (found.length === 0) throw notFound("The contact");
  const rows = await tx.execute<Talk>(sql`
    select n.id, h.platform from conversations n join channels h on h.ceo_id = n.ceo_id and h.id = n.channel_id
    where n.ceo_id = ${ceoId} and n.contact_id = ${contactId}`);
  return new Map(rows.map((row) => [row.id, row.platform]));
}

/** Each conversation gives its own newest, in the order of its index; of those the newest are taken. */
export async function newestIds(
  tx: Tx,
  ceoId: string,
  contactId: string,
  limit: number,
  cursorText: string | undefined,
): Promise<string[]> {
  const cursor = decodeCursor(cursorText);
  const isBefore = cursor
    ? sql`and (m.created_at, m.id) < (${cursor.createdAt}::timestamptz, ${cursor.id})`
    : sql``;
  const rows = await tx.execute<{ id: string }>(sql`
    select m.id from conversations n cross join lateral (
      select m.id, m.created_at from messages m
      where m.ceo_id = ${ceoId} and m.conversation_id = n.id ${isBefore}
      order by m.created_at desc, m.id desc limit ${limit}) m
    where n.ceo_id = ${ceoId} and n.contact_id = ${contactId}
    order by m.created_at desc, m.id desc limit ${limit}`);
  return rows.map((row) => row.id);
}
