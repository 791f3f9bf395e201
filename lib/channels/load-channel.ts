import { and, eq } from "drizzle-orm";
import { channels } from "@/db/schema/chat";
import { env } from "@/lib/env";
import { notFound } from "@/lib/errors";
import type { Tx } from "@/lib/tenancy/with-tenant";
import { openToken } from "./channel-token";

export type LoadedChannel = {
  channelId: string;
  platform: "whatsapp" | "instagram";
  /** `phone_number_id`, or the Instagram account's id. */
  externalId: string;
  /** How an Instagram account was connected; null for WhatsApp. */
  login: "page" | "instagram" | null;
  /** The Page in whose name a `page` connection sends. */
  pageId: string | null;
  status: "connected" | "needs_reconnect" | "disconnected";
  /** Null once disconnected. Never leaves the server, never logged. */
  token: string | null;
};

/** One channel with its token opened. Throws `not_found` for another tenant's. */
export async function loadChannel(tx: Tx, channelId: string): Promise<LoadedChannel> {
  const [row] = await tx.select().from(channels).where(eq(channels.id, channelId));
  if (!row) throw notFound("The channel");
  return {
    channelId: row.id,
    platform: row.platform,
    externalId: row.externalId,
    login: row.login,
    pageId: row.pageId,
    status: row.status,
    token: row.tokenSealed ? await openToken({ ceoId: row.ceoId, channelId: row.id }, row.tokenSealed) : null,
  };
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

/** What is needed to fetch a channel's media from Meta. Throws `unavailable` while the channel has no token. */
export async function loadMediaTarget(tx: Tx, channelId: string): Promise<MediaTarget> {
  const channel = await loadChannel(tx, channelId);
  if (channel.token === null) throw notFound("The channel's access");
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
