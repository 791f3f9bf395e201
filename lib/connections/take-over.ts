import { eq } from "drizzle-orm";
import { channels } from "@/db/schema/chat";
import { recordEntry } from "@/lib/audit/record-entry";
import { maskedHandle } from "@/lib/channels/queries";
import { publishEvent } from "@/lib/live/publish-event";
import { giveUpChannel } from "@/lib/messaging/keep-back";
import { tellOwner } from "@/lib/notices/tell-owner";
import { type Context, systemContext } from "@/lib/tenancy/context";
import { inOtherTenant, type PlatformTx, type Tx } from "@/lib/tenancy/with-tenant";
import { detach } from "./attach-channel";
import { type ChannelOwner, othersOf } from "./channel-owners";
import type { Asset } from "./find-assets";
import { nameOf } from "./ways";

/**
 * Takes a number or account out of the businesses that hold it now, which hear of it (decisions on moving). Who takes it has
 * proved it by Meta's dialog and by a code. Neither business learns the other's name. Gives whether there was one.
 */
export async function takeOver(tx: Tx & PlatformTx, ctx: Context, asset: Asset): Promise<boolean> {
  const owners = await othersOf(tx, ctx, asset);
  for (const owner of owners) {
    const theirs = systemContext(owner.ceoId, { kind: "worker", id: "channel-move" }, ctx.requestId);
    await inOtherTenant(tx, { from: ctx, to: theirs }, () => giveAway(tx, theirs, owner));
  }
  return owners.length > 0;
}

async function giveAway(
  tx: Tx & PlatformTx,
  theirs: Context,
  { ceoId, channelId }: ChannelOwner,
): Promise<void> {
  const [channel] = await tx.select().from(channels).where(eq(channels.id, channelId)).for("update");
  if (!channel) return;
  await detach(
    tx,
    { ceoId, channelId, tokenSealed: channel.tokenSealed },
    "It was connected to another business.",
  );
  await giveUpChannel(tx, channelId);
  await publishEvent(tx, ceoId, { topic: "channel", ids: { channelId }, vendorId: null });
  const account = maskedHandle(channel.platform, channel.displayHandle);
  await tellOwner(tx, theirs, {
    template: "channel.moved",
    details: { channel: `${nameOf(channel.platform)} ${account}`, path: "/ceo/connections" },
  });
  await recordEntry(tx, theirs, {
    action: "META_ACCOUNT_MOVED_AWAY",
    subject: { kind: "channel", id: channelId },
    details: { platform: channel.platform, account },
  });
}
