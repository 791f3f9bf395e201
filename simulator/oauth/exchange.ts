import { GraphError, invalidToken } from "../graph/errors";
import type { Call, Reply } from "../http/exchange";
import type { Simulator } from "../state/simulator";
import { appScopedAccountId, checkGrant, findGrant, issueGrant } from "./grants";
import type { Code, Grant } from "./types";

const HOUR_MS = 3600_000;
const LONG_MS = 60 * 24 * HOUR_MS;

type Result = Record<string, unknown>;

/** `GET|POST /{version}/oauth/access_token`: a code, or a token of an hour or two, for a token. */
export function exchangeOnFacebook(sim: Simulator, call: Call): Result {
  const given = parametersOf(call);
  const { app } = sim.config;
  if (given.get("client_id") !== app.id) {
    throw new GraphError(
      101,
      "Error validating application. Cannot get application info due to a system error.",
    );
  }
  if (given.get("client_secret") !== app.secret) throw new GraphError(1, "Error validating client secret.");
  if (given.get("grant_type") === "fb_exchange_token") {
    return extend(sim, given.get("fb_exchange_token"), "user", "system_user");
  }
  const code = spendCode(sim, given, (subcode, message) => new GraphError(100, message, { subcode }));
  if (code.kind === "instagram") throw codeUnknown(graphRefusal);
  const days = sim.world.oauth.settings.systemTokenDays;
  const lifeMs = code.kind === "user" ? 2 * HOUR_MS : days === null ? null : days * 24 * HOUR_MS;
  return answerOf(issueFor(sim, code, lifeMs), sim);
}

/** `POST /oauth/access_token` of api.instagram.com: a form with a code for a token of an hour. */
export function exchangeOnInstagram(sim: Simulator, call: Call): Result {
  const given = new URLSearchParams(call.body.toString("utf8"));
  const app = sim.config.instagramApp;
  if (!app || given.get("client_id") !== app.id) throw new InstagramRefusal("Invalid platform app");
  if (given.get("client_secret") !== app.secret)
    throw new InstagramRefusal("Error validating client secret.");
  if (given.get("grant_type") !== "authorization_code") throw new InstagramRefusal("Invalid grant_type");
  const code = spendCode(sim, given, (_, message) => new InstagramRefusal(message));
  if (code.kind !== "instagram")
    throw new InstagramRefusal("Matching code was not found or was already used");
  const grant = issueFor(sim, code, HOUR_MS);
  const answer = {
    access_token: grant.token,
    user_id: appScopedAccountId(grant.accountId ?? ""),
    permissions: grant.scopes.join(","),
  };
  return sim.world.oauth.settings.isNested ? { data: [answer] } : answer;
}

/** `GET /access_token` of graph.instagram.com: sixty days for an hour. */
export function extendOnInstagram(sim: Simulator, call: Call): Result {
  const given = call.url.searchParams;
  if (given.get("grant_type") !== "ig_exchange_token") {
    throw new GraphError(100, "(#100) Param grant_type must be ig_exchange_token.");
  }
  if (given.get("client_secret") !== sim.config.instagramApp?.secret) {
    throw new GraphError(101, "Error validating client secret.");
  }
  return extend(sim, given.get("access_token"), "instagram");
}

/** `GET /refresh_access_token`: the same token, sixty more days. Meta wants it to be a day old, and not over. */
export function refreshOnInstagram(sim: Simulator, grant: Grant, query: URLSearchParams): Result {
  if (query.get("grant_type") !== "ig_refresh_token") {
    throw new GraphError(100, "(#100) Param grant_type must be ig_refresh_token.");
  }
  if (sim.clock.nowMs() - grant.issuedAtMs < 24 * HOUR_MS) {
    throw new GraphError(100, "(#100) The access token must be at least 24 hours old to be refreshed.");
  }
  grant.issuedAtMs = sim.clock.nowMs();
  grant.expiresAtMs = grant.issuedAtMs + LONG_MS;
  return { ...answerOf(grant, sim), permissions: grant.scopes.join(",") };
}

function extend(sim: Simulator, token: string | null, ...kinds: Grant["kind"][]): Result {
  const grant = findGrant(sim.world, token ?? undefined);
  if (!grant || !kinds.includes(grant.kind)) throw invalidToken();
  checkGrant(sim, grant);
  const { token: _, issuedAtMs: __, ...same } = grant;
  return answerOf(issueGrant(sim, { ...same, expiresAtMs: sim.clock.nowMs() + LONG_MS }), sim);
}

function issueFor(sim: Simulator, code: Code, lifeMs: number | null): Grant {
  const { code: _, redirectUri: __, isUsed: ___, ...same } = code;
  return issueGrant(sim, { ...same, expiresAtMs: lifeMs === null ? null : sim.clock.nowMs() + lifeMs });
}

type Refuse = (subcode: number, message: string) => GraphError;
const graphRefusal: Refuse = (subcode, message) => new GraphError(100, message, { subcode });

/** A code is good once, for its time, and with the dialog's own address, byte for byte. */
function spendCode(sim: Simulator, given: URLSearchParams, refuse: Refuse): Code {
  const code = sim.world.oauth.codes.find((one) => one.code === given.get("code"));
  if (!code) throw codeUnknown(refuse);
  if (code.redirectUri !== given.get("redirect_uri")) {
    throw refuse(
      36008,
      "Error validating verification code. Please make sure your redirect_uri is identical to the one you used in the OAuth dialog request",
    );
  }
  if (code.isUsed) throw refuse(36009, "This authorization code has been used.");
  if (code.expiresAtMs <= sim.clock.nowMs()) throw refuse(36007, "This authorization code has expired.");
  code.isUsed = true;
  return code;
}

function codeUnknown(refuse: Refuse): GraphError {
  return refuse(36007, "Invalid verification code format.");
}

function answerOf(grant: Grant, sim: Simulator): Result {
  const { token, expiresAtMs } = grant;
  const seconds = expiresAtMs === null ? null : Math.round((expiresAtMs - sim.clock.nowMs()) / 1000);
  return { access_token: token, token_type: "bearer", ...(seconds === null ? {} : { expires_in: seconds }) };
}

/** In the query, or as a form. */
function parametersOf(call: Call): URLSearchParams {
  const form = call.method === "POST" ? call.body.toString("utf8") : "";
  return new URLSearchParams([...call.url.searchParams, ...new URLSearchParams(form)]);
}

/** api.instagram.com has an error body of its own. */
class InstagramRefusal extends GraphError {
  constructor(message: string) {
    super(400, message);
  }

  override toReply(): Reply {
    return {
      status: 400,
      body: { error_type: "OAuthException", code: 400, error_message: this.message },
    };
  }
}
