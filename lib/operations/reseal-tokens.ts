import { and, eq, isNotNull } from "drizzle-orm";
import { channels } from "@/db/schema/chat";
import {
  forgetToken,
  isKeptAsNow,
  isKeptElsewhere,
  keepToken,
  openToken,
} from "@/lib/channels/channel-token";
import { describeError, log } from "@/lib/log";
import type { Context } from "@/lib/tenancy/context";
import { withTenant } from "@/lib/tenancy/with-tenant";
import type { Resealed } from "./reseal-column";

/**
 * Keeps a business's channel tokens again the way new ones are kept: under the ring's first key, or in the store that
 * SECRET_STORE names now. A channel that was reconnected meanwhile keeps what it got then.
 */
export async function resealTokens(ctx: Context): Promise<Resealed> {
  const total: Resealed = { resealed: 0, failed: 0 };
  for (const { channelId, kept } of await staleTokens(ctx)) {
    try {
      await move(ctx, channelId, kept);
      total.resealed += 1;
    } catch (error) {
      log.error({ channelId, error: describeError(error) }, "a channel's token does not open");
      total.failed += 1;
    }
  }
  return total;
}

/** The channels whose token is kept otherwise than a new one would be. */
export async function staleTokens(ctx: Context): Promise<{ channelId: string; kept: string }[]> {
  const rows = await withTenant(ctx, (tx) =>
    tx
      .select({ channelId: channels.id, kept: channels.tokenSealed })
      .from(channels)
      .where(isNotNull(channels.tokenSealed)),
  );
  return rows.flatMap(({ channelId, kept }) =>
    kept !== null && !isKeptAsNow(kept) ? [{ channelId, kept }] : [],
  );
}

async function move(ctx: Context, channelId: string, kept: string): Promise<void> {
  const owner = { ceoId: ctx.ceoId, channelId };
  const tokenSealed = await keepToken(owner, await openToken(owner, kept));
  const changed = await withTenant(ctx, (tx) =>
    tx
      .update(channels)
      .set({ tokenSealed })
      .where(and(eq(channels.id, channelId), eq(channels.tokenSealed, kept)))
      .returning({ id: channels.id }),
  );
  if (changed.length === 1 && isKeptElsewhere(kept) && !isKeptElsewhere(tokenSealed))
    await forgetToken(owner);
}
