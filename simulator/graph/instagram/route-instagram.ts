import { refreshOnInstagram } from "../../oauth/exchange";
import { findGrant, needScope } from "../../oauth/grants";
import type { Simulator } from "../../state/simulator";
import type { InstagramAccount } from "../../state/types";
import { noSuchObject } from "../errors";
import type { GraphRequest } from "../route-graph";
import { describeAccount, describePage, describePerson, refreshToken, subscribedApps } from "./accounts";
import { sendInstagramMessage } from "./send-message";

type Result = Record<string, unknown> | Promise<Record<string, unknown>>;

/**
 * What may be asked with an Instagram account's token: with one of Instagram Login as on graph.instagram.com, with a Page's
 * as on graph.facebook.com. Throws a GraphError as Meta would answer.
 */
export function routeInstagram(sim: Simulator, request: GraphRequest, account: InstagramAccount): Result {
  const { call, path, body } = request;
  const [, id = "", edge] = path.replace(/\/+$/, "").split("/");
  const fields = call.url.searchParams.get("fields");
  if (edge !== undefined) needScope(findGrant(sim.world, request.bearer), scopeFor(account, edge));
  const isPage = account.login === "page";
  const own = isPage ? account.pageId : account.userId;
  const isOwn = id === "me" || id === own;
  if (call.method === "GET" && edge === undefined) {
    if (id === "refresh_access_token" && !isPage) return refresh(sim, request, account);
    if (isOwn && isPage) return describePage(account, fields);
    if (isOwn || id === account.userId) return describeAccount(account, fields);
    return describePerson(sim, account, id, fields);
  }
  if (!isOwn) throw noSuchObject(call.method, id);
  if (edge === "messages" && call.method === "POST") return sendInstagramMessage(sim, account, body);
  if (edge === "subscribed_apps" && ["GET", "POST", "DELETE"].includes(call.method)) {
    return subscribedApps(sim, account, call.method, {
      ...body,
      ...Object.fromEntries(call.url.searchParams),
    });
  }
  throw noSuchObject(call.method, id);
}

/** Which permission a call needs: a Page's token and one of Instagram Login name theirs differently. */
function scopeFor({ login }: InstagramAccount, edge: string): string {
  if (login === "instagram") return "instagram_business_manage_messages";
  return edge === "subscribed_apps" ? "pages_manage_metadata" : "instagram_manage_messages";
}

/** Tokens of the configuration are of no age; those of a dialog must be a day old. */
function refresh(sim: Simulator, { call, bearer }: GraphRequest, account: InstagramAccount): Result {
  const grant = findGrant(sim.world, bearer);
  const query = call.url.searchParams;
  return grant ? refreshOnInstagram(sim, grant, query) : refreshToken(account, query);
}
