import { eq } from "drizzle-orm";
import { channels } from "@/db/schema/chat";
import { recordEntry } from "@/lib/audit/record-entry";
import { markNeedsReconnect } from "@/lib/channels/load-channel";
import { publishEvent } from "@/lib/live/publish-event";
import { tellOwner } from "@/lib/notices/tell-owner";
import type { Context } from "@/lib/tenancy/context";
import type { PlatformTx, Tx } from "@/lib/tenancy/with-tenant";

/**
 * Turns a channel to *needs reconnecting* and tells its owner once: on every open page, in the audit log, by SMS and mail
 * (P4.3). `trouble` is the sentence she reads, `code` what Meta called it. False when it was in that state already.
 */
export async function loseChannel(
  tx: Tx & PlatformTx,
  ctx: Context,
  lost: { channelId: string; trouble: string; code: string },
): Promise<boolean> {
  const isNews = await markNeedsReconnect(tx, lost.channelId, lost.trouble);
  if (!isNews) return false;
  const [channel] = await tx
    .select({ name: channels.displayName, platform: channels.platform })
    .from(channels)
    .where(eq(channels.id, lost.channelId));
  await publishEvent(tx, ctx.ceoId, {
    topic: "channel",
    ids: { channelId: lost.channelId },
    vendorId: null,
  });
  const platform = channel?.platform === "instagram" ? "Instagram" : "WhatsApp";
  await tellOwner(tx, ctx, {
    template: "channel.lost",
    details: { channel: `${platform} (${channel?.name ?? ""})`, path: "/ceo/connections" },
  });
  await recordEntry(tx, ctx, {
    action: "CHANNEL_NEEDS_RECONNECT",
    subject: { kind: "channel", id: lost.channelId },
    details: { reason: lost.trouble, code: lost.code },
  });
  return true;
}
