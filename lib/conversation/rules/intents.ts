import { FILLERS, NUMBER_WORDS } from "../language/lexicons";
import { hearOffer } from "../offers/hear-offer";
import { confirmAddress, hearAddressChange } from "./addresses";
import { quantityIn } from "./amounts";
import { hearCancel } from "./cancelling";
import { swapGoods } from "./change-goods";
import { stripInvisible } from "./clean-text";
import { resendCode } from "./codes";
import { add, ask, type Done, type Draft, tell } from "./draft";
import { looksLikeAddress } from "./find-details";
import { plainWords, wordsOf } from "./fold-text";
import { hearAddress, hearDetails, hearPhone, hearRegister } from "./hear-details";
import { hearDeliveryQuestion, hearOrder, hearPriceQuestion, hearStockQuestion } from "./hear-goods";
import { chooseProducts } from "./match-products";
import type { Intent, Understanding } from "./meaning";
import { missingDetails } from "./missing-details";
import { chooseOrder, newestFirst, OPEN_STATUSES, orderLines, waitForOrder } from "./own-orders";
import { hearAccountQuestion, hearClaim, hearPaymentProblem, hearUpload } from "./payments";
import { shopFor, showCatalogue } from "./shopping";
import {
  fallBack,
  giveHelp,
  greet,
  hearPrivacy,
  optIn,
  optOut,
  passOn,
  sayGoodbye,
  sayThanks,
} from "./small-talk";
import { hearStatusQuestion, tellStatus } from "./status";
import type { MessageEvent } from "./types";

type Handler = (draft: Draft, message: MessageEvent, understood: Understanding) => Done;

/** What each intent does when the text is no answer to a question. */
export const HANDLERS: Record<Intent, Handler> = {
  greet: (draft, _, understood) => greet(draft, understood),
  register: (draft) => hearRegister(draft),
  verify_code: (draft) => tell(draft, "code_none", {}),
  resend_code: (draft) => resendCode(draft, "code_resent"),
  browse: (draft, _, understood) => showCatalogue(draft, understood.slots.topic === "cheapest"),
  ask_price: hearPriceQuestion,
  ask_stock: hearStockQuestion,
  ask_account: hearAccountQuestion,
  ask_delivery: hearDeliveryQuestion,
  order: hearOrder,
  negotiate: hearOffer,
  accept_offer: hearOffer,
  order_status: (draft, message, understood) => hearStatusQuestion(draft, understood, message.quotedOrderId),
  claim_paid: hearClaim,
  payment_problem: hearPaymentProblem,
  upload: hearUpload,
  confirm: hearConfirm,
  cancel: hearCancel,
  yes: hearYes,
  no: () => undefined,
  give_name: hearDetails,
  give_address: hearAddress,
  change_address: hearAddressChange,
  give_phone: hearPhone,
  talk_to_person: (draft) => passOn(draft, "person_called", "asked"),
  complaint: (draft) => passOn(draft, "complaint", "complaint"),
  refund: (draft) => passOn(draft, "refund", "refund"),
  return_exchange: (draft, message) => {
    if (!swapGoods(draft, message.text ?? "")) passOn(draft, "return_exchange", "return_exchange");
  },
  thanks: (draft, _, understood) => sayThanks(draft, understood),
  goodbye: (draft) => sayGoodbye(draft),
  help: (draft, message, understood) => {
    const isMark = !/\p{L}/u.test(message.text ?? "");
    if (!isMark || draft.told.length === 0) giveHelp(draft, understood);
  },
  opt_out: (draft) => optOut(draft),
  opt_in: (draft) => optIn(draft),
  privacy: (draft, _, understood) => hearPrivacy(draft, understood),
  resend_document: (draft) => hearResendDocument(draft),
  unknown: hearUnknown,
};

/** What only a shop can answer; a casework office reads such a text itself. */
export const SHOP_INTENTS: ReadonlySet<Intent> = new Set<Intent>([
  "browse",
  "ask_price",
  "ask_stock",
  "ask_account",
  "ask_delivery",
  "order",
  "negotiate",
  "accept_offer",
  "order_status",
  "claim_paid",
  "payment_problem",
  "upload",
  "confirm",
  "cancel",
  "give_address",
  "change_address",
  "return_exchange",
  "resend_document",
  "unknown",
]);

