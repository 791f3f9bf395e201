import { appScopedAccountId } from "../../oauth/grants";
import type { Simulator } from "../../state/simulator";
import type { InstagramAccount } from "../../state/types";
import { chatOf, findPersonByIgsid } from "../../state/world";
import { appOf } from "../../webhooks/sender";
import { noSuchObject } from "../errors";
import { badParameter, noConsent } from "./errors";

type Shown = Record<string, unknown>;

const TOKEN_LIVES_SECONDS = 60 * 24 * 3600;

function only(all: Shown, fields: string | null, id: string): Shown {
  const wanted = fields?.split(",").map((field) => field.trim().replace(/\{.*$/, "")) ?? ["id"];
  const shown = Object.entries(all).filter(([name]) => wanted.includes(name));
  return { ...Object.fromEntries(shown), id };
}

/** `GET /me` and `GET /{account}`: `user_id` is the id in webhooks; `id` is the app's own and stands nowhere else. */
export function describeAccount(account: InstagramAccount, fields: string | null): Shown {
  const all = {
    user_id: account.userId,
    username: account.username,
    name: account.name,
    account_type: "BUSINESS",
    profile_picture_url: null,
  };
  const id = account.login === "page" ? account.userId : appScopedAccountId(account.userId);
  return only(all, fields, id);
}

/** `GET /me` and `GET /{page}` with a Page's token. */
export function describePage(account: InstagramAccount, fields: string | null): Shown {
  const all = {
    name: account.name,
    instagram_business_account: { id: account.userId, username: account.username },
  };
  return only(all, fields ?? "name", account.pageId ?? "");
}

/** `GET /{IGSID}`: who somebody is, once they have written to this account. */
export function describePerson(
  sim: Simulator,
  account: InstagramAccount,
  igsid: string,
  fields: string | null,
): Shown {
  const person = findPersonByIgsid(sim.world, igsid, account);
  if (!person) throw noSuchObject("GET", igsid);
  if (chatOf(sim.world, account.userId, person.phone).lastInboundMs === null) throw noConsent();
  const all = {
    name: person.name,
    username: person.instagram?.username,
    profile_pic: null,
    follower_count: 212,
    is_verified_user: false,
    is_user_follow_business: true,
    is_business_follow_user: false,
  };
  return only(all, fields ?? "name,username,profile_pic", igsid);
}

/** `GET /refresh_access_token`: the same token, good for sixty more days. */
export function refreshToken(account: InstagramAccount, query: URLSearchParams): Shown {
  if (query.get("grant_type") !== "ig_refresh_token")
    throw badParameter("Param grant_type must be ig_refresh_token.");
  return {
    access_token: account.accessToken,
    token_type: "bearer",
    expires_in: TOKEN_LIVES_SECONDS,
    permissions: "instagram_business_basic,instagram_business_manage_messages",
  };
}

/** `GET|POST|DELETE /{me or Page}/subscribed_apps`: whether the app hears this account. */
export function subscribedApps(
  sim: Simulator,
  account: InstagramAccount,
  method: string,
  given: Record<string, unknown>,
): Shown {
  if (method === "GET") {
    const { id } = appOf(sim.config, "instagram");
    const app = { id, name: "TrustGuard", subscribed_fields: ["messages", "messaging_postbacks"] };
    return { data: account.subscribed ? [app] : [] };
  }
  if (method === "POST" && (typeof given.subscribed_fields !== "string" || given.subscribed_fields === "")) {
    throw badParameter("The parameter subscribed_fields is required.");
  }
  account.subscribed = method === "POST";
  return { success: true };
}
