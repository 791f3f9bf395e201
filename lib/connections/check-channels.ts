import { eq, sql } from "drizzle-orm";
import { rawSql } from "@/db/client";
import { channels } from "@/db/schema/chat";
import { describeError, log } from "@/lib/log";
import { type Context, systemContext } from "@/lib/tenancy/context";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { checkChannel } from "./check-channel";
import { refreshToken } from "./refresh-token";

/** Each channel is looked at four times a day: Meta counts calls, and sending notices a refused token by itself. */
const CHECK_HOURS = 6;
/** More wait for the next run, a quarter of an hour later. */
const CHANNELS_PER_RUN_MAX = 200;

/**
 * Job, by the clock: renews tokens that will end, and looks at each channel at Meta (P4.3, P4.6). One that fails holds up no
 * other and is met again at the next run. Safe to run twice, and at once.
 */
export async function checkChannels(): Promise<void> {
  const due = await rawSql()<{ ceo_id: string; channel_id: string }[]>`
    select ceo_id, channel_id from lookup_channels_unchecked(${CHECK_HOURS}) limit ${CHANNELS_PER_RUN_MAX}`;
  for (const { ceo_id: ceoId, channel_id: channelId } of due) {
    const ctx = systemContext(ceoId, { kind: "worker", id: "channels" });
    try {
      const refreshed = await refreshToken(ctx, channelId);
      if (refreshed === "refused" || refreshed === "unavailable") {
        log.warn({ ceoId, channelId, outcome: refreshed }, "a token could not be renewed");
      }
      await checkChannel(ctx, channelId, { heals: false });
    } catch (error) {
      log.error({ ceoId, channelId, error: describeError(error) }, "a channel could not be checked");
      await postpone(ctx, channelId);
    }
  }
}

/** Met again in an hour, behind those that can be checked. */
async function postpone(ctx: Context, channelId: string): Promise<void> {
  const checkedAt = sql`now() - make_interval(hours => ${CHECK_HOURS - 1})`;
  await withTenant(ctx, (tx) => tx.update(channels).set({ checkedAt }).where(eq(channels.id, channelId)));
}
