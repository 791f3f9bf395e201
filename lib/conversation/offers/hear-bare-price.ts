import { FILLERS, NUMBER_WORDS } from "../language/lexicons";
import type { Draft } from "../rules/draft";
import { plainWords, wordsOf } from "../rules/fold-text";
import type { Understanding } from "../rules/meaning";
import { missingDetails } from "../rules/missing-details";
import type { MessageEvent } from "../rules/types";
import { wantedLines } from "../rules/wanted";
import { hearOffer } from "./hear-offer";
import { orderInTalk } from "./offer-on-order";
import { goodsOfLines } from "./open-bargain";
import { type ReadOffer, readOffer, withoutPrices } from "./read-offer";
import { weighOffer } from "./weigh-offer";

/** Said beside a price; they make it no other message. */
const BESIDE = new Set("pay last naira only final max oya each everything total both if even".split(" "));

const PLEA = /\b(?:abeg|please|pls|plz|last|final|do|make|oya)\b/i;

/**
 * "10k", "ok 11,500 last" while goods are spoken of and not ordered yet: a price for them, whatever else was asked. False
 * when the text is more than a price, or the price makes no sense for these goods while another answer is awaited.
 */
export function hearBarePrice(draft: Draft, message: MessageEvent, understood: Understanding): boolean {
  const { asked, pending } = draft.state;
  if (asked === null || asked.kind === "receipt") return pleadOnOrder(draft, message, understood);
  const isAsked = asked?.kind === "order_offer" || asked?.kind === "details" || asked?.kind === "code";
  if (!isAsked || (pending !== null && pending.kind !== "order")) return false;
  const text = message.text ?? "";
  const read = barePriceIn(text);
  if (!read) return false;
  // Digits alone may be a phone number with some of them missing.
  if (asked.kind === "details" && /^[\d\s]+$/.test(text) && missingDetails(draft).includes("phone"))
    return false;
  const lines = wantedLines(draft);
  if (lines.length === 0) return false;
  const weight = weighOffer(read, goodsOfLines(lines, draft.facts.deliveryFeeKobo));
  if (weight.kind !== "fair" && weight.kind !== "several" && asked.kind !== "order_offer") return false;
  hearOffer(draft, message, { ...understood, intent: "negotiate", slots: {} });
  return true;
}

/** "Abeg 10k" for an order that was to be paid: with a plea beside it, so that a sum that was sent is no offer. */
function pleadOnOrder(draft: Draft, message: MessageEvent, understood: Understanding): boolean {
  const text = message.text ?? "";
  const read = barePriceIn(text);
  if (!read || !PLEA.test(text)) return false;
  const { quotedOrderId } = message;
  const order = orderInTalk(draft, { reference: understood.slots.reference, quotedOrderId });
  if (order?.status !== "AWAITING_PAYMENT" || read.kobo >= order.totalKobo) return false;
  hearOffer(draft, message, { ...understood, intent: "negotiate", slots: {} });
  return true;
}

/** The price of a text that says nothing else, or null. */
function barePriceIn(text: string): Extract<ReadOffer, { kind: "price" }> | null {
  const read = readOffer(text);
  const beside = plainWords(wordsOf(withoutPrices(text)));
  const isBare = beside.every((word) => FILLERS.has(word) || NUMBER_WORDS.has(word) || BESIDE.has(word));
  return read?.kind === "price" && isBare ? read : null;
}
