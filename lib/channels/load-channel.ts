import { and, eq, sql } from "drizzle-orm";
import { channels } from "@/db/schema/chat";
import { env } from "@/lib/env";
import { AppError, notFound } from "@/lib/errors";
import { anyOf } from "@/lib/tenancy/any-of";
import type { Tx } from "@/lib/tenancy/with-tenant";
import { openToken } from "./channel-token";

/** A channel as its row tells it, the token still sealed. */
export type ChannelRecord = {
  ceoId: string;
  channelId: string;
  platform: "whatsapp" | "instagram";
  /** `phone_number_id`, or the Instagram account's id. */
  externalId: string;
  /** The WhatsApp Business Account of a number. */
  accountId: string | null;
  /** How an Instagram account was connected; null for WhatsApp. */
  login: "page" | "instagram" | null;
  /** The Page in whose name a `page` connection sends. */
  pageId: string | null;
  status: "connected" | "needs_reconnect" | "disconnected";
  /** Null once disconnected. */
  tokenSealed: string | null;
};

export type LoadedChannel = Omit<ChannelRecord, "tokenSealed"> & {
  /** Null once disconnected. Never leaves the server, never logged. */
  token: string | null;
};

/** One channel, its token sealed. Throws `not_found` for another tenant's. */
export async function loadChannel(tx: Tx, channelId: string): Promise<ChannelRecord> {
  const [row] = await loadChannels(tx, [channelId]);
  if (!row) throw notFound("The channel");
  return row;
}

/** The same for several; another tenant's are left out. */
export function loadChannels(tx: Tx, channelIds: readonly string[]): Promise<ChannelRecord[]> {
  return tx
    .select({
      ceoId: channels.ceoId,
      channelId: channels.id,
      platform: channels.platform,
      externalId: channels.externalId,
      accountId: channels.accountId,
      login: channels.login,
      pageId: channels.pageId,
      status: channels.status,
      tokenSealed: channels.tokenSealed,
    })
    .from(channels)
    .where(sql`${channels.id} = ${anyOf(channelIds)}`);
}

/**
 * The same channel with its token opened; without one when the store has it no more. Outside transactions: the store may be a
 * service. Throws `unavailable` when that is away.
 */
export async function openChannel({ tokenSealed, ...channel }: ChannelRecord): Promise<LoadedChannel> {
  if (tokenSealed === null) return { ...channel, token: null };
  try {
    return { ...channel, token: await openToken(channel, tokenSealed) };
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") return { ...channel, token: null };
    throw error;
  }
}

/** The host, account and token that an Instagram channel is spoken to with. A token of one host is refused by the other. */
export function instagramTarget(channel: LoadedChannel) {
  const isPage = channel.login === "page";
  return {
    baseUrl: isPage ? env().META_GRAPH_URL : env().META_INSTAGRAM_GRAPH_URL,
    version: env().META_GRAPH_VERSION,
    token: channel.token,
    accountId: isPage ? (channel.pageId ?? channel.externalId) : channel.externalId,
    login: isPage ? ("page" as const) : ("instagram" as const),
  };
}

export type MediaTarget = {
  baseUrl: string;
  version: string;
  token: string;
  phoneNumberId: string;
  allowedHosts: readonly string[];
};

/** What is needed to fetch a channel's media from Meta; null while the channel has no token. */
export async function openMediaTarget(record: ChannelRecord): Promise<MediaTarget | null> {
  const channel = await openChannel(record);
  if (channel.token === null) return null;
  return {
    baseUrl: env().META_GRAPH_URL,
    version: env().META_GRAPH_VERSION,
    token: channel.token,
    phoneNumberId: channel.externalId,
    allowedHosts: env().META_MEDIA_HOSTS,
  };
}

/** Turns a channel to *needs reconnecting* once; gives true when this call did it (P4.3). */
export async function markNeedsReconnect(tx: Tx, channelId: string, trouble: string): Promise<boolean> {
  const changed = await tx
    .update(channels)
    .set({ status: "needs_reconnect", trouble })
    .where(and(eq(channels.id, channelId), eq(channels.status, "connected")))
    .returning({ id: channels.id });
  return changed.length === 1;
}
