import { formatNaira } from "@/lib/money";
import { hasMarkup } from "./clean-text";
import { sendCode } from "./codes";
import {
  add,
  ask,
  askFurther,
  askNothing,
  button,
  callPerson,
  type Done,
  type Draft,
  phrase,
  tell,
} from "./draft";
import { type Detail, type FoundDetails, findDetails, soundsLikePlace } from "./find-details";
import { detailsInWords, missingDetails } from "./missing-details";
import { placeOrder } from "./place-order";
import { goodsInWords, sumOf, wantedLines } from "./wanted";

const MINUTE_MS = 60_000;
/** An accepted code that nothing has used yet still counts for this long (P6.4: nothing rides on an old session). */
const FRESH_CODE_MS = 10 * MINUTE_MS;
const MOST_RETRIES = 3;
export const NOTHING_GIVEN = { name: null, address: null, phone: null, consentSaid: false };

/** Starts (or goes on with) registering, with or without an order in mind. */
export function startRegistration(draft: Draft): Done {
  const ordering = draft.state.wanted.some((item) => item.firm);
  draft.state.pending ??= { kind: ordering ? "order" : "register" };
  proceed(draft);
}

/** The next step towards what is pending: ask for what is missing, else send a code, else do it. */
export function proceed(draft: Draft): Done {
  const missing = missingDetails(draft);
  if (missing.length > 0) return askDetails(draft, missing);
  keepDetails(draft);
  if (codeIsFresh(draft)) return completePending(draft);
  const { pending } = draft.state;
  const name = draft.facts.contact.name ?? "";
  if (pending?.kind === "order") {
    // What the code is sent for is the order: a price asked now takes nothing off it.
    draft.state.wanted = draft.state.wanted.map((item) => ({ ...item, firm: true }));
    const lines = wantedLines(draft);
    const total = sumOf(draft, lines);
    const items = goodsInWords(draft, lines);
    const key = draft.facts.deliveryFeeKobo > 0 ? "code_sent_order_delivery" : "code_sent_order";
    return sendCode(draft, "order", phrase(draft, key, { name, items, total: formatNaira(total) }));
  }
  sendCode(draft, "register", phrase(draft, "code_sent_register", { name }));
}

/** What an accepted code sets free: the order, or only the registration. */
export function completePending(draft: Draft): Done {
  const { pending } = draft.state;
  askNothing(draft);
  draft.state.pending = null;
  draft.state.registration = null;
  if (pending?.kind === "order" && draft.state.wanted.length > 0) {
    draft.state.codeAcceptedAt = null;
    return placeOrder(draft);
  }
  if (draft.facts.settings.kind === "shop") tell(draft, "verified_next", {});
}

/** Takes an answer to the question for details. False when the text gives none. */
export function takeDetails(draft: Draft, text: string): boolean {
  const missing = missingDetails(draft);
  const found = findDetails(text, new Set(missing));
  if (found.refused && hasMarkup(text)) {
    askAgain(draft, missing, true);
    return true;
  }
  if (!found.name && !found.address && !found.phone) return false;
  fill(draft, found);
  draft.state.retries = 0;
  proceed(draft);
  return true;
}

/** Asks once more, kindly; after the third time a person is called and the registration rests (P6.3). */
export function askAgain(draft: Draft, missing: Detail[], refused = false): Done {
  draft.state.retries += 1;
  if (refused) tell(draft, "refused_details", {});
  if (draft.state.retries >= MOST_RETRIES) return giveToPerson(draft);
  if (missing.length === 1 && missing[0] === "address") return ask(draft, "address_refused", {});
  if (missing.length === 1 && missing[0] === "phone") return ask(draft, "ask_phone_again", {});
  ask(draft, "ask_details_again", { details: detailsInWords(draft, missing) });
  if (missing.includes("name") && missing.includes("address")) askFurther(draft, "ask_details_example", {});
}

/** Three answers that did not fit: a person helps, and nothing more is asked. */
export function giveToPerson(draft: Draft): Done {
  askNothing(draft);
  tell(draft, "too_many_tries", {});
  callPerson(draft, "too_many_tries");
}

