import { eq } from "drizzle-orm";
import { channels } from "@/db/schema/chat";
import { listChannels } from "@/lib/channels/queries";
import { type HealthCode, levelOf, readHealth } from "@/lib/channels/rules/health";
import type { ChannelView } from "@/lib/channels/schema";
import { notFound } from "@/lib/errors";
import type { Context } from "@/lib/tenancy/context";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { sayHealth } from "@/lib/words/en/channels";
import { countUnderWay } from "./count-under-way";
import type { ChannelDetail } from "./schema";

/** One channel with its health and what hangs on it. Throws `not_found` for another tenant's. */
export async function getChannel(ctx: Context, channelId: string): Promise<ChannelDetail> {
  const [view] = await listChannels(ctx, [channelId]);
  if (!view) throw notFound("The channel");
  return detailOf(ctx, view);
}

/** Every channel that is or was connected, the working ones first. */
export async function listChannelDetails(ctx: Context): Promise<ChannelDetail[]> {
  const views = await listChannels(ctx);
  const details = await Promise.all(views.map((view) => detailOf(ctx, view)));
  const last = (one: ChannelDetail) => (one.status === "disconnected" ? 1 : 0);
  return details.sort((one, other) => last(one) - last(other));
}

async function detailOf(ctx: Context, view: ChannelView): Promise<ChannelDetail> {
  return withTenant(ctx, async (tx) => {
    const [row] = await tx
      .select({ health: channels.health })
      .from(channels)
      .where(eq(channels.id, view.channel_id));
    const counts = await countUnderWay(tx, view.channel_id);
    return {
      ...view,
      health: codesOf(row?.health, view).map((code) => ({
        code,
        level: levelOf(code),
        ...sayHealth(code),
      })),
      open_orders: counts.openOrders,
      waiting_messages: counts.waitingMessages,
    };
  });
}

/** What was found; a message that has come since the look proves that the channel is heard. */
function codesOf(kept: unknown, view: ChannelView): HealthCode[] {
  return readHealth(kept).codes.filter((code) => code !== "nothing_heard" || view.last_message_at === null);
}
