import { and, desc, eq, ne, sql } from "drizzle-orm";
import { channels } from "@/db/schema/chat";
import { recordEntry } from "@/lib/audit/record-entry";
import { isKeptElsewhere } from "@/lib/channels/channel-token";
import { maskedHandle } from "@/lib/channels/queries";
import { publishEvent } from "@/lib/live/publish-event";
import { giveUpChannel } from "@/lib/messaging/keep-back";
import { enqueueJob } from "@/lib/queue/enqueue-job";
import type { Context } from "@/lib/tenancy/context";
import type { Tx } from "@/lib/tenancy/with-tenant";
import type { Asset, Found } from "./find-assets";

/** One asset on its way into a row: which row, and what its column keeps of the token. */
export type Planned = Found & { channelId: string; tokenSealed: string; isMovedHere?: boolean };

/** The row that this asset had here before, connected or not: its conversations go on. Null for a new one. */
export async function findOwnChannel(tx: Tx, asset: Asset): Promise<string | null> {
  const [row] = await tx
    .select({ id: channels.id })
    .from(channels)
    .where(and(eq(channels.platform, asset.platform), eq(channels.externalId, asset.externalId)))
    .orderBy(sql`${channels.status} = 'disconnected'`, desc(channels.createdAt))
    .limit(1);
  return row?.id ?? null;
}

/**
 * Writes a connected channel with its token, and lets go what was held for it (P4.3). The asset must be locked and nobody
 * else's. In the caller's transaction.
 */
export async function attachChannel(tx: Tx, ctx: Context, planned: Planned): Promise<void> {
  const { asset, access, channelId, tokenSealed } = planned;
  await leaveOldPage(tx, ctx, asset);
  const values = {
    platform: asset.platform,
    externalId: asset.externalId,
    accountId: asset.accountId,
    login: asset.login,
    pageId: asset.pageId,
    displayName: asset.name,
    displayHandle: asset.handle,
    tokenSealed,
    tokenExpiresAt: access.expiresAt,
    tokenIssuedAt: access.issuedAt,
    authorizedBy: access.authorizedBy,
    status: "connected" as const,
    trouble: null,
    health: null,
    checkedAt: null,
    connectedAt: sql`now()` as unknown as Date,
  };
  const known = await tx
    .update(channels)
    .set(values)
    .where(eq(channels.id, channelId))
    .returning({ id: channels.id });
  if (known.length === 0) await tx.insert(channels).values({ ceoId: ctx.ceoId, id: channelId, ...values });
  await enqueueJob(tx, "wake-held", { ceoId: ctx.ceoId, channelId });
  // Its card says how it is doing without anybody having to ask.
  await enqueueJob(tx, "check-channels", {}, { key: "check-channels-now" });
  await publishEvent(tx, ctx.ceoId, { topic: "channel", ids: { channelId }, vendorId: null });
  await recordEntry(tx, ctx, {
    action: "META_ACCOUNT_CONNECTED",
    subject: { kind: "channel", id: channelId },
    details: {
      platform: asset.platform,
      account: maskedHandle(asset.platform, asset.handle),
      name: asset.name,
      login: asset.login ?? "facebook",
      reconnected: known.length > 0,
      ...(planned.isMovedHere ? { moved_here: true } : {}),
    },
  });
}

/** A Page that now belongs to another Instagram account: the channel of the old one can reach nobody any more. */
async function leaveOldPage(tx: Tx, ctx: Context, { pageId, externalId }: Asset): Promise<void> {
  if (pageId === null) return;
  const left = await tx
    .select({ ceoId: channels.ceoId, channelId: channels.id, tokenSealed: channels.tokenSealed })
    .from(channels)
    .where(
      and(
        eq(channels.pageId, pageId),
        ne(channels.externalId, externalId),
        ne(channels.status, "disconnected"),
      ),
    );
  for (const { tokenSealed, ...channel } of left) {
    await detach(tx, { ...channel, tokenSealed }, "Its Page now belongs to another Instagram account.");
    const { channelId } = channel;
    const notSent = await giveUpChannel(tx, channelId);
    await publishEvent(tx, ctx.ceoId, { topic: "channel", ids: { channelId }, vendorId: null });
    await recordEntry(tx, ctx, {
      action: "CHANNEL_DISCONNECTED",
      subject: { kind: "channel", id: channelId },
      details: { reason: "page_left", messages_not_sent: notSent },
    });
  }
}

/** Empties a channel's row for good, of who gave the access too; what a service keeps of its token is removed by a job. */
export async function detach(
  tx: Tx,
  channel: { ceoId: string; channelId: string; tokenSealed: string | null },
  trouble: string,
): Promise<void> {
  const { ceoId, channelId, tokenSealed } = channel;
  await tx
    .update(channels)
    .set({
      status: "disconnected",
      trouble,
      tokenSealed: null,
      tokenExpiresAt: null,
      tokenIssuedAt: null,
      authorizedBy: null,
    })
    .where(eq(channels.id, channelId));
  if (isKeptElsewhere(tokenSealed)) await enqueueJob(tx, "forget-token", { ceoId, channelId });
}
