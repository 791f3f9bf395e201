import type { Call, Reply } from "../http/exchange";
import { AdminError } from "../people/admin-error";
import type { Simulator } from "../state/simulator";
import { answerDialog, type DialogAnswer } from "./answer-dialog";
import { dialogPage, refusalPage } from "./dialog-page";
import { type Dialog, DialogError, isAboutWhatsApp, readDialog } from "./read-dialog";

/** No `form-action`: browsers apply it to the address that the answer leads to, which is the app's. */
const DIALOG_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";

/** Shows a dialog, or takes what the person pressed and sends the browser back to the app. */
export function handleDialog(sim: Simulator, call: Call): Reply {
  try {
    const dialog = readDialog(sim, call.url);
    if (call.method !== "POST") return page(200, dialogPage(sim, dialog, call.url));
    const form = new URLSearchParams(call.body.toString("utf8"));
    return {
      status: 302,
      body: "",
      headers: { Location: answerDialog(sim, dialog, answerOf(dialog, form)) },
    };
  } catch (error) {
    if (error instanceof DialogError || error instanceof AdminError)
      return page(400, refusalPage(error.message));
    throw error;
  }
}

/** A form tells what is ticked, and nothing of what is not. */
function answerOf(dialog: Dialog, form: URLSearchParams): DialogAnswer {
  const number = form.get("new_number")?.trim() ?? "";
  const name = form.get("new_name")?.trim() ?? "";
  const username = form.get("new_account")?.trim() ?? "";
  return {
    allow: form.get("answer") === "allow",
    person: form.get("person")?.trim(),
    scopes: form.getAll("scope"),
    ...(isAboutWhatsApp(dialog) ? { wabas: form.getAll("waba") } : { pages: form.getAll("page") }),
    account: form.get("account") ?? undefined,
    ...(username ? { newAccount: { username, name: name || username } } : {}),
    ...(number ? { newNumber: { displayPhoneNumber: number, verifiedName: name || "New shop" } } : {}),
  };
}

function page(status: number, body: string): Reply {
  return {
    status,
    body,
    headers: { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": DIALOG_POLICY },
  };
}
