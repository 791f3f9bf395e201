import { and, asc, eq, ne, sql } from "drizzle-orm";
import { conversationEvents, messages, outbox } from "@/db/schema/messages";
import { splitByBytes } from "@/lib/meta/split-text";
import type { EchoItem } from "@/lib/meta/webhook/item";
import type { Context } from "@/lib/tenancy/context";
import type { Tx } from "@/lib/tenancy/with-tenant";
import { applyStatus } from "./apply-status";
import { lockDelivery } from "./lock-delivery";
import { applyEarlyStatuses } from "./record-status";
import { HIDDEN_CODE } from "./rules";

type Echo = { channelId: string; conversationId: string; item: EchoItem };

/**
 * Recognises an echo of a message of our own (Instagram echoes them all): by Meta's id, else as a send of this conversation
 * whose outcome is open and which says the same. That send is thereby known to have gone out, even when the echo beats
 * the answer. Gives true when there is nothing more to store.
 */
export async function settleOwnEcho(tx: Tx, ctx: Context, echo: Echo): Promise<boolean> {
  const { channelId, conversationId, item } = echo;
  if (item.platform !== "instagram") return false;
  await lockDelivery(tx, ctx, conversationId);
  if (await isKnown(tx, echo)) return true;
  const own = (await openSends(tx, echo)).find((row) => saysTheSame(row, item));
  if (!own) return false;
  // Of a text that went out in parts the last part stands for the message; a repeat that also arrived changes nothing.
  const isSettling = own.externalId === null && isLastPart(own.text, item.text);
  if (!isSettling) return true;
  await applyStatus(tx, ctx, { messageId: own.id, externalId: item.externalId, status: "sent" });
  await applyEarlyStatuses(tx, ctx, [{ channelId, externalId: item.externalId, messageId: own.id }]);
  return true;
}

/**
 * Takes back an echo that was stored as typed in the app and now turns out, by the id in the answer, to be this message:
 * its text was changed on the way.
 */
export async function absorbEcho(
  tx: Tx,
  own: { messageId: string; channelId: string; conversationId: string; externalId: string },
): Promise<void> {
  const [taken] = await tx
    .delete(messages)
    .where(
      and(
        eq(messages.channelId, own.channelId),
        eq(messages.externalId, own.externalId),
        eq(messages.direction, "out"),
        ne(messages.id, own.messageId),
      ),
    )
    .returning({ id: messages.id });
  if (!taken) return;
  await tx
    .delete(conversationEvents)
    .where(
      and(
        eq(conversationEvents.conversationId, own.conversationId),
        eq(conversationEvents.kind, "person_took_over"),
        sql`${conversationEvents.handledAt} is null and ${conversationEvents.data} ->> 'messageId' = ${taken.id}`,
      ),
    );
}

async function isKnown(tx: Tx, { channelId, item }: Echo): Promise<boolean> {
  const [row] = await tx
    .select({ id: messages.id })
    .from(messages)
    .where(and(eq(messages.channelId, channelId), eq(messages.externalId, item.externalId)));
  return row !== undefined;
}

type OpenSend = { id: string; kind: string; text: string | null; externalId: string | null };

/**
 * Sends of ours of which this may be the echo, the oldest first: under way, in doubt, given up as unknown, or sent more than
 * once. Meta's clock may be a minute behind ours.
 */
async function openSends(tx: Tx, { conversationId, item }: Echo): Promise<OpenSend[]> {
  return tx
    .select({ id: messages.id, kind: messages.kind, text: messages.text, externalId: messages.externalId })
    .from(messages)
    .leftJoin(outbox, and(eq(outbox.ceoId, messages.ceoId), eq(outbox.messageId, messages.id)))
    .where(
      and(
        eq(messages.conversationId, conversationId),
        eq(messages.direction, "out"),
        ne(messages.author, "phone_app"),
        sql`(${outbox.state} in ('sending', 'in_doubt') or ${messages.status} = 'unknown' or ${messages.tries} > 1)`,
        sql`${messages.createdAt} < ${item.sentAt.toISOString()}::timestamptz + interval '1 minute'`,
        sql`${messages.createdAt} > now() - interval '2 days'`,
      ),
    )
    .orderBy(sql`${messages.externalId} is not null`, asc(messages.createdAt));
}

function saysTheSame(own: OpenSend, item: EchoItem): boolean {
  if (own.kind === "image" || own.kind === "document") return item.kind === own.kind && !item.text;
  const said = plain(item.text ?? "");
  return said !== "" && [own.text ?? "", ...splitByBytes(own.text ?? "")].some((part) => isSame(part, said));
}

/** The code in our text is stored as dots, so what stands around it is compared. */
function isSame(ours: string, said: string): boolean {
  const [head = "", tail] = ours.split(HIDDEN_CODE).map(plain);
  if (tail === undefined) return head === said;
  return said.startsWith(head) && said.endsWith(tail) && said.length > head.length + tail.length;
}

function isLastPart(ours: string | null, said: string | undefined): boolean {
  const parts = splitByBytes(ours ?? "");
  return parts.length < 2 || isSame(parts.at(-1) ?? "", plain(said ?? ""));
}

/** Instagram may change spaces and line ends on the way. */
function plain(text: string): string {
  return text.normalize("NFC").replace(/\s+/g, " ").trim();
}
