import { noSuchObject } from "../graph/errors";
import type { Simulator } from "../state/simulator";
import { isOver, issueGrant } from "./grants";
import type { Grant } from "./types";

type Result = Record<string, unknown>;

const LIST_LIMIT = 25;

/** `GET /debug_token` about a token that a dialog gave. */
export function describeGrant(sim: Simulator, grant: Grant): Result {
  const { appId, kind, scopes, expiresAtMs, issuedAtMs, userId } = grant;
  const isValid = !grant.isRevoked && !isOver(sim, grant);
  const error = isValid ? {} : { error: { code: 190, message: "Error validating access token" } };
  return {
    data: {
      app_id: appId,
      type: kind.toUpperCase(),
      application: "TrustGuard",
      data_access_expires_at: Math.floor(issuedAtMs / 1000) + 90 * 24 * 3600,
      expires_at: expiresAtMs === null ? 0 : Math.floor(expiresAtMs / 1000),
      is_valid: isValid,
      issued_at: Math.floor(issuedAtMs / 1000),
      scopes,
      granular_scopes: scopes.flatMap((scope) => granular(grant, scope)),
      user_id: userId,
      ...error,
    },
  };
}

function granular({ wabaIds, pageIds, accountId }: Grant, scope: string): Result[] {
  if (scope.startsWith("whatsapp_")) return [{ scope, target_ids: wabaIds }];
  if (scope.startsWith("pages_") || scope.startsWith("instagram_")) {
    return [{ scope, target_ids: accountId === undefined ? pageIds : [accountId] }];
  }
  return [{ scope }];
}

/** `GET /me`, `/me/accounts`, `/me/businesses` with a person's or a system user's token. */
export function describeMe(
  sim: Simulator,
  grant: Grant,
  edge: string | undefined,
  query: URLSearchParams,
): Result {
  if (edge === undefined) return { id: grant.userId, name: "Simulated person" };
  if (edge === "accounts") return inPages(listPages(sim, grant), query);
  if (edge === "businesses") return inPages(listBusinesses(grant), query);
  throw noSuchObject("GET", `me/${edge}`);
}

/** The Pages that were picked, each with a token of its own that has no end. Without `pages_show_list` an empty list. */
function listPages(sim: Simulator, grant: Grant): Result[] {
  if (!grant.scopes.includes("pages_show_list")) return [];
  return sim.world.accounts
    .filter(({ pageId }) => pageId !== undefined && grant.pageIds.includes(pageId))
    .map((account) => {
      const { scopes, appId, userId } = grant;
      const same = { scopes, appId, userId, wabaIds: [], pageIds: grant.pageIds };
      const page = issueGrant(sim, { ...same, kind: "page", accountId: account.userId, expiresAtMs: null });
      const instagram = scopes.includes("instagram_basic")
        ? { instagram_business_account: { id: account.userId, username: account.username } }
        : {};
      return {
        id: account.pageId,
        name: account.name,
        access_token: page.token,
        tasks: ["MODERATE", "MESSAGING", "MANAGE"],
        ...instagram,
      };
    });
}

function listBusinesses({ scopes, wabaIds }: Grant): Result[] {
  if (!scopes.includes("business_management")) return [];
  const accounts = { data: wabaIds.map((id) => ({ id })) };
  return [{ id: "506914307656634", owned_whatsapp_business_accounts: accounts }];
}

/** Meta gives lists in pages; `after` is a cursor that only it understands. */
function inPages(rows: Result[], query: URLSearchParams): Result {
  const limit = Math.min(Number(query.get("limit") ?? LIST_LIMIT) || LIST_LIMIT, 100);
  const start = Number(Buffer.from(query.get("after") ?? "", "base64url").toString() || 0) || 0;
  const data = rows.slice(start, start + limit);
  const after = Buffer.from(String(start + data.length)).toString("base64url");
  const isMore = start + data.length < rows.length;
  return {
    data,
    paging: {
      cursors: { before: "MAZDZD", after },
      ...(isMore ? { next: "https://graph.example/next" } : {}),
    },
  };
}
