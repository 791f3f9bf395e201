import { answerDialog, type DialogAnswer } from "../oauth/answer-dialog";
import { DialogError, isDialogPath, readDialog } from "../oauth/read-dialog";
import { defaultOauthSettings, type OauthSettings } from "../oauth/types";
import { AdminError } from "../people/admin-error";
import type { Simulator } from "../state/simulator";

type Body = Record<string, unknown>;

/** How the dialogs behave, and what they gave out: never a token. */
export function showOauth(sim: Simulator): unknown {
  const { settings, codes } = sim.world.oauth;
  const grants = sim.world.grants.map(({ token: _, ...shown }) => shown);
  return { settings, codes: codes.map(({ code: _, ...shown }) => shown), grants };
}

const KINDS: { [Name in keyof OauthSettings]: (value: unknown) => boolean } = {
  answer: (value) => value === "ask" || value === "deny",
  state: (value) => value === "keep" || value === "wrong" || value === "missing",
  isCodeOver: (value) => typeof value === "boolean",
  dropScopes: (value) => Array.isArray(value) && value.every((one) => typeof one === "string"),
  isForeignApp: (value) => typeof value === "boolean",
  isNested: (value) => typeof value === "boolean",
  systemTokenDays: (value) => value === null || (typeof value === "number" && value > 0),
};

/** Changes some of the settings; the rest stay. */
export function changeOauth(sim: Simulator, body: Body): OauthSettings {
  for (const [name, value] of Object.entries(body)) {
    const isRight = Object.hasOwn(KINDS, name) && KINDS[name as keyof OauthSettings](value);
    if (!isRight) throw new AdminError(400, `${name} cannot be that`);
  }
  return Object.assign(sim.world.oauth.settings, body);
}

export function resetOauth(sim: Simulator): OauthSettings {
  sim.world.oauth.settings = defaultOauthSettings();
  return sim.world.oauth.settings;
}

/** Plays the person at a dialog: takes its address and what they tick, gives the address the browser goes to. */
export function playDialog(sim: Simulator, body: Body): { redirect: string } {
  const address = String(body.url ?? "");
  if (!URL.canParse(address)) throw new AdminError(400, "url is missing: the dialog's address");
  const url = new URL(address);
  if (!isDialogPath(url.pathname)) throw new AdminError(400, "url is no dialog's");
  const answer: DialogAnswer = {
    allow: body.allow !== false,
    person: typeof body.person === "string" ? body.person : undefined,
    wabas: listOf(body.wabas),
    pages: listOf(body.pages),
    scopes: listOf(body.scopes),
    account: typeof body.account === "string" ? body.account : undefined,
  };
  try {
    return { redirect: answerDialog(sim, readDialog(sim, url), answer) };
  } catch (error) {
    if (error instanceof DialogError) throw new AdminError(400, error.message);
    throw error;
  }
}

/** Takes access back: of a business, by its number or account id, or of everybody. */
export function revokeGrants(sim: Simulator, body: Body): { revoked: number } {
  const { number, person } = body;
  const account = sim.world.numbers.find(({ phoneNumberId }) => phoneNumberId === number);
  const touched = sim.world.grants.filter(
    (grant) =>
      !grant.isRevoked &&
      (person === undefined || grant.userId === person) &&
      (number === undefined ||
        grant.accountId === number ||
        (account !== undefined && grant.wabaIds.includes(account.wabaId))),
  );
  for (const grant of touched) grant.isRevoked = true;
  return { revoked: touched.length };
}

function listOf(value: unknown): string[] | undefined {
  return Array.isArray(value) ? value.map(String) : undefined;
}
