import { and, eq } from "drizzle-orm";
import { conversations } from "@/db/schema/chat";
import { messagePictures, messages } from "@/db/schema/messages";
import { recordEntry } from "@/lib/audit/record-entry";
import { notFound } from "@/lib/errors";
import { store } from "@/lib/storage/store";
import { typeOfIntact } from "@/lib/storage/type-of-intact";
import type { Context } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { withTenant } from "@/lib/tenancy/with-tenant";

/** How long a link to a private file lives (P9.10). */
const LINK_SECONDS = 60;

type Found = { fileKey: string; contactId: string };

/**
 * A 60-second link to a picture of a message, ours or the contact's (its copy); its making is audited (P9.10). `place` is the
 * picture's place in the message, from 0. Throws `not_found` for what is another's or is not kept (yet), `conflict` when the
 * stored file has changed since (FI-13).
 */
export async function openPicture(
  ctx: Context,
  { messageId, place }: { messageId: string; place: number },
): Promise<string> {
  authorize(ctx, "conversation.read");
  const found = await find(ctx, messageId, place);
  if (!found) throw notFound("The picture");
  const about = { ceoId: ctx.ceoId, messageId };
  const contentType = await typeOfIntact(found.fileKey, { about, what: "The picture" });
  await withTenant(ctx, (tx) =>
    recordEntry(tx, ctx, {
      action: "FILE_LINK_ISSUED",
      subject: { kind: "message", id: messageId },
      contactId: found.contactId,
      details: { place },
      chain: "access",
    }),
  );
  return store().signedUrl(found.fileKey, { ttlSeconds: LINK_SECONDS, contentType, inline: true });
}

function find(ctx: Context, messageId: string, place: number): Promise<Found | null> {
  return withTenant(ctx, async (tx) => {
    const [row] = await tx
      .select({
        direction: messages.direction,
        kind: messages.kind,
        media: messages.media,
        viewKey: messagePictures.viewKey,
        state: messagePictures.state,
        contactId: conversations.contactId,
      })
      .from(messages)
      .innerJoin(
        conversations,
        and(eq(conversations.ceoId, messages.ceoId), eq(conversations.id, messages.conversationId)),
      )
      .leftJoin(
        messagePictures,
        and(
          eq(messagePictures.ceoId, messages.ceoId),
          eq(messagePictures.messageId, messages.id),
          eq(messagePictures.place, place),
        ),
      )
      .where(eq(messages.id, messageId));
    if (!row) return null;
    const sent = row.media as { fileKey?: string } | null;
    const isSent = row.direction === "out" && row.kind === "image" && place === 0;
    const fileKey = isSent ? sent?.fileKey : row.state === "kept" ? row.viewKey : null;
    return fileKey ? { fileKey, contactId: row.contactId } : null;
  });
}
