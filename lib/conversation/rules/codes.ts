import {
  add,
  ask,
  askNothing,
  button,
  callPerson,
  type Done,
  type Draft,
  phrase,
  tell,
  tellText,
} from "./draft";

/** Sends a one-time code: alone on its line, after `intro`. When none may go out yet, says how long that is. */
export function sendCode(
  draft: Draft,
  about: "register" | "order" | "address" | "phone",
  intro: string,
): Done {
  draft.state.asked = { kind: "code" };
  const consent = draft.question.find((part) => part.key === "consent");
  if (consent) tellText(draft, "consent", consent.text);
  draft.question = [];
  draft.buttons = [];
  if (draft.effects.some((effect) => effect.type === "requestCode")) return;
  const wait = draft.facts.codeWaitSeconds ?? 0;
  if (wait > 0) return tell(draft, "code_wait", { seconds: String(Math.ceil(wait)) });
  add(draft, { type: "requestCode", purpose: "buyer", about });
  const code = phrase(draft, "code_line", { code: "{code}" });
  tellText(draft, "code_sent", [intro, code, phrase(draft, "code_howto", {})].join("\n\n"));
}

/** A new code for whatever waits for one. */
export function resendCode(draft: Draft, introKey: "code_resent" | "code_expired"): Done {
  const { pending } = draft.state;
  if (!pending) return tell(draft, "code_none", {});
  draft.state.retries = 0;
  sendCode(draft, aboutOf(draft), phrase(draft, introKey, {}));
}

/** A wrong, dead or misshapen code; the accepted one is handled where what it sets free is known. */
export function answerBadCode(
  draft: Draft,
  result: "wrong" | "expired" | "locked",
  triesLeft?: number,
): Done {
  if (result === "expired") return resendCode(draft, "code_expired");
  if (result === "locked" || triesLeft === 0) {
    askNothing(draft);
    tell(draft, "code_locked", {});
    return callPerson(draft, "code_locked");
  }
  const again = [button(draft, "resend_code", "button_new_code")];
  if (triesLeft === 1) ask(draft, "code_wrong_last", {}, again);
  else if (triesLeft === undefined) ask(draft, "code_wrong_again", {}, again);
  else ask(draft, "code_wrong", { tries: String(triesLeft) }, again);
}

function aboutOf(draft: Draft): "register" | "order" | "address" | "phone" {
  switch (draft.state.pending?.kind) {
    case "order":
      return "order";
    case "change_address":
    case "confirm_address":
      return "address";
    case "change_phone":
      return "phone";
    default:
      return "register";
  }
}
