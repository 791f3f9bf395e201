import { and, eq, sql } from "drizzle-orm";
import { channels } from "@/db/schema/chat";
import { recordEntry } from "@/lib/audit/record-entry";
import { type Inspection, inspectChannel } from "@/lib/channels/inspect-channel";
import { type ChannelRecord, loadChannel, openChannel } from "@/lib/channels/load-channel";
import { type HealthCode, judgeHealth } from "@/lib/channels/rules/health";
import { AppError } from "@/lib/errors";
import { publishEvent } from "@/lib/live/publish-event";
import { loseChannel } from "@/lib/messaging/lose-channel";
import { enqueueJob } from "@/lib/queue/enqueue-job";
import type { Context } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { type PlatformTx, type Tx, withTenant, withTenantAndPlatform } from "@/lib/tenancy/with-tenant";

/** What the owner reads of a token that Meta refused when it was looked at. */
export const TOKEN_REFUSED =
  "Meta no longer accepts our access to this account. Reconnect it on the Connections page.";

type Options = {
  /** Whether a channel that needs reconnecting is taken back when Meta accepts its token after all. */
  heals: boolean;
};

/**
 * Looks at a channel at Meta (token, permissions, subscription, number) and writes down what was found. A token that is
 * refused turns it to *needs reconnecting* and tells its owner, once. Throws `not_found`, or `wrong_state` for one that was
 * disconnected.
 */
export async function checkChannel(
  ctx: Context,
  channelId: string,
  { heals }: Options = { heals: true },
): Promise<void> {
  authorize(ctx, "channel.check");
  const record = await withTenant(ctx, (tx) => loadChannel(tx, channelId));
  if (record.status === "disconnected") {
    throw new AppError("wrong_state", "This channel is disconnected. Connect it again first.");
  }
  const found = await inspectChannel(await openChannel(record));
  await withTenantAndPlatform(ctx, (tx) => writeDown(tx, ctx, record, found, heals));
}

async function writeDown(
  tx: Tx & PlatformTx,
  ctx: Context,
  record: ChannelRecord,
  found: Inspection,
  heals: boolean,
): Promise<void> {
  const row = await lockUnchanged(tx, record);
  // Reconnected or disconnected meanwhile: what was seen is of a token that counts no more.
  if (!row) return;
  const codes = judgeHealth({ ...found, daysLeft: daysLeft(found, row), hasHeard: row.hasHeard });
  await tx
    .update(channels)
    .set({
      health: { codes, quality: found.number?.quality || null },
      checkedAt: sql`now()`,
      ...(found.expiresAt === undefined ? {} : { tokenExpiresAt: found.expiresAt }),
    })
    .where(eq(channels.id, record.channelId));
  if (found.token === "refused") {
    await loseChannel(tx, ctx, {
      channelId: record.channelId,
      trouble: TOKEN_REFUSED,
      code: "190",
    });
    return;
  }
  if (record.status === "needs_reconnect" && heals && found.token === "good" && isUsable(codes)) {
    await takeBack(tx, ctx, record.channelId);
  } else {
    await publishEvent(tx, ctx.ceoId, {
      topic: "channel",
      ids: { channelId: record.channelId },
      vendorId: null,
    });
  }
}

type Row = { hasHeard: boolean; secondsLeft: number | null };

/** The row, locked, if it is still the one that was looked at. */
async function lockUnchanged(tx: Tx, record: ChannelRecord): Promise<Row | undefined> {
  const [row] = await tx
    .select({
      hasHeard: sql<boolean>`${channels.lastMessageAt} is not null`,
      secondsLeft: sql<number | null>`extract(epoch from ${channels.tokenExpiresAt} - now())::float8`,
    })
    .from(channels)
    .where(
      and(
        eq(channels.id, record.channelId),
        eq(channels.status, record.status),
        sql`${channels.tokenSealed} is not distinct from ${record.tokenSealed}`,
      ),
    )
    .for("update");
  return row;
}

const DAY_SECONDS = 86_400;

function daysLeft(found: Inspection, row: Row): number | null {
  const seconds =
    found.expiresAt === undefined
      ? row.secondsLeft
      : found.expiresAt && (found.expiresAt.getTime() - Date.now()) / 1_000;
  return seconds === null ? null : Math.floor(seconds / DAY_SECONDS);
}

function isUsable(codes: readonly HealthCode[]): boolean {
  return !codes.includes("permission_missing") && !codes.includes("number_closed");
}

/** A channel works again: what was kept back goes out, the oldest first (P4.3). */
export async function takeBack(tx: Tx, ctx: Context, channelId: string): Promise<void> {
  await tx
    .update(channels)
    .set({ status: "connected", trouble: null })
    .where(and(eq(channels.id, channelId), eq(channels.status, "needs_reconnect")));
  await enqueueJob(tx, "wake-held", { ceoId: ctx.ceoId, channelId });
  await publishEvent(tx, ctx.ceoId, { topic: "channel", ids: { channelId }, vendorId: null });
  await recordEntry(tx, ctx, {
    action: "CHANNEL_WORKS_AGAIN",
    subject: { kind: "channel", id: channelId },
  });
}
