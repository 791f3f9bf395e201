import { eq, sql } from "drizzle-orm";
import { conversations } from "@/db/schema/chat";
import { messages } from "@/db/schema/messages";
import { recordEntry } from "@/lib/audit/record-entry";
import { publishEvent } from "@/lib/live/publish-event";
import { explainWhatsAppError } from "@/lib/meta/errors";
import type { MetaError } from "@/lib/meta/webhook/item";
import { enqueueJob } from "@/lib/queue/enqueue-job";
import { anyOf } from "@/lib/tenancy/any-of";
import type { Context } from "@/lib/tenancy/context";
import type { Tx } from "@/lib/tenancy/with-tenant";
import { type DeliveryStatus, laterStatus, type MessageStatus } from "./rules";

export type StatusNews = {
  messageId: string;
  externalId?: string;
  status: DeliveryStatus;
  errors?: MetaError[];
};

/**
 * Applies one status to one message: moves it forward, settles its outbox row (an in-doubt send is thereby known to
 * have gone out), and sees to a failure. Safe to call twice.
 */
export function applyStatus(tx: Tx, ctx: Context, news: StatusNews): Promise<void> {
  return applyStatuses(tx, ctx, [news]);
}

/** The same for several messages, each named once. */
export async function applyStatuses(tx: Tx, ctx: Context, news: readonly StatusNews[]): Promise<void> {
  if (news.length === 0) return;
  const these = anyOf(news.map(({ messageId }) => messageId));
  const found = await tx
    .select({ row: KNOWN, vendorId: conversations.vendorId })
    .from(messages)
    .innerJoin(conversations, eq(conversations.id, messages.conversationId))
    .where(sql`${messages.id} = ${these}`)
    .orderBy(messages.id)
    .for("update", { of: messages });
  const changes = found.map(({ row, vendorId }) => {
    const own = news.find(({ messageId }) => messageId === row.id) as StatusNews;
    const status = laterStatus(row.status as MessageStatus, own.status);
    const failure = status === "failed" ? failureSentence(own.errors) : null;
    return { row, vendorId, status, failure, externalId: row.externalId ?? own.externalId ?? null };
  });
  const given = changes.map(({ row, status, failure, externalId }) => ({
    id: row.id,
    status,
    failure,
    externalId,
  }));
  await tx.execute(sql`
    with given as materialized (
      select * from json_to_recordset(${JSON.stringify(given)}::json)
        as g(id text, status text, failure text, "externalId" text)
    ), settled as (
      delete from outbox where ceo_id = ${ctx.ceoId} and message_id = ${these} returning message_id, tries
    )
    update messages set status = given.status, external_id = given."externalId", failure = given.failure,
      tries = greatest(messages.tries, (select settled.tries from settled where settled.message_id = messages.id))
    from given where messages.ceo_id = ${ctx.ceoId} and messages.id = ${these} and messages.id = given.id`);
  for (const change of changes) await follow(tx, ctx, change);
}

const KNOWN = {
  id: messages.id,
  conversationId: messages.conversationId,
  kind: messages.kind,
  status: messages.status,
  externalId: messages.externalId,
};

type Change = {
  row: Pick<typeof messages.$inferSelect, keyof typeof KNOWN>;
  vendorId: string | null;
  status: MessageStatus;
  failure: string | null;
};

/** What a new status brings with it: open pages hear of it, and of a failure the log and, for a code, the SMS. */
async function follow(tx: Tx, ctx: Context, { row, vendorId, status, failure }: Change): Promise<void> {
  const ids = { conversationId: row.conversationId, messageId: row.id };
  await publishEvent(tx, ctx.ceoId, { topic: "message", ids, vendorId });
  if (status !== "failed" || row.status === "failed") return;
  if (row.kind === "code") await enqueueJob(tx, "send-code-by-sms", { ceoId: ctx.ceoId, ...ids });
  await recordEntry(tx, ctx, {
    action: "MESSAGE_FAILED",
    subject: { kind: "message", id: row.id },
    details: { reason: failure, conversation: row.conversationId },
  });
}

function failureSentence(errors: MetaError[] = []): string {
  const code = errors[0]?.code;
  return code ? explainWhatsAppError(code).sentence : "WhatsApp could not deliver it and did not say why.";
}
