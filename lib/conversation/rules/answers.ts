import type { Asked } from "../schema";
import { askNewAddress, changeAddress, confirmAddress, hearAddressChange, takeNewAddress } from "./addresses";
import { quantityIn } from "./amounts";
import { answerCode, answerDetails } from "./answer-registration";
import { cancelOrder } from "./cancelling";
import { askNothing, type Draft, tell } from "./draft";
import { looksLikeAddress } from "./find-details";
import { wordsOf } from "./fold-text";
import { submitProof } from "./hear-picture";
import { chooseProducts } from "./match-products";
import type { Understanding } from "./meaning";
import { orderChosen } from "./own-orders";
import { askForPicture, tellAccount } from "./payments";
import { orderNow, quote, takeChoice } from "./shopping";
import type { MessageEvent } from "./types";
import { hints } from "./understand";
import { productOf, want } from "./wanted";

const SURE = 0.84;

/** Takes a text as the answer to what was asked last (P6.2). False when it is none, and its own intent counts. */
export function answerAsked(draft: Draft, message: MessageEvent, understood: Understanding): boolean {
  const { asked } = draft.state;
  if (!asked) return false;
  const text = message.text ?? "";
  switch (asked.kind) {
    case "details":
      return answerDetails(draft, text, understood);
    case "code":
      return answerCode(draft, text, understood);
    case "which_item":
      return false;
    case "which_product":
      return answerWhichProduct(draft, text, understood, asked);
    case "order_offer":
      return answerOffer(draft, text, understood, asked);
    case "which_order":
      return answerWhichOrder(draft, text, understood, asked);
    case "offer":
    case "receipt":
    // Taken before any other meaning of the words.
    case "delivery":
    case "dispute_words":
      return false;
    case "confirm_address":
      return answerConfirmAddress(draft, message, understood, asked.orderId);
    case "new_address":
      return answerNewAddress(draft, message, understood, asked.orderId);
  }
}

function answerWhichProduct(
  draft: Draft,
  text: string,
  understood: Understanding,
  asked: Extract<Asked, { kind: "which_product" }>,
): boolean {
  if (understood.intent === "no") return decline(draft);
  if (understood.intent === "yes" && asked.productIds.length === 1) {
    const only = productOf(draft, asked.productIds[0] ?? "");
    if (!only) return false;
    askNothing(draft);
    quote(draft, [{ product: only, quantity: asked.quantity }], {
      firm: true,
      priceAsked: true,
      stockAsked: false,
    });
    return true;
  }
  return takeChoice(draft, text, asked.productIds, asked.quantity);
}

function answerOffer(
  draft: Draft,
  text: string,
  understood: Understanding,
  asked: Extract<Asked, { kind: "order_offer" }>,
): boolean {
  if (understood.intent === "no") return decline(draft);
  const names = chooseProducts(text, draft.facts.catalogue.candidates);
  if (names.kind !== "none") return false;
  const count = quantityIn(wordsOf(text));
  const bare = count !== null && understood.intent === "unknown" && !looksLikeAddress(text);
  const thanked = understood.intent === "thanks" && hints(text, "yes");
  const agrees =
    thanked ||
    understood.intent === "yes" ||
    understood.intent === "confirm" ||
    understood.intent === "order";
  if (!agrees && !bare) return false;
  const [first] = asked.items;
  const product = first ? productOf(draft, first.productId) : null;
  askNothing(draft);
  draft.state.wanted = [];
  if (product && count !== null && asked.items.length === 1 && count !== first?.quantity) {
    quote(draft, [{ product, quantity: count }], { firm: true, priceAsked: false, stockAsked: false });
    return true;
  }
  want(draft, asked.items);
  orderNow(draft);
  return true;
}

function decline(draft: Draft): boolean {
  askNothing(draft);
  Object.assign(draft.state, { wanted: [], bargain: null });
  tell(draft, "order_declined", {});
  return true;
}

function answerWhichOrder(
  draft: Draft,
  text: string,
  understood: Understanding,
  asked: Extract<Asked, { kind: "which_order" }>,
): boolean {
  if (understood.intent === "no") return decline(draft);
  const order = orderChosen(draft, text, asked.orderIds, understood.slots.reference);
  if (!order) return false;
  askNothing(draft);
  switch (asked.purpose) {
    case "receipt":
      if (asked.messageRefs.length === 0) askForPicture(draft, order);
      else submitProof(draft, order, asked.messageRefs);
      break;
    case "confirm":
      confirmAddress(draft, order);
      break;
    case "cancel":
      cancelOrder(draft, order, asked.text);
      break;
    case "account":
      tellAccount(draft, order);
      break;
    case "address":
      if (asked.text) changeAddress(draft, order, asked.text);
      else askNewAddress(draft, order.id);
  }
  return true;
}

function answerConfirmAddress(
  draft: Draft,
  message: MessageEvent,
  understood: Understanding,
  orderId: string,
): boolean {
  const order = draft.facts.orders.find((one) => one.id === orderId && one.status === "APPROVED");
  if (!order) return false;
  const { intent } = understood;
  if (intent === "change_address" || intent === "give_address") {
    hearAddressChange(draft, message, understood);
    return true;
  }
  if (understood.slots.reference) return false;
  const thanked = intent === "thanks" && hints(message.text ?? "", "yes");
  if (intent === "yes" || intent === "confirm" || thanked) confirmAddress(draft, order);
  else if (intent === "no") askNewAddress(draft, order.id);
  else return false;
  return true;
}

function answerNewAddress(
  draft: Draft,
  message: MessageEvent,
  understood: Understanding,
  orderId: string | null,
): boolean {
  const { intent, confidence } = understood;
  const given =
    intent === "give_address" || intent === "change_address" || looksLikeAddress(message.text ?? "");
  if (!given && intent !== "unknown" && confidence >= SURE) return false;
  takeNewAddress(draft, message, understood, orderId);
  return true;
}
