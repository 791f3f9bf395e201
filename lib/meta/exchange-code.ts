import { graphCall } from "./graph";
import { type MetaResult, resultOf } from "./meta-result";
import { field, idOf, listOf, textOf } from "./webhook/read-json";

/** An app of Meta's and the secret it proves itself with. */
export type MetaApp = { id: string; secret: string };

/** A token as Meta hands it out. Never logged, never in an error. */
export type IssuedToken = {
  token: string;
  /** Null: Meta named no end. */
  expiresInSeconds: number | null;
  /** What the person allowed, where the answer says so (Instagram). */
  permissions: string[] | null;
};

type Host = { baseUrl: string; version: string };
type CodeExchange = { app: MetaApp; code: string; redirectUri: string };

const MAX_TOKEN_LENGTH = 4_000;

/**
 * Exchanges a code of Facebook's dialog for a token. The redirect address must be the dialog's own, byte for byte. A code is
 * good once and for minutes: a refusal is final. Meta: Facebook Login, manual flow.
 */
export async function exchangeFacebookCode(
  host: Host,
  { app, code, redirectUri }: CodeExchange,
): Promise<MetaResult<IssuedToken>> {
  return askToken({ ...host, token: null }, "/oauth/access_token", {
    client_id: app.id,
    client_secret: app.secret,
    redirect_uri: redirectUri,
    code,
  });
}

/** A token of about 60 days for one of an hour or two. Meta: long-lived access tokens. */
export async function extendFacebookToken(
  host: Host,
  { app, token }: { app: MetaApp; token: string },
): Promise<MetaResult<IssuedToken>> {
  return askToken({ ...host, token: null }, "/oauth/access_token", {
    grant_type: "fb_exchange_token",
    client_id: app.id,
    client_secret: app.secret,
    fb_exchange_token: token,
  });
}

/** Exchanges a code of Instagram's dialog for a token of an hour; the answer comes flat or as a list of one. */
export async function exchangeInstagramCode(
  baseUrl: string,
  { app, code, redirectUri }: CodeExchange,
): Promise<MetaResult<IssuedToken>> {
  const form = new URLSearchParams({
    client_id: app.id,
    client_secret: app.secret,
    grant_type: "authorization_code",
    redirect_uri: redirectUri,
    code,
  });
  const target = { baseUrl, version: null, token: null };
  const answer = await graphCall(target, "POST", "/oauth/access_token", form);
  return resultOf(answer, (body) => issuedToken(listOf(field(body, "data"))[0] ?? body));
}

/** A token of 60 days for Instagram's one of an hour. */
export async function extendInstagramToken(
  baseUrl: string,
  { app, token }: { app: MetaApp; token: string },
): Promise<MetaResult<IssuedToken>> {
  return askToken({ baseUrl, version: null, token: null }, "/access_token", {
    grant_type: "ig_exchange_token",
    client_secret: app.secret,
    access_token: token,
  });
}

/**
 * Sixty more days for a token of Instagram Login that is at least a day old and has not ended. One that ended cannot be saved.
 * Meta: Instagram API with Instagram Login, refresh.
 */
export async function refreshInstagramToken(
  baseUrl: string,
  token: string,
): Promise<MetaResult<IssuedToken>> {
  return askToken({ baseUrl, version: null, token: null }, "/refresh_access_token", {
    grant_type: "ig_refresh_token",
    access_token: token,
  });
}

async function askToken(
  target: { baseUrl: string; version: string | null; token: null },
  path: string,
  parameters: Record<string, string>,
): Promise<MetaResult<IssuedToken>> {
  const answer = await graphCall(target, "GET", `${path}?${new URLSearchParams(parameters)}`);
  return resultOf(answer, issuedToken);
}

function issuedToken(body: unknown): IssuedToken | undefined {
  const given = field(body, "access_token");
  const token = typeof given === "string" && given.length <= MAX_TOKEN_LENGTH ? given.trim() : "";
  // A header cannot carry anything else, and no token of Meta's holds it.
  if (!/^[\x21-\x7e]+$/.test(token)) return undefined;
  const seconds = Number(idOf(field(body, "expires_in")) ?? 0);
  return {
    token,
    expiresInSeconds: Number.isSafeInteger(seconds) && seconds > 0 ? seconds : null,
    permissions: permissionsOf(field(body, "permissions")),
  };
}

/** A list, or one text with commas. */
function permissionsOf(value: unknown): string[] | null {
  const parts = typeof value === "string" ? value.split(",") : Array.isArray(value) ? value : null;
  return parts?.flatMap((part) => textOf(part, 200)?.trim() ?? []) ?? null;
}
