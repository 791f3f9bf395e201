import { env } from "@/lib/env";
import type { GraphTarget } from "@/lib/meta/graph";
import type { MetaResult } from "@/lib/meta/meta-result";
import { probe } from "@/lib/meta/read-account";
import type { LoadedChannel } from "./load-channel";

/** The host, version and token that a channel is spoken to with. */
export function graphTarget(channel: LoadedChannel): GraphTarget {
  const isInstagramLogin = channel.login === "instagram";
  return {
    baseUrl: isInstagramLogin ? env().META_INSTAGRAM_GRAPH_URL : env().META_GRAPH_URL,
    version: env().META_GRAPH_VERSION,
    token: channel.token,
  };
}

/** The object at Meta that messages go out as: the number, the Page, or the token's own account. */
export function senderId(channel: LoadedChannel): string {
  if (channel.platform === "whatsapp") return channel.externalId;
  return channel.login === "page" ? (channel.pageId ?? channel.externalId) : "me";
}

/** The object that webhooks are subscribed on; null where it is not known. */
export function hearingId(channel: LoadedChannel): string | null {
  return channel.platform === "whatsapp" ? channel.accountId : senderId(channel);
}

/** Asks Meta the least there is, to see whether the channel's token is taken. */
export function probeToken(channel: LoadedChannel): Promise<MetaResult<true>> {
  return probe(graphTarget(channel), senderId(channel));
}

/**
 * Whether Meta refuses the token again when asked something harmless. One refusal can be a passing fault of Meta's; the
 * second is believed. Anything that is not a refusal of the token counts as no.
 */
export async function isTokenRefused(channel: LoadedChannel): Promise<boolean> {
  if (channel.token === null) return true;
  const answer = await probeToken(channel);
  return answer.kind === "refused" && answer.class === "token";
}
