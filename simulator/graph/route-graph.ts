import type { Call } from "../http/exchange";
import { describeGrant, describeMe } from "../oauth/describe-grant";
import { exchangeOnFacebook, exchangeOnInstagram, extendOnInstagram } from "../oauth/exchange";
import { accountOf, checkGrant, findGrant, needScope, numbersOf } from "../oauth/grants";
import type { Simulator } from "../state/simulator";
import type { BusinessNumber } from "../state/types";
import {
  debugToken,
  describeAccount,
  describeNumber,
  listNumbers,
  listTemplates,
  registerNumber,
  subscribedApps,
} from "./accounts";
import { invalidToken, noSuchObject } from "./errors";
import { routeInstagram } from "./instagram/route-instagram";
import { describeMedia, uploadMedia } from "./media";
import { sendMessage } from "./send-message";

export interface GraphRequest {
  call: Call;
  /** After the version, with its leading slash. */
  path: string;
  body: Record<string, unknown>;
  bearer: string | undefined;
}

type Result = Record<string, unknown> | Promise<Record<string, unknown>>;

/** Finds what a path names and does what the method asks. Throws a GraphError as Meta would answer. */
export function routeGraph(sim: Simulator, request: GraphRequest): Result {
  const [, id = "", edge, ...rest] = request.path.replace(/\/+$/, "").split("/");
  if (rest.length > 0) throw noSuchObject(request.call.method, id);
  if (id === "debug_token") return answerDebugToken(sim, request);
  if (id === "access_token") return extendOnInstagram(sim, request.call);
  if (id === "oauth" && edge === "access_token") return exchangeCode(sim, request);
  const grant = findGrant(sim.world, request.bearer);
  checkGrant(sim, grant);
  const instagram = accountOf(sim.world, request.bearer);
  if (instagram) return routeInstagram(sim, request, instagram);
  if (grant && id === "me" && request.call.method === "GET") {
    return describeMe(sim, grant, edge, request.call.url.searchParams);
  }
  const owned = numbersOf(sim.world, request.bearer);
  if (owned.length === 0) throw grant ? noSuchObject(request.call.method, id) : invalidToken();
  const needed = edge === "messages" || edge === "media" ? "messaging" : "management";
  needScope(grant, `whatsapp_business_${needed}`);
  const number = owned.find((one) => one.phoneNumberId === id);
  if (number) return numberEdge(sim, request, number, edge);
  const account = owned.filter((one) => one.wabaId === id);
  if (account.length > 0) return accountEdge(sim, request, account, edge);
  return mediaEdge(sim, request, owned, id, edge);
}

function answerDebugToken(sim: Simulator, { call, bearer }: GraphRequest): Result {
  const { app, instagramApp } = sim.config;
  const appTokens = [app, instagramApp].flatMap((one) => (one ? [`${one.id}|${one.secret}`] : []));
  const isOwner = numbersOf(sim.world, bearer).length > 0 || accountOf(sim.world, bearer) !== undefined;
  if (bearer === undefined || (!appTokens.includes(bearer) && !isOwner)) throw invalidToken();
  const inputToken = call.url.searchParams.get("input_token");
  const grant = findGrant(sim.world, inputToken ?? undefined);
  return grant ? describeGrant(sim, grant) : debugToken(sim, inputToken);
}

/** graph.facebook.com's carries a version; api.instagram.com's does not. */
function exchangeCode(sim: Simulator, { call, path }: GraphRequest): Result {
  return call.url.pathname === path ? exchangeOnInstagram(sim, call) : exchangeOnFacebook(sim, call);
}

function numberEdge(
  sim: Simulator,
  request: GraphRequest,
  number: BusinessNumber,
  edge: string | undefined,
): Result {
  const { call, body } = request;
  const fields = call.url.searchParams.get("fields");
  if (edge === undefined && call.method === "GET") return describeNumber(number, fields);
  if (call.method === "POST" && edge === "messages") return sendMessage(sim, number, body);
  if (call.method === "POST" && edge === "media") return uploadMedia(sim, number, call);
  if (call.method === "POST" && edge === "register") return registerNumber(number, body);
  if (call.method === "POST" && edge === "deregister") {
    number.registered = false;
    return { success: true };
  }
  throw noSuchObject(call.method, number.phoneNumberId);
}

function accountEdge(
  sim: Simulator,
  request: GraphRequest,
  numbers: BusinessNumber[],
  edge: string | undefined,
): Result {
  const { call, path } = request;
  const wabaId = path.split("/")[1] ?? "";
  if (edge === undefined && call.method === "GET") return describeAccount(numbers, wabaId);
  if (edge === "phone_numbers" && call.method === "GET") {
    return listNumbers(numbers, call.url.searchParams.get("fields"));
  }
  if (edge === "message_templates" && call.method === "GET") return listTemplates(sim);
  if (edge === "subscribed_apps" && ["GET", "POST", "DELETE"].includes(call.method)) {
    return subscribedApps(sim, numbers, call.method);
  }
  throw noSuchObject(call.method, wabaId);
}

function mediaEdge(
  sim: Simulator,
  { call }: GraphRequest,
  owned: BusinessNumber[],
  id: string,
  edge: string | undefined,
): Result {
  const media = sim.world.media.get(id);
  const isOwned = media && owned.some((number) => number.phoneNumberId === media.phoneNumberId);
  if (!media || !isOwned || edge !== undefined) throw noSuchObject(call.method, id);
  if (call.method === "GET") return describeMedia(sim, media, call.url.searchParams.get("phone_number_id"));
  if (call.method !== "DELETE") throw noSuchObject(call.method, id);
  sim.world.media.delete(id);
  return { success: true };
}