/** Corrects or adds facts while the registration waits for its code. */
export function correctDetails(draft: Draft, text: string): boolean {
  const found = findDetails(text, new Set(soundsLikePlace(text) ? ["address"] : []));
  if (!found.name && !found.address && !found.phone) return false;
  fill(draft, found);
  add(draft, { type: "setContact", ...given(draft) });
  tell(draft, "details_corrected", {});
  return true;
}

/** After an interruption: says again, shortly, what the registration waits for. */
export function resumeRegistration(draft: Draft): Done {
  if (draft.question.length > 0) return;
  if (draft.state.asked?.kind === "details") {
    const missing = missingDetails(draft);
    if (missing.length > 0) ask(draft, "ask_details_resume", { details: detailsInWords(draft, missing) });
  } else if (
    draft.state.asked?.kind === "code" &&
    !draft.effects.some((effect) => effect.type === "requestCode")
  ) {
    ask(draft, "ask_code_again", {}, [button(draft, "resend_code", "button_new_code")]);
  }
}

/** Ends the registration without registering. */
export function cancelRegistration(draft: Draft): Done {
  askNothing(draft);
  Object.assign(draft.state, { registration: null, pending: null, wanted: [], bargain: null });
  tell(draft, "registration_cancelled", {});
}

function askDetails(draft: Draft, missing: Detail[]): Done {
  const begun = draft.state.registration !== null;
  const asked = draft.state.asked?.kind === "details";
  draft.state.registration ??= { ...NOTHING_GIVEN };
  draft.state.asked = { kind: "details" };
  const name = draft.state.registration.name ?? draft.facts.contact.name ?? "";
  const only = missing.length === 1 ? missing[0] : null;
  if (begun && asked && only === "name") ask(draft, "ask_name", {});
  else if (name !== "" && only === "address") ask(draft, "ask_address", { name });
  else if (name !== "" && only === "phone") ask(draft, "ask_phone", { name });
  else if (begun && asked && name !== "") {
    ask(draft, "ask_details_more", { name, details: detailsInWords(draft, missing) });
  } else {
    const key = draft.state.pending?.kind === "order" ? "ask_details_order" : "ask_details_register";
    ask(draft, key, { details: detailsInWords(draft, missing) });
  }
  if (!draft.state.registration.consentSaid && !draft.facts.contact.consentGiven) {
    draft.state.registration.consentSaid = true;
    askFurther(draft, "consent", { business: draft.facts.settings.business });
  }
}

function fill(draft: Draft, found: FoundDetails): Done {
  const known = draft.state.registration ?? NOTHING_GIVEN;
  draft.state.registration = {
    ...known,
    name: found.name ?? known.name,
    address: found.address ?? known.address,
    phone: found.phone ?? known.phone,
  };
}

/** All facts are there: they become the contact's, with the consent that the line about them asks for. */
function keepDetails(draft: Draft): Done {
  const facts = given(draft);
  const fresh = Object.keys(facts).length > 0;
  const consents = !draft.facts.contact.consentGiven;
  if (consents && !draft.state.registration?.consentSaid) {
    tell(draft, "consent", { business: draft.facts.settings.business });
  }
  if (!fresh && !consents) return;
  add(draft, {
    type: "setContact",
    ...facts,
    ...(consents && { consent: true as const }),
    ...(fresh && { registered: true as const }),
  });
  draft.state.registration = { ...NOTHING_GIVEN, consentSaid: true };
}

function given(draft: Draft): { name?: string; address?: string; phone?: string } {
  const known = draft.state.registration;
  return {
    ...(known?.name && { name: known.name }),
    ...(known?.address && { address: known.address }),
    ...(known?.phone && { phone: known.phone }),
  };
}

function codeIsFresh(draft: Draft): boolean {
  const at = draft.state.codeAcceptedAt;
  return at !== null && draft.now.getTime() - Date.parse(at) <= FRESH_CODE_MS;
}