/** "confirm", "confirm <ref>": the address of a paid order. */
function hearConfirm(draft: Draft, message: MessageEvent, understood: Understanding): Done {
  const choice = chooseOrder(draft, {
    fit: ["APPROVED"],
    reference: understood.slots.reference,
    quotedOrderId: message.quotedOrderId,
  });
  switch (choice.kind) {
    case "one":
      return confirmAddress(draft, choice.order);
    case "several":
      waitForOrder(draft.state, "confirm", choice.orders);
      return ask(draft, "which_order", { list: orderLines(choice.orders) });
    case "unknown":
      return tell(draft, "order_unknown", { ref: choice.reference });
    case "unfit":
      return tellStatus(draft, choice.order);
    case "none": {
      const orders = newestFirst(draft.facts.orders);
      const newest = orders.find((order) => OPEN_STATUSES.includes(order.status)) ?? orders[0];
      if (newest) tellStatus(draft, newest);
      else tell(draft, "nothing_to_confirm", {});
    }
  }
}

/** A "yes" that answers no question counts for the only order that waits for one; else it is just an "ok". */
function hearYes(draft: Draft, message: MessageEvent, understood: Understanding): Done {
  const choice = chooseOrder(draft, {
    fit: ["APPROVED"],
    reference: understood.slots.reference,
    quotedOrderId: message.quotedOrderId,
  });
  if (choice.kind === "one" || choice.kind === "several") hearConfirm(draft, message, understood);
}

function hearResendDocument(draft: Draft): Done {
  const order = newestFirst(draft.facts.orders).find((one) =>
    ["CONFIRMED", "SHIPPED", "DELIVERED"].includes(one.status),
  );
  if (!order) return tell(draft, "document_none", {});
  const paper = order.status === "DELIVERED" ? "invoice" : "confirmation";
  add(draft, { type: "resendConfirmation", orderId: order.id, paper });
}

/** Sounds and pictures that want no answer. */
const CHATTER =
  /^(?:(?:abeg |please )?wait(?: o)?|hold on|i dey come|(?:one|just a|give me a) (?:sec|second|min|minute|moment)|sorry(?: o)?|no vex(?: abeg)?|(?:abeg )?no vex|h+m+|lo+l+|(?:ha|he){2,}h?|wow+|nice|o+h+|a+h+|eh+|ehen|[\p{Extended_Pictographic}\p{Emoji_Modifier}]+)[\s.!]*$/iu;

/** No cue: perhaps it names goods ("red ankara dress"), or a detail that was asked for; else a person reads it. */
function hearUnknown(draft: Draft, message: MessageEvent, understood: Understanding): Done {
  const text = message.text ?? "";
  const choice = chooseProducts(text, draft.facts.catalogue.candidates);
  const about = choice.kind !== "none" && choice.share >= 0.5;
  const asked = draft.state.asked?.kind;
  const isRecount = choice.kind === "none" && draft.state.wanted.length === 1 && isCountInWords(text);
  const orders = draft.state.pending?.kind === "order" && (choice.kind === "found" || isRecount);
  if (orders && quantityIn(wordsOf(text)) !== null) return hearOrder(draft, message, understood);
  if (about) {
    return shopFor(draft, text, understood, {
      firm: asked === "which_item",
      priceAsked: true,
      stockAsked: false,
    });
  }
  if (asked === "which_item" && choice.kind === "none" && choice.suggestions.length > 0) {
    return shopFor(draft, text, understood, { firm: true, priceAsked: true, stockAsked: false });
  }
  const isShop = draft.facts.settings.kind === "shop";
  const isToKnow = missingDetails(draft).some((detail) => detail !== "phone");
  if (isShop && isToKnow && looksLikeAddress(text)) return hearAddress(draft, message, understood);
  if (!CHATTER.test(stripInvisible(text).trim())) fallBack(draft);
}

/** "No, two", "just one please": a count among words that say nothing else. A bare figure may be anything. */
function isCountInWords(text: string): boolean {
  const words = plainWords(wordsOf(text));
  return (
    words.length > 1 &&
    words.every((word) => FILLERS.has(word) || NUMBER_WORDS.has(word) || /^\d$/.test(word))
  );
}
