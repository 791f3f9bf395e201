import { and, desc, eq, type SQL, sql } from "drizzle-orm";
import { messages } from "@/db/schema/messages";
import { vendors } from "@/db/schema/people";
import { receipts } from "@/db/schema/proof";
import type { Tx } from "@/lib/tenancy/with-tenant";
import { HELD_FOR_ACCOUNT } from "./hold-message";
import type { MessageView } from "./schema";

type KeptPicture = { place: number; state: "waiting" | "kept" | "unreadable" | "forgotten" };

/** Asked only of messages that can have some. */
const picturesOf = sql<
  KeptPicture[] | null
>`case when ${messages.direction} = 'in' and ${messages.media} is not null
  then (select json_agg(json_build_object('place', p.place, 'state', p.state) order by p.place)
    from message_pictures p where p.ceo_id = ${messages.ceoId} and p.message_id = ${messages.id}) end`;

/** Messages with who wrote them and the proof they brought, the newest first. */
export function messageRows(tx: Tx, condition: SQL | undefined, limit: number) {
  return tx
    .select({
      message: messages,
      createdText: sql<string>`${messages.createdAt}::text`,
      authorName: vendors.name,
      receipt: {
        id: receipts.id,
        state: receipts.state,
        viewKey: receipts.viewKey,
        deletedAt: receipts.deletedAt,
      },
      pictures: picturesOf,
    })
    .from(messages)
    .leftJoin(vendors, and(eq(vendors.ceoId, messages.ceoId), eq(vendors.id, messages.authorId)))
    .leftJoin(receipts, and(eq(receipts.ceoId, messages.ceoId), eq(receipts.messageId, messages.id)))
    .where(condition)
    .orderBy(desc(messages.createdAt), desc(messages.id))
    .limit(limit);
}

type MessageRow = {
  message: typeof messages.$inferSelect;
  authorName: string | null;
  receipt: { id: string; state: string; viewKey: string | null; deletedAt: Date | null } | null;
  pictures: KeptPicture[] | null;
};

/** One message as pages and the API show it. */
export function messageDto({ message, authorName, receipt, pictures }: MessageRow): MessageView {
  const isOut = message.direction === "out";
  return {
    message_id: message.id,
    direction: message.direction,
    author: message.author,
    author_name: authorName,
    kind: message.kind,
    text: message.text,
    buttons: isOut ? ((message.buttons as { id: string; title: string }[] | null) ?? null) : null,
    order_id: message.orderId,
    receipt: receipt && {
      receipt_id: receipt.id,
      state: receipt.state,
      has_picture: receipt.viewKey !== null && receipt.deletedAt === null,
    },
    picture_path: isOut && message.kind === "image" ? `/api/messages/${message.id}/picture` : null,
    pictures: (pictures ?? []).flatMap(({ place, state }) => {
      // A proof of payment is shown as such, and not once more.
      if (state === "forgotten" || (place === 0 && receipt)) return [];
      const path = state === "kept" ? `/api/messages/${message.id}/picture?place=${place}` : null;
      return [{ place, state, path }];
    }),
    status: message.status,
    failure: message.failure,
    awaits_owner: message.status === "held" && message.failure === HELD_FOR_ACCOUNT,
    at: (isOut ? message.createdAt : message.providerAt).toISOString(),
  };
}
