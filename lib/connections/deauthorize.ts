import { and, eq, ne, sql } from "drizzle-orm";
import { channels } from "@/db/schema/chat";
import { recordPlatformEntry } from "@/lib/audit/record-entry";
import { isKeptElsewhere } from "@/lib/channels/channel-token";
import { newId } from "@/lib/ids";
import { loseChannel } from "@/lib/messaging/lose-channel";
import { enqueueJob } from "@/lib/queue/enqueue-job";
import type { Context } from "@/lib/tenancy/context";
import { type PlatformTx, type Tx, withPlatform, withTenantAndPlatform } from "@/lib/tenancy/with-tenant";
import { channelsOf, openCallback } from "./meta-callback";

/** What the owner reads of a channel whose access was taken away on Meta's side. */
const TAKEN_AWAY = "Our access was taken away in Meta's settings. Reconnect it on the Connections page.";
/** Our clock and Meta's may differ by so much. */
const SKEW_SECONDS = 60;

/**
 * Meta's *deauthorize* callback (P4.5): somebody took our access away. Their channels' tokens are removed, the channels need
 * reconnecting and their owners are told. One that was connected again since is left alone, so the same word twice, or late,
 * does nothing more. Gives how many channels it changed. Throws `signature_missing` or `signature_wrong`.
 */
export async function deauthorize(signedRequest: string | null): Promise<number> {
  const { userId, issuedAt } = openCallback(signedRequest);
  let changed = 0;
  for (const { ctx, channelId } of await channelsOf(userId)) {
    const isChanged = await withTenantAndPlatform(ctx, (tx) => takeAway(tx, ctx, channelId, issuedAt));
    if (isChanged) changed += 1;
  }
  if (changed > 0) {
    await withPlatform((tx) =>
      recordPlatformEntry(tx, {
        action: "META_DEAUTHORIZED",
        subject: { kind: "meta", id: "deauthorize" },
        details: { channels: changed },
        requestId: newId("request"),
      }),
    );
  }
  return changed;
}

async function takeAway(
  tx: Tx & PlatformTx,
  ctx: Context,
  channelId: string,
  issuedAt: Date | null,
): Promise<boolean> {
  const since = issuedAt === null ? sql`now()` : sql`${issuedAt.toISOString()}::timestamptz`;
  const [channel] = await tx
    .select({ tokenSealed: channels.tokenSealed })
    .from(channels)
    .where(
      and(
        eq(channels.id, channelId),
        ne(channels.status, "disconnected"),
        sql`${channels.tokenSealed} is not null`,
        sql`${channels.connectedAt} <= ${since} + make_interval(secs => ${SKEW_SECONDS})`,
      ),
    )
    .for("update");
  if (!channel) return false;
  await tx
    .update(channels)
    .set({ tokenSealed: null, tokenExpiresAt: null, tokenIssuedAt: null, trouble: TAKEN_AWAY })
    .where(eq(channels.id, channelId));
  if (isKeptElsewhere(channel.tokenSealed)) {
    await enqueueJob(tx, "forget-token", { ceoId: ctx.ceoId, channelId });
  }
  await loseChannel(tx, ctx, { channelId, trouble: TAKEN_AWAY, code: "deauthorized" });
  return true;
}
