import { env } from "@/lib/env";
import { inspectToken } from "@/lib/meta/inspect-token";
import type { MetaResult } from "@/lib/meta/meta-result";
import { type NumberState, readNumber, readSubscribers } from "@/lib/meta/read-account";
import { graphTarget, hearingId, probeToken } from "./check-token";
import type { LoadedChannel } from "./load-channel";
import type { HealthFacts } from "./rules/health";

/** What a look at Meta told of a channel, beside what its row knows. */
export type Inspection = Omit<HealthFacts, "hasHeard" | "daysLeft"> & {
  /** When the token ends, where Meta says so; undefined where it does not say. */
  expiresAt?: Date | null;
};

const NEEDED = {
  whatsapp: ["whatsapp_business_management", "whatsapp_business_messaging"],
  page: ["instagram_basic", "instagram_manage_messages"],
} as const;

/**
 * Asks Meta how a channel is doing: its token, its subscription, its number. Nothing is guessed; what could not be asked is
 * unknown. Network: call it outside transactions.
 */
export async function inspectChannel(channel: LoadedChannel): Promise<Inspection> {
  if (channel.token === null) return REFUSED;
  const [token, number, subscription] = await Promise.all([
    askToken(channel),
    channel.platform === "whatsapp" ? readNumber(graphTarget(channel), channel.externalId) : null,
    askSubscription(channel),
  ]);
  const answers: MetaResult<unknown>[] = [subscription, ...(number ? [number] : [])];
  // The token is asked about by the app and used by the account: refused by both, or by the account twice, it is gone.
  const refusals = answers.filter((answer) => answer.kind === "refused" && answer.class === "token").length;
  if (token.token === "refused" || refusals >= 2) return REFUSED;
  return {
    ...token,
    isPermissionMissing: token.isPermissionMissing || answers.some(isForbidden),
    isSubscribed:
      subscription.kind === "ok" ? subscription.value : isForbidden(subscription) ? true : "unknown",
    number: number?.kind === "ok" ? (number.value as NumberState) : null,
  };
}

const REFUSED: Inspection = {
  token: "refused",
  isPermissionMissing: false,
  isSubscribed: "unknown",
  number: null,
};

type TokenAnswer = Pick<Inspection, "token" | "isPermissionMissing" | "expiresAt">;

async function askToken(channel: LoadedChannel): Promise<TokenAnswer> {
  if (channel.login === "instagram") return askInstagramToken(channel);
  const host = { baseUrl: env().META_GRAPH_URL, version: env().META_GRAPH_VERSION };
  const [secret = ""] = env().META_APP_SECRET;
  const app = { id: env().META_APP_ID, secret };
  const answer = await inspectToken(host, { app, token: channel.token ?? "" });
  if (answer.kind !== "ok") return { token: "unknown", isPermissionMissing: false };
  const { value: facts } = answer;
  if (!facts.isValid) return believed(channel);
  const needed = NEEDED[channel.platform === "whatsapp" ? "whatsapp" : "page"];
  return {
    token: "good",
    isPermissionMissing: needed.some((scope) => !facts.scopes.includes(scope)),
    expiresAt: facts.expiresAt,
  };
}

/** The app's word that a token is bad is confirmed with the token itself. */
async function believed(channel: LoadedChannel): Promise<TokenAnswer> {
  const answer = await probeToken(channel);
  const isRefused = answer.kind === "refused" && answer.class === "token";
  return { token: isRefused ? "refused" : "unknown", isPermissionMissing: false };
}

/** Instagram Login has nobody who could be asked about a token but the account itself: asked twice before it is believed. */
async function askInstagramToken(channel: LoadedChannel): Promise<TokenAnswer> {
  const answer = await probeToken(channel);
  if (answer.kind === "ok") return { token: "good", isPermissionMissing: false };
  if (answer.kind === "refused" && answer.class === "token") return believed(channel);
  return { token: "unknown", isPermissionMissing: isForbidden(answer) };
}

/** Whether our own app is among those that hear the account. */
async function askSubscription(channel: LoadedChannel): Promise<MetaResult<boolean>> {
  const id = hearingId(channel);
  if (id === null) return { kind: "unavailable", reason: "no_account_id" };
  const answer = await readSubscribers(graphTarget(channel), id);
  return answer.kind === "ok" ? { kind: "ok", value: answer.value.includes(appId(channel)) } : answer;
}

function appId(channel: LoadedChannel): string {
  const { META_APP_ID, META_INSTAGRAM_APP_ID } = env();
  return channel.login === "instagram" ? (META_INSTAGRAM_APP_ID ?? META_APP_ID) : META_APP_ID;
}

function isForbidden(answer: MetaResult<unknown>): boolean {
  return answer.kind === "refused" && answer.class === "permission";
}
