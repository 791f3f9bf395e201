import { eq, sql } from "drizzle-orm";
import { channels, conversations } from "@/db/schema/chat";
import { seal } from "@/lib/crypto";
import { env } from "@/lib/env";
import { newId } from "@/lib/ids";
import { publishEvent } from "@/lib/live/publish-event";
import { splitByBytes } from "@/lib/meta/split-text";
import { enqueueJob } from "@/lib/queue/enqueue-job";
import { writeAtEnd } from "@/lib/tenancy/collected-writes";
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
  /** A PDF; the text is its caption. */
  document?: { fileKey: string; contentType: string; filename: string };
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

/** Where a message goes; a turn knows it already. */
export type Way = { channelId: string; vendorId: string | null; platform: "whatsapp" | "instagram" };

/**
 * Puts a message on its way in the caller's transaction, at its end: it goes out if and only if that commits. Gives its
 * id. What Instagram takes only in several messages (a longer text, a picture with words) becomes several, and the id is the
 * last one's. `way`: when it is known; the caller then moves the conversation up in the list.
 */
export async function queueMessage(
  tx: Tx,
  ctx: Context,
  message: OutgoingMessage,
  way?: Way,
): Promise<string> {
  const { conversationId } = message;
  const known = way ?? (await findWay(tx, conversationId));
  const parts = known.platform === "instagram" ? splitForInstagram(message) : [message];
  let id = "";
  for (const part of parts) id = await queuePart(tx, ctx, known, part);
  // One job sends all that waits in a conversation; asked for several times in a transaction, it is there once.
  await enqueueJob(tx, "deliver-conversation", { ceoId: ctx.ceoId, conversationId });
  return id;
}

async function findWay(tx: Tx, conversationId: string): Promise<Way> {
  const [conversation] = await tx
    .update(conversations)
    .set({ lastMessageAt: sql`now()` })
    .where(eq(conversations.id, conversationId))
    .returning({
      channelId: conversations.channelId,
      vendorId: conversations.vendorId,
      platform: sql<Way["platform"]>`(select ${channels.platform} from ${channels}
        where ${channels.ceoId} = ${conversations.ceoId} and ${channels.id} = ${conversations.channelId})`,
    });
  if (!conversation) throw new Error("the conversation is not this tenant's");
  return conversation;
}

/** Each part a message of its own, so that each has its own id at Meta, its own echo and its own outcome. */
function splitForInstagram(message: OutgoingMessage): OutgoingMessage[] {
  const { picture, buttons, code, document, ...rest } = message;
  // An attachment goes out without its caption there, which the shop reads all the same.
  if (document) return [{ ...rest, document }];
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

async function queuePart(tx: Tx, ctx: Context, way: Way, message: OutgoingMessage): Promise<string> {
  const { ceoId } = ctx;
  const { conversationId, code } = message;
  const id = newId("message");
  await writeAtEnd(tx, writeOutgoing, {
    ceoId,
    id,
    conversationId,
    channelId: way.channelId,
    author: message.author,
    authorId: message.authorId ?? null,
    kind: kindOf(message),
    text: message.text.replaceAll("{code}", HIDDEN_CODE),
    media: message.picture ?? message.document ?? null,
    buttons: message.buttons?.length ? message.buttons : null,
    orderId: message.orderId ?? null,
    repeatable: message.repeatable,
    sealed: code ? seal(env().ENCRYPTION_KEYS, outboxPlace(ceoId, id), code.value) : null,
    sealedUntil: code?.expiresAt ?? null,
  });
  const ids = { conversationId, messageId: id };
  await publishEvent(tx, ceoId, { topic: "message", ids, vendorId: way.vendorId });
  return id;
}

function kindOf({ code, picture, document }: OutgoingMessage): "code" | "image" | "document" | "text" {
  if (code && !code.isLink) return "code";
  if (picture) return "image";
  return document ? "document" : "text";
}

/** All outgoing messages of a transaction, in their order: each has a moment of its own. */
async function writeOutgoing(tx: Tx, messages: readonly { id: string }[]): Promise<void> {
  const rows = messages.map((message, place) => ({ ...message, place }));
  await tx.execute(sql`
    with given as materialized (
      select *, clock_timestamp() + place * interval '1 microsecond' as at from json_to_recordset(${JSON.stringify(rows)}::json) as g("ceoId" text, id text,
        "conversationId" text, "channelId" text, author text, "authorId" text, kind text, text text, media jsonb,
        buttons jsonb, "orderId" text, repeatable boolean, sealed text, "sealedUntil" timestamptz, place integer)
    ), queued as (
      insert into outbox (ceo_id, message_id, conversation_id, repeatable, sealed, sealed_until, created_at)
      select "ceoId", id, "conversationId", repeatable, sealed, "sealedUntil", at from given
    )
    insert into messages (ceo_id, id, conversation_id, channel_id, direction, author, author_id, kind, text, media,
      buttons, order_id, status, provider_at, created_at, handled_at)
    select "ceoId", id, "conversationId", "channelId", 'out', author, "authorId", kind, text, media, buttons, "orderId",
      'queued', at, at, now() from given`);
}
