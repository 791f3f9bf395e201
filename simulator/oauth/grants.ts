import { createHash, randomBytes } from "node:crypto";
import { GraphError, tokenRevoked } from "../graph/errors";
import type { Simulator } from "../state/simulator";
import type { BusinessNumber, InstagramAccount } from "../state/types";
import type { World } from "../state/world";
import type { Grant } from "./types";

const KEPT_GRANTS = 1000;

/** Keeps a new token. */
export function issueGrant(sim: Simulator, given: Omit<Grant, "token" | "issuedAtMs">): Grant {
  const prefix = {
    user: "EAAsimUser",
    system_user: "EAAsimSystem",
    page: "EAAsimPage",
    instagram: "IGAAsim",
  };
  const token = `${prefix[given.kind]}${randomBytes(48).toString("hex")}`;
  const grant = { ...given, token, issuedAtMs: sim.clock.nowMs() };
  sim.world.grants.push(grant);
  if (sim.world.grants.length > KEPT_GRANTS) sim.world.grants.shift();
  return grant;
}

/** The entry of a token that a dialog gave; undefined for tokens of the configuration and for nonsense. */
export function findGrant(world: World, token: string | undefined): Grant | undefined {
  return token === undefined ? undefined : world.grants.find((grant) => grant.token === token);
}

/** Refuses a token that was taken back or whose time is over. */
export function checkGrant(sim: Simulator, grant: Grant | undefined): void {
  if (grant?.isRevoked) throw tokenRevoked();
  if (grant && isOver(sim, grant)) throw tokenOver();
}

export function isOver(sim: Simulator, { expiresAtMs }: Grant): boolean {
  return expiresAtMs !== null && expiresAtMs <= sim.clock.nowMs();
}

function tokenOver(): GraphError {
  return new GraphError(190, "Error validating access token: Session has expired.", {
    httpStatus: 401,
    subcode: 463,
  });
}

/** Refuses what a dialog's token was not allowed to do. */
export function needScope(grant: Grant | undefined, scope: string): void {
  if (!grant || grant.scopes.includes(scope)) return;
  throw new GraphError(10, `(#10) Requires ${scope} permission to manage the object`, { httpStatus: 403 });
}

/** The numbers that a token reaches, through the business accounts that it was given. */
export function numbersOf(world: World, token: string | undefined): BusinessNumber[] {
  const grant = findGrant(world, token);
  return world.numbers.filter((number) =>
    grant ? grant.wabaIds.includes(number.wabaId) : number.accessToken === token,
  );
}

/** The Instagram account that a token speaks for. */
export function accountOf(world: World, token: string | undefined): InstagramAccount | undefined {
  const grant = findGrant(world, token);
  return world.accounts.find((account) =>
    grant ? grant.accountId === account.userId : account.accessToken === token,
  );
}

/** A person's id for one app: another app knows them by another. */
export function appScopedUserId(name: string, appId: string): string {
  const digest = createHash("sha256").update(`${appId}:${name}`).digest();
  return `122${digest.readBigUInt64BE(0).toString().slice(0, 14).padStart(14, "1")}`;
}

/** An Instagram account's id for the app alone. */
export function appScopedAccountId(userId: string): string {
  return `9${userId.slice(-15)}`;
}
