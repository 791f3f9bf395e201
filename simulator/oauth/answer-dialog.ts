import { randomBytes } from "node:crypto";
import { AdminError } from "../people/admin-error";
import { addAccount, addNumber } from "../state/add-business";
import type { Simulator } from "../state/simulator";
import { appScopedUserId } from "./grants";
import { type Dialog, isAboutWhatsApp } from "./read-dialog";

/** What a person ticks and presses. Left out: everything there is, and every permission. */
export interface DialogAnswer {
  allow: boolean;
  /** Who is signed in at Meta. */
  person?: string;
  wabas?: string[];
  pages?: string[];
  account?: string;
  scopes?: string[];
  /** A number that is set up in the dialog itself. */
  newNumber?: { displayPhoneNumber: string; verifiedName: string };
  /** An Instagram account that is set up in the dialog itself, with a Page where the dialog asks for Pages. */
  newAccount?: { username: string; name: string };
}

const CODE_LIVES_MS = { facebook: 10 * 60_000, instagram: 60 * 60_000 };
const DEFAULT_PERSON = "Ada";

/** Gives the address to which the browser goes back: with a code, or with an error. */
export function answerDialog(sim: Simulator, dialog: Dialog, answer: DialogAnswer): string {
  const { settings } = sim.world.oauth;
  const back = new URL(dialog.redirectUri);
  setState(back, dialog, settings.state);
  if (!answer.allow || settings.answer === "deny") {
    back.searchParams.set("error", "access_denied");
    back.searchParams.set("error_reason", "user_denied");
    back.searchParams.set("error_description", "Permissions error");
    return back.href;
  }
  back.searchParams.set("code", issueCode(sim, dialog, answer));
  return dialog.login === "instagram" ? `${back.href}#_` : back.href;
}

function setState(back: URL, dialog: Dialog, how: "keep" | "wrong" | "missing"): void {
  if (how === "missing" || dialog.state === null) return;
  back.searchParams.set("state", how === "wrong" ? randomBytes(32).toString("base64url") : dialog.state);
}

function issueCode(sim: Simulator, dialog: Dialog, answer: DialogAnswer): string {
  const { settings, codes } = sim.world.oauth;
  const { login, app } = dialog;
  const code = `AQ${randomBytes(64).toString("base64url")}`;
  const now = sim.clock.nowMs();
  codes.push({
    code,
    kind: login === "instagram" ? "instagram" : dialog.configId === null ? "user" : "system_user",
    appId: settings.isForeignApp ? "999999999999999" : app.id,
    userId: appScopedUserId(answer.person || DEFAULT_PERSON, app.id),
    scopes: dialog.scopes.filter(
      (scope) => (answer.scopes?.includes(scope) ?? true) && !settings.dropScopes.includes(scope),
    ),
    ...assetsOf(sim, dialog, answer),
    redirectUri: dialog.redirectUri,
    expiresAtMs: settings.isCodeOver ? now - 1 : now + CODE_LIVES_MS[login],
    isUsed: false,
  });
  if (codes.length > 500) codes.shift();
  return code;
}

/** What the person may pick from; throws an AdminError for what is not there. */
export function assetsOf(
  sim: Simulator,
  dialog: Dialog,
  answer: DialogAnswer,
): { wabaIds: string[]; pageIds: string[]; accountId?: string } {
  const { numbers, accounts } = sim.world;
  if (answer.newAccount && !isAboutWhatsApp(dialog)) return newAccount(sim, dialog, answer.newAccount);
  if (dialog.login === "instagram") {
    const own = accounts.filter(({ login }) => login === "instagram").map(({ userId }) => userId);
    const [accountId] = answer.account ? chosen(own, [answer.account]) : own;
    return { wabaIds: [], pageIds: [], accountId };
  }
  if (!isAboutWhatsApp(dialog)) {
    const pages = accounts.flatMap(({ login, pageId }) => (login === "page" && pageId ? [pageId] : []));
    return { wabaIds: [], pageIds: chosen(pages, answer.pages) };
  }
  const made = answer.newNumber ? [addNumber(sim, { ...answer.newNumber, registered: false }).wabaId] : [];
  const wabas = [...new Set(numbers.map(({ wabaId }) => wabaId))];
  const picked = made.length > 0 ? chosen(wabas, answer.wabas ?? []) : chosen(wabas, answer.wabas);
  return { wabaIds: [...new Set([...picked, ...made])], pageIds: [] };
}

function newAccount(sim: Simulator, dialog: Dialog, given: { username: string; name: string }) {
  const { userId, pageId } = addAccount(sim, {
    ...given,
    login: dialog.login === "facebook" ? "page" : "instagram",
  });
  return pageId === undefined
    ? { wabaIds: [], pageIds: [], accountId: userId }
    : { wabaIds: [], pageIds: [pageId] };
}

function chosen(all: string[], picked: string[] | undefined): string[] {
  for (const id of picked ?? []) {
    if (!all.includes(id)) throw new AdminError(404, `there is no ${id} to give access to`);
  }
  return picked ?? all;
}
