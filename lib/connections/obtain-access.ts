import { env } from "@/lib/env";
import {
  exchangeFacebookCode,
  exchangeInstagramCode,
  extendFacebookToken,
  extendInstagramToken,
  type IssuedToken,
} from "@/lib/meta/exchange-code";
import { inspectToken, type TokenFacts } from "@/lib/meta/inspect-token";
import type { MetaResult } from "@/lib/meta/meta-result";
import { answerOf, ConnectError } from "./connect-error";
import { facebookApp, facebookTarget, instagramApp, redirectUri } from "./meta-access";
import type { Journey } from "./oauth-state";
import { scopesOf } from "./ways";

/** A long-lived token and what it may do. */
export type Access = {
  token: string;
  /** Null: Meta named no end. */
  expiresAt: Date | null;
  issuedAt: Date;
  /** Meta's id, for our app alone, of who gave the access. */
  authorizedBy: string | null;
};

export type Obtained = Access & { facts: TokenFacts | null };

/**
 * Exchanges the code of a dialog for a long-lived token and checks that it is ours and may do all that is needed (OA-05).
 * Throws `code_refused`, `wrong_app`, `missing_permission`, or what {@link answerOf} makes of Meta's other answers.
 */
export async function obtainAccess(journey: Journey, code: string, now: Date): Promise<Obtained> {
  // Instagram's dialog appends "#_" to the address, which some browsers send on as part of the code.
  const given = code.replace(/#_$/, "");
  return journey.way === "instagram_login"
    ? byInstagram(journey, given, now)
    : byFacebook(journey, given, now);
}

async function byInstagram(journey: Journey, code: string, now: Date): Promise<Obtained> {
  const app = instagramApp();
  const exchange = { app, code, redirectUri: redirectUri() };
  const short = ofCode(await exchangeInstagramCode(env().META_INSTAGRAM_API_URL, exchange));
  if (short.permissions) need(journey, short.permissions);
  const long = answerOf(
    await extendInstagramToken(env().META_INSTAGRAM_GRAPH_URL, { app, token: short.token }),
  );
  return { ...accessOf(long, now), authorizedBy: null, facts: null };
}

async function byFacebook(journey: Journey, code: string, now: Date): Promise<Obtained> {
  const app = facebookApp();
  const host = facebookTarget("");
  const short = ofCode(await exchangeFacebookCode(host, { app, code, redirectUri: redirectUri() }));
  let access = accessOf(short, now);
  let facts = await factsOf(access.token);
  // A configuration gives a system user's token, which lives as long as the configuration says; a person's is short.
  if (journey.way !== "business_login" || facts.type === "USER") {
    access = accessOf(answerOf(await extendFacebookToken(host, { app, token: access.token })), now);
    facts = await factsOf(access.token);
  }
  need(journey, facts.scopes);
  return { ...access, expiresAt: facts.expiresAt, authorizedBy: facts.userId, facts };
}

async function factsOf(token: string): Promise<TokenFacts> {
  const app = facebookApp();
  const facts = answerOf(await inspectToken(facebookTarget(""), { app, token }));
  if (!facts.isValid) throw new ConnectError("access_refused");
  if (facts.appId !== app.id) throw new ConnectError("wrong_app");
  return facts;
}

function need(journey: Journey, given: readonly string[]): void {
  const missing = scopesOf(journey.platform, journey.way).needed.filter((scope) => !given.includes(scope));
  if (missing.length > 0) throw new ConnectError("missing_permission", missing);
}

/** A code is refused with whatever code Meta likes: it was used, is over, or was made for another address. */
function ofCode(result: MetaResult<IssuedToken>): IssuedToken {
  if (result.kind === "refused" && result.class !== "permission") throw new ConnectError("code_refused");
  return answerOf(result);
}

function accessOf({ token, expiresInSeconds }: IssuedToken, now: Date): Omit<Access, "authorizedBy"> {
  const expiresAt = expiresInSeconds === null ? null : new Date(now.getTime() + expiresInSeconds * 1_000);
  return { token, expiresAt, issuedAt: now };
}
