import { formatNaira } from "@/lib/money";
import { confirmAddress, hearAddressChange } from "./addresses";
import { quantityIn } from "./amounts";
import { hearCancel } from "./cancelling";
import { resendCode, sendCode } from "./codes";
import { add, ask, callPerson, type Done, type Draft, phrase, tell } from "./draft";
import { findDetails } from "./find-details";
import { wordsOf } from "./fold-text";
import { deliveryDayAfter, weekdayName } from "./hours";
import { chooseProducts } from "./match-products";
import { chooseOrder, newestFirst, orderLines, waitForOrder } from "./own-orders";
import { hearAccountQuestion, hearClaim, hearPaymentProblem, hearUpload } from "./payments";
import { missingDetails, startRegistration, takeDetails } from "./registration";
import { askWhichItem, quote, shopFor, showCatalogue } from "./shopping";
import { fallBack, greet, hearPrivacy, optIn, optOut, sayGoodbye, sayThanks } from "./small-talk";
import { hearStatusQuestion, tellStatus } from "./status";
import type { Intent, MessageEvent, PersonReason, Understanding } from "./types";
import { hints } from "./understand";
import { nameOf, productOf } from "./wanted";

type Handler = (draft: Draft, message: MessageEvent, understood: Understanding) => Done;

/** What each intent does when the text is no answer to a question. */
export const HANDLERS: Record<Intent, Handler> = {
  greet: (draft, _, understood) => greet(draft, understood),
  register: (draft) => hearRegister(draft),
  verify_code: (draft) => tell(draft, "code_none", {}),
  resend_code: (draft) => resendCode(draft, "code_resent"),
  browse: (draft) => showCatalogue(draft),
  ask_price: (draft, message, understood) => hearPriceQuestion(draft, message, understood),
  ask_stock: (draft, message, understood) => hearStockQuestion(draft, message, understood),
  ask_account: hearAccountQuestion,
  ask_delivery: (draft) => hearDeliveryQuestion(draft),
  order: hearOrder,
  negotiate: (draft, message, understood) => hearNegotiation(draft, message, understood),
  accept_offer: (draft, message, understood) => hearNegotiation(draft, message, understood),
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
  return_exchange: (draft) => passOn(draft, "return_exchange", "return_exchange"),
  thanks: (draft) => sayThanks(draft),
  goodbye: (draft) => sayGoodbye(draft),
  help: (draft) => {
    const key = draft.facts.settings.kind === "casework" ? "help_case" : "help";
    tell(draft, key, { business: draft.facts.settings.business });
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

function hearRegister(draft: Draft): Done {
  const { name, verifiedUntil } = draft.facts.contact;
  const verified = verifiedUntil !== null && verifiedUntil !== undefined && verifiedUntil > draft.now;
  if (name && verified && missingDetails(draft).length === 0)
    return tell(draft, "already_registered", { name });
  startRegistration(draft);
}

function hearPriceQuestion(draft: Draft, message: MessageEvent, understood: Understanding): Done {
  const text = message.text ?? "";
  shopFor(draft, text, understood, { firm: hints(text, "order"), priceAsked: true, stockAsked: false });
}

function hearStockQuestion(draft: Draft, message: MessageEvent, understood: Understanding): Done {
  const { size } = understood.slots;
  if (size) {
    tell(draft, "ask_person_about_item", {});
    return callPerson(draft, "product_question");
  }
  shopFor(draft, message.text ?? "", understood, { firm: false, priceAsked: true, stockAsked: true });
}

function hearOrder(draft: Draft, message: MessageEvent, understood: Understanding): Done {
  const text = message.text ?? "";
  if (understood.slots.topic === "remove") return hearRemoval(draft, text);
  const { wanted } = draft.state;
  const count = quantityIn(wordsOf(text));
  const [only] = wanted;
  const choice = chooseProducts(text, draft.facts.catalogue.candidates);
  const product =
    only && wanted.length === 1 && choice.kind === "none" ? productOf(draft, only.productId) : null;
  if (product && count !== null) {
    return quote(draft, [{ product, quantity: count }], { firm: true, priceAsked: false, stockAsked: false });
  }
  shopFor(draft, text, understood, { firm: true, priceAsked: hints(text, "ask_price"), stockAsked: false });
}

function hearRemoval(draft: Draft, text: string): Done {
  const products = draft.state.wanted.flatMap((item) => productOf(draft, item.productId) ?? []);
  const choice = chooseProducts(text, products);
  if (choice.kind !== "found") return passOn(draft, "person_called", "order_change");
  for (const { product } of choice.items) {
    draft.state.wanted = draft.state.wanted.filter((item) => item.productId !== product.id);
    tell(draft, "item_removed", { product: nameOf(product) });
  }
  if (draft.state.wanted.length > 0) return;
  if (draft.state.pending?.kind === "order") Object.assign(draft.state, { pending: null, asked: null });
  tell(draft, "nothing_else_to_order", {});
}

function hearDeliveryQuestion(draft: Draft): Done {
  const { deliveryFeeKobo, deliveryDays, settings } = draft.facts;
  const timezone = settings.hours?.timezone ?? "Africa/Lagos";
  const day = weekdayName(deliveryDayAfter(draft.now, deliveryDays, timezone));
  if (deliveryFeeKobo > 0) tell(draft, "delivery_told", { fee: formatNaira(deliveryFeeKobo), day });
  else tell(draft, "delivery_free", { day });
}

/** Bargaining is recognised, noted and left to a person; meanwhile what is missing may be asked. */
function hearNegotiation(draft: Draft, message: MessageEvent, understood: Understanding): Done {
  const { amountKobo, topic } = understood.slots;
  const { business } = draft.facts.settings;
  const negotiating = chooseOrder(draft, { fit: ["NEGOTIATING", "AWAITING_PAYMENT"], askedOrderId: null });
  const orderId =
    negotiating.kind === "one" && negotiating.order.id !== "placed" ? negotiating.order.id : undefined;
  const choice = chooseProducts(message.text ?? "", draft.facts.catalogue.candidates);
  if (choice.kind === "found" && hints(message.text ?? "", "order")) {
    quote(draft, choice.items, { firm: true, priceAsked: true, stockAsked: false });
  }
  if (topic === "pay_on_delivery") tell(draft, "pay_on_delivery", { business });
  else if (topic === "part_payment") tell(draft, "part_payment", { business });
  else if (amountKobo !== undefined) {
    add(draft, { type: "recordOffer", amountKobo, ...(orderId && { orderId }) });
    tell(draft, "negotiation_offer", { business, amount: formatNaira(amountKobo) });
  } else tell(draft, "negotiation", { business });
  callPerson(draft, "negotiation", orderId);
}

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
      const newest = newestFirst(draft.facts.orders)[0];
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

function hearDetails(draft: Draft, message: MessageEvent): Done {
  const text = message.text ?? "";
  const { contact } = draft.facts;
  if (missingDetails(draft).includes("name")) {
    draft.state.pending ??= { kind: "register" };
    draft.state.registration ??= { name: null, address: null, phone: null };
    draft.state.asked = { kind: "details" };
    if (takeDetails(draft, text)) return;
    return startRegistration(draft);
  }
  const found = findDetails(text, new Set());
  if (!found.name || found.name === contact.name)
    return greet(draft, { intent: "greet", confidence: 1, slots: {}, language: null });
  add(draft, { type: "setContact", name: found.name });
  tell(draft, "details_corrected", {});
}

function hearAddress(draft: Draft, message: MessageEvent, understood: Understanding): Done {
  if (missingDetails(draft).includes("name")) return hearDetails(draft, message);
  hearAddressChange(draft, message, understood);
}

/** A first phone number is noted; another one than the known asks for a fresh code (P6.4). */
function hearPhone(draft: Draft, message: MessageEvent): Done {
  const { phone } = findDetails(message.text ?? "", new Set(["phone"]));
  const known = draft.facts.contact.phone;
  if (!phone) return fallBack(draft);
  if (!known) add(draft, { type: "setContact", phone });
  if (!known || known === phone) return tell(draft, "phone_saved", {});
  draft.state.pending = { kind: "change_phone", phone };
  sendCode(draft, "phone", phrase(draft, "code_sent_change", { name: draft.facts.contact.name ?? "" }));
}

function hearResendDocument(draft: Draft): Done {
  const order = newestFirst(draft.facts.orders).find((one) =>
    ["CONFIRMED", "SHIPPED", "DELIVERED"].includes(one.status),
  );
  if (!order) return tell(draft, "document_none", {});
  add(draft, { type: "resendConfirmation", orderId: order.id });
}

/** No cue: perhaps it names goods ("red ankara dress"), or a detail that was asked for; else a person reads it. */
function hearUnknown(draft: Draft, message: MessageEvent, understood: Understanding): Done {
  const text = message.text ?? "";
  const choice = chooseProducts(text, draft.facts.catalogue.candidates);
  const about = choice.kind !== "none" && choice.share >= 0.5;
  const asked = draft.state.asked?.kind;
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
  if (asked === "which_item" && draft.state.retries === 0 && text.trim() === "") return askWhichItem(draft);
  fallBack(draft);
}

function passOn(
  draft: Draft,
  key: "person_called" | "complaint" | "refund" | "return_exchange",
  reason: PersonReason,
): Done {
  tell(draft, key, { business: draft.facts.settings.business });
  const newest = newestFirst(draft.facts.orders).find((order) => order.id !== "placed");
  callPerson(draft, reason, newest?.id);
}
