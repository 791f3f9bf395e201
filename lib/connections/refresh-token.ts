import { and, eq, sql } from "drizzle-orm";
import { channels } from "@/db/schema/chat";
import { recordEntry } from "@/lib/audit/record-entry";
import { keepToken } from "@/lib/channels/channel-token";
import { type ChannelRecord, loadChannel, openChannel } from "@/lib/channels/load-channel";
import { env } from "@/lib/env";
import { extendFacebookToken, type IssuedToken, refreshInstagramToken } from "@/lib/meta/exchange-code";
import type { MetaResult } from "@/lib/meta/meta-result";
import type { Context } from "@/lib/tenancy/context";
import { type Tx, withTenant } from "@/lib/tenancy/with-tenant";
import { facebookApp } from "./meta-access";

/** A token with less than this left is renewed: weeks remain for the times that it does not work. */
const REFRESH_DAYS = 30;

export type Refreshed = "not_due" | "refreshed" | "refused" | "unavailable";

/**
 * Renews a channel's token before it ends (P4.3). One without an end, or younger than a day (which Instagram refuses), is left
 * alone. The old token counts until the new one is written; a channel that was reconnected meanwhile keeps what it got then.
 */
export async function refreshToken(ctx: Context, channelId: string): Promise<Refreshed> {
  const record = await withTenant(ctx, (tx) => findDue(tx, channelId));
  if (!record) return "not_due";
  const { token } = await openChannel(record);
  if (token === null) return "not_due";
  const answer = await renew(record, token);
  if (answer.kind === "refused") return "refused";
  if (answer.kind === "unavailable") return "unavailable";
  const tokenSealed = await keepToken(record, answer.value.token);
  await withTenant(ctx, (tx) => write(tx, ctx, record, { ...answer.value, tokenSealed }));
  return "refreshed";
}

async function findDue(tx: Tx, channelId: string): Promise<ChannelRecord | undefined> {
  const [due] = await tx
    .select({ id: channels.id })
    .from(channels)
    .where(
      and(
        eq(channels.id, channelId),
        eq(channels.status, "connected"),
        sql`${channels.tokenExpiresAt} between now() and now() + make_interval(days => ${REFRESH_DAYS})`,
        sql`coalesce(${channels.tokenIssuedAt}, ${channels.createdAt}) <= now() - interval '1 day'`,
      ),
    );
  return due && loadChannel(tx, channelId);
}

/** Each login has its own way. A token of Instagram's is refused by Facebook's host, and the other way round. */
function renew(record: ChannelRecord, token: string): Promise<MetaResult<IssuedToken>> {
  if (record.login === "instagram") return refreshInstagramToken(env().META_INSTAGRAM_GRAPH_URL, token);
  const host = { baseUrl: env().META_GRAPH_URL, version: env().META_GRAPH_VERSION };
  return extendFacebookToken(host, { app: facebookApp(), token });
}

type NewToken = { tokenSealed: string; expiresInSeconds: number | null };

async function write(tx: Tx, ctx: Context, record: ChannelRecord, issued: NewToken): Promise<void> {
  const [changed] = await tx
    .update(channels)
    .set({
      tokenSealed: issued.tokenSealed,
      tokenIssuedAt: sql`now()`,
      tokenExpiresAt:
        issued.expiresInSeconds === null
          ? null
          : sql`now() + make_interval(secs => ${issued.expiresInSeconds})`,
    })
    .where(and(eq(channels.id, record.channelId), eq(channels.tokenSealed, record.tokenSealed ?? "")))
    .returning({ expiresAt: channels.tokenExpiresAt });
  if (!changed) return;
  await recordEntry(tx, ctx, {
    action: "CHANNEL_TOKEN_REFRESHED",
    subject: { kind: "channel", id: record.channelId },
    details: { good_until: changed.expiresAt?.toISOString() ?? null },
  });
}
