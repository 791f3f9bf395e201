import { and, eq, sql } from "drizzle-orm";
import { conversations } from "@/db/schema/chat";
import { messagePictures, messages } from "@/db/schema/messages";
import { type ChannelRecord, loadChannel } from "@/lib/channels/load-channel";
import { sha256Hex } from "@/lib/crypto";
import { reencode } from "@/lib/imaging/reencode";
import type { Reencoded } from "@/lib/imaging/result";
import { publishEvent } from "@/lib/live/publish-event";
import { log } from "@/lib/log";
import { keptPictureKey } from "@/lib/storage/keys";
import { KeyTakenError, store } from "@/lib/storage/store";
import { type Context, systemContext } from "@/lib/tenancy/context";
import { type Tx, withTenant } from "@/lib/tenancy/with-tenant";
import { fetchFromMeta } from "./fetch-from-meta";
import { sourceOf } from "./picture-sources";

/** After this long without the file it counts as lost; until then Meta may come back. */
const GIVE_UP_SECONDS = 2 * 3600;

type Picture = typeof messagePictures.$inferSelect;
type Work = {
  pictures: Picture[];
  media: unknown;
  channel: ChannelRecord;
  conversationId: string;
  vendorId: string | null;
  ageSeconds: number;
};

/**
 * Job: fetches the pictures of a message that are no proof of payment and keeps copies of our own, made in a killable child
 * like those of receipts; what its sender deleted goes. Safe to run twice and to be cut off anywhere. Throws while Meta or
 * the store are away: the queue comes back.
 */
export async function keepPictures({
  ceoId,
  messageId,
}: {
  ceoId: string;
  messageId: string;
}): Promise<void> {
  const ctx = systemContext(ceoId, { kind: "worker", id: "worker" });
  const work = await withTenant(ctx, (tx) => load(tx, messageId));
  if (!work) return;
  let isLater = false;
  for (const picture of work.pictures) {
    if (picture.state === "forgotten") await remove(ctx, picture);
    if (picture.state === "waiting") isLater = (await keepOne(ctx, work, picture)) || isLater;
  }
  if (isLater) throw new Error("a picture of a message is not there yet");
}

async function load(tx: Tx, messageId: string): Promise<Work | null> {
  const pictures = await tx.select().from(messagePictures).where(eq(messagePictures.messageId, messageId));
  const [row] = await tx
    .select({
      media: messages.media,
      channelId: messages.channelId,
      conversationId: messages.conversationId,
      vendorId: conversations.vendorId,
      ageSeconds: sql<number>`extract(epoch from now() - ${messages.createdAt})::int`,
    })
    .from(messages)
    .innerJoin(
      conversations,
      and(eq(conversations.ceoId, messages.ceoId), eq(conversations.id, messages.conversationId)),
    )
    .where(eq(messages.id, messageId));
  if (!row || pictures.length === 0) return null;
  return { ...row, pictures, channel: await loadChannel(tx, row.channelId) };
}

/** Gives true when Meta may still come back with it. */
async function keepOne(ctx: Context, work: Work, picture: Picture): Promise<boolean> {
  const source = sourceOf(work.media, picture.place);
  if (source === null) return settle(ctx, work, picture, null);
  const original = await fetchFromMeta(work.channel, source);
  if (!original.ok) {
    if (original.retryable && work.ageSeconds < GIVE_UP_SECONDS) return true;
    log.info(
      { ceoId: ctx.ceoId, messageId: picture.messageId, reason: original.reason },
      "a picture is lost",
    );
    return settle(ctx, work, picture, null);
  }
  const view = await reencode(original.bytes);
  return settle(ctx, work, picture, view.ok ? await put(ctx, picture, view) : null);
}

/** Our copy under a name that a second run finds again: whichever came first is kept, both show the same picture. */
async function put(ctx: Context, { messageId, place }: Picture, view: Reencoded): Promise<string> {
  const extension = view.mimeType === "image/jpeg" ? "jpg" : "webp";
  const key = keptPictureKey({ ceoId: ctx.ceoId, messageId, place }, extension);
  const facts = { contentType: view.mimeType, sha256Hex: sha256Hex(view.bytes) };
  await store()
    .put(key, view.bytes, facts)
    .catch((error: unknown) => {
      if (!(error instanceof KeyTakenError)) throw error;
    });
  return key;
}

async function settle(
  ctx: Context,
  { conversationId, vendorId }: Work,
  { messageId, place }: Picture,
  viewKey: string | null,
): Promise<false> {
  const settled = await withTenant(ctx, async (tx) => {
    const [row] = await tx
      .update(messagePictures)
      .set({ state: viewKey === null ? "unreadable" : "kept", viewKey })
      .where(and(isAt(messageId, place), eq(messagePictures.state, "waiting")))
      .returning({ place: messagePictures.place });
    if (!row) return false;
    await publishEvent(tx, ctx.ceoId, { topic: "message", ids: { conversationId, messageId }, vendorId });
    return true;
  });
  // Deleted by its sender while it was fetched, or kept by another run, which then has the same file.
  if (!settled && viewKey !== null) {
    const [now] = await withTenant(ctx, (tx) =>
      tx.select().from(messagePictures).where(isAt(messageId, place)),
    );
    if (now?.state !== "kept") await store().delete(viewKey);
  }
  return false;
}

async function remove(ctx: Context, { messageId, place, viewKey }: Picture): Promise<void> {
  if (viewKey !== null) await store().delete(viewKey);
  await withTenant(ctx, (tx) => tx.delete(messagePictures).where(isAt(messageId, place)));
}

function isAt(messageId: string, place: number) {
  return and(eq(messagePictures.messageId, messageId), eq(messagePictures.place, place));
}
