import { ask, askNothing, button, type Done, type Draft, tell } from "./draft";
import { looksLikeAddress, soundsLikePlace } from "./find-details";
import { wordsOf } from "./fold-text";
import { chooseProducts } from "./match-products";
import type { Understanding } from "./meaning";
import { detailsInWords, missingDetails } from "./missing-details";
import { askAgain, cancelRegistration, correctDetails, giveToPerson, takeDetails } from "./registration";
import { shopFor } from "./shopping";
import { hints } from "./understand";

const SURE = 0.84;
/** "The dell one" is chosen in place of what was spoken of before. */
const POINTS = /\b(?:the|d|that)\s+(?:\S+\s+){1,3}one\b/i;

export function answerDetails(draft: Draft, text: string, understood: Understanding): boolean {
  const { intent, confidence } = understood;
  if (intent === "yes" || intent === "confirm") {
    ask(draft, "ask_details_yes", { details: detailsInWords(draft, missingDetails(draft)) });
    return true;
  }
  if (intent === "no") {
    cancelRegistration(draft);
    return true;
  }
  const given =
    intent === "give_name" ||
    intent === "give_address" ||
    intent === "give_phone" ||
    intent === "change_address";
  const placed = looksLikeAddress(text) || soundsLikePlace(text);
  if (!given && intent !== "unknown" && confidence >= SURE && !placed) return false;
  if (namesGoods(draft, text)) {
    if (POINTS.test(text) && draft.state.wanted.length === 1) draft.state.wanted = [];
    shopFor(draft, text, understood, { firm: true, priceAsked: true, stockAsked: false });
    return true;
  }
  const [first = "", ...others] = text.split(/[,;\n]/);
  if (others.length > 0 && namesGoods(draft, first)) {
    shopFor(draft, first, understood, { firm: true, priceAsked: true, stockAsked: false });
    takeDetails(draft, others.join(", "));
    return true;
  }
  const choice = chooseProducts(text, draft.facts.catalogue.candidates);
  if (given && choice.kind === "found" && hints(text, "order"))
    shopFor(draft, text, understood, { firm: true, priceAsked: true, stockAsked: false });
  if (takeDetails(draft, text)) return true;
  if (intent !== "unknown" && !given) return false;
  askAgain(draft, missingDetails(draft));
  return true;
}

/** "red ankara dress" in place of a name is about the goods. */
function namesGoods(draft: Draft, text: string): boolean {
  const choice = chooseProducts(text, draft.facts.catalogue.candidates);
  return (
    choice.kind !== "none" && choice.share >= 0.99 && wordsOf(text).length >= 2 && !looksLikeAddress(text)
  );
}

export function answerCode(draft: Draft, text: string, understood: Understanding): boolean {
  const { intent } = understood;
  if (intent === "verify_code") {
    draft.state.retries += 1;
    if (draft.state.retries >= 3) giveToPerson(draft);
    else ask(draft, "code_misshapen", {}, [button(draft, "resend_code", "button_new_code")]);
    return true;
  }
  if (intent === "no") {
    cancelPending(draft);
    return true;
  }
  const goods = chooseProducts(text, draft.facts.catalogue.candidates).kind === "found";
  if (goods && hints(text, "order")) return false;
  const gives = ["give_name", "give_address", "give_phone", "change_address"].includes(intent);
  if (gives || (intent === "unknown" && soundsLikePlace(text))) {
    const { pending } = draft.state;
    const registering = pending?.kind === "order" || pending?.kind === "register";
    return registering && correctDetails(draft, text);
  }
  return false;
}

function cancelPending(draft: Draft): Done {
  const { pending } = draft.state;
  if (pending?.kind === "order" || pending?.kind === "register") return cancelRegistration(draft);
  draft.state.pending = null;
  askNothing(draft);
  tell(draft, "order_declined", {});
}
