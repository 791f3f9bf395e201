import type { MetaApp } from "./exchange-code";
import { graphCall } from "./graph";
import { type MetaResult, resultOf } from "./meta-result";
import { field, idOf, isObject, listOf, textOf } from "./webhook/read-json";

/** What Meta says of a token of Facebook's login. */
export type TokenFacts = {
  appId: string | null;
  isValid: boolean;
  /** `USER`, `PAGE`, `SYSTEM_USER`. */
  type: string;
  /** Null: no end. */
  expiresAt: Date | null;
  scopes: string[];
  /** The ids that a scope is limited to; null for all of them. A scope that was not given is not there. */
  targets: Map<string, string[] | null>;
  /** Meta's id, for this app alone, of who gave the access. */
  userId: string | null;
};

/** Asks about a token with the app's own. Not for tokens of Instagram Login. Meta: debug_token. */
export async function inspectToken(
  host: { baseUrl: string; version: string },
  { app, token }: { app: MetaApp; token: string },
): Promise<MetaResult<TokenFacts>> {
  const target = { ...host, token: `${app.id}|${app.secret}` };
  const path = `/debug_token?${new URLSearchParams({ input_token: token })}`;
  return resultOf(await graphCall(target, "GET", path), (body) => factsOf(field(body, "data")));
}

function factsOf(data: unknown): TokenFacts | undefined {
  if (!isObject(data)) return undefined;
  const scopes = listOf(field(data, "scopes")).flatMap((scope) => textOf(scope, 200) ?? []);
  const targets = new Map<string, string[] | null>(scopes.map((scope) => [scope, null]));
  for (const granular of listOf(field(data, "granular_scopes"))) {
    const scope = textOf(field(granular, "scope"), 200);
    if (scope === undefined) continue;
    const ids = field(granular, "target_ids");
    targets.set(scope, Array.isArray(ids) ? ids.flatMap((id) => idOf(id) ?? []) : null);
  }
  return {
    appId: idOf(field(data, "app_id")) ?? null,
    isValid: field(data, "is_valid") === true,
    type: textOf(field(data, "type"), 50) ?? "",
    expiresAt: momentOf(field(data, "expires_at")),
    scopes: [...targets.keys()],
    targets,
    userId: idOf(field(data, "user_id")) ?? null,
  };
}

/** Seconds since 1970; 0 means never. */
function momentOf(value: unknown): Date | null {
  return typeof value === "number" && Number.isSafeInteger(value) && value > 0 && value < 1e11
    ? new Date(value * 1_000)
    : null;
}
