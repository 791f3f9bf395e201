import type { Draft } from "../rules/draft";
import type { Intent, Understanding } from "../rules/meaning";
import type { MessageEvent } from "../rules/types";
import { hints } from "../rules/understand";
import { refuseAmount } from "./hear-offer";
import { offerOnOrder, orderInTalk } from "./offer-on-order";
import type { OfferFacts } from "./offer-types";
import { type ReadOffer, readOffer } from "./read-offer";
import { leaveOffer, takeOffer, tellOver } from "./take-offer";
import { ourOfferOn } from "./tell-offer";

/** With an amount these speak of a price while one is being agreed: "ok 1.15m", "N1150000", "I go take am 15k". */
const MAY_NAME_A_PRICE: ReadonlySet<Intent> = new Set<Intent>([
  "unknown",
  "negotiate",
  "accept_offer",
  "yes",
  "order",
  "thanks",
]);

/**
 * Takes a text as an answer to our price, or as a price for an order that is being agreed on. False when it is neither.
 * `isSilent`: a person is answering.
 */
export function answerOffer(
  draft: Draft,
  message: MessageEvent,
  understood: Understanding,
  isSilent = false,
): boolean {
  const { intent, slots } = understood;
  if (slots.topic && intent === "negotiate") return false;
  const isAsked = draft.state.asked?.kind === "offer";
  const order = orderInTalk(draft, { reference: slots.reference, quotedOrderId: message.quotedOrderId });
  const ours = order && ourOfferOn(draft, order.id);
  const read = priceIn(message.text ?? "", intent);
  if (order?.status === "NEGOTIATING" && read && draft.state.pending === null) {
    if (read.kind === "price") offerOnOrder(draft, order, read, { messageRef: message.messageRef, isSilent });
    else if (!isSilent) refuseAmount(draft, read.why);
    return true;
  }
  const agrees = saysYes(message.text ?? "", intent);
  if (order && ours && (intent === "accept_offer" || (isAsked && agrees))) {
    takeOffer(draft, order, ours);
    return true;
  }
  if (ours && isAsked && intent === "no") {
    leaveOffer(draft, ours);
    return true;
  }
  if (!ours && isAsked && agrees) {
    tellOver(draft, order?.id);
    return true;
  }
  return false;
}

/** A button under one of our prices: it stands for that price alone, however old the message is. */
export function pressOffer(draft: Draft, message: MessageEvent): boolean {
  const [act, id] = (message.buttonId ?? "").split(":");
  if (act !== "take_offer" && act !== "leave_offer") return false;
  const offer = draft.facts.offers?.find((one) => one.id === id && mayTake(one));
  const order = offer && draft.facts.orders.find((one) => one.id === offer.orderId);
  if (!offer || !order) tellOver(draft);
  else if (act === "take_offer") takeOffer(draft, order, offer);
  else leaveOffer(draft, offer);
  return true;
}

/** "230k each with free delivery?" is a price; "is delivery 2k?" is none. */
function priceIn(text: string, intent: Intent): ReadOffer | null {
  const read = readOffer(text);
  if (MAY_NAME_A_PRICE.has(intent)) return read;
  return intent === "ask_delivery" && read?.kind === "price" && read.freeDelivery ? read : null;
}

function mayTake(offer: OfferFacts): boolean {
  return offer.madeBy === "vendor" && !offer.awaitsCeo;
}

function saysYes(text: string, intent: Intent): boolean {
  const isThanks = intent === "thanks" && hints(text, "yes");
  return (
    isThanks || intent === "yes" || intent === "confirm" || intent === "accept_offer" || intent === "order"
  );
}
