import { formatNaira } from "@/lib/money";
import { callPerson, type Done, type Draft, tell } from "../rules/draft";
import { chooseProducts } from "../rules/match-products";
import type { Understanding } from "../rules/meaning";
import type { MessageEvent, OrderFacts } from "../rules/types";
import { offerOnOrder, orderInTalk } from "./offer-on-order";
import { type ReadOffer, readOffer, withoutPrices } from "./read-offer";
import { startBargain } from "./start-bargain";

/** Bargaining (P8): a price is put to the business as an offer; without one a person answers. */
export function hearOffer(draft: Draft, message: MessageEvent, understood: Understanding): Done {
  const text = message.text ?? "";
  const order = orderInTalk(draft, {
    reference: understood.slots.reference,
    quotedOrderId: message.quotedOrderId,
  });
  if (understood.slots.topic) return passOnTopic(draft, understood.slots.topic, order);
  const read = readOffer(text);
  if (read?.kind === "refused") return refuseAmount(draft, read.why);
  if (order && read && !namesOtherGoods(draft, text, order)) {
    return offerOnOrder(draft, order, read, { messageRef: message.messageRef });
  }
  const isAboutOrder = order !== null && !namesOtherGoods(draft, text, order) && draft.state.pending === null;
  if (!isAboutOrder && startBargain(draft, text, read)) return callPerson(draft, "negotiation");
  passOnPrice(draft, read, order);
}

/** Zero, less than zero, ten billion: kindly not passed on. */
export function refuseAmount(draft: Draft, why: Extract<ReadOffer, { kind: "refused" }>["why"]): Done {
  tell(draft, why === "too_much" ? "offer_too_much" : "offer_no_price", {});
}

/** Whether the text speaks of goods that are not in this order. */
function namesOtherGoods(draft: Draft, text: string, order: OrderFacts): boolean {
  const choice = chooseProducts(withoutPrices(text), draft.facts.catalogue.candidates);
  if (choice.kind !== "found") return false;
  return choice.items.some(({ product }) => !order.items.some((item) => item.name === product.name));
}

function passOnTopic(draft: Draft, topic: string, order: OrderFacts | null): Done {
  const { business } = draft.facts.settings;
  if (topic === "pay_on_delivery") tell(draft, "pay_on_delivery", { business });
  else if (topic === "part_payment") tell(draft, "part_payment", { business });
  else tell(draft, "negotiation", { business });
  callPerson(draft, "negotiation", placedBefore(order));
}

function passOnPrice(
  draft: Draft,
  read: Extract<ReadOffer, { kind: "price" }> | null,
  order: OrderFacts | null,
): Done {
  const { business } = draft.facts.settings;
  if (read) tell(draft, "negotiation_offer", { business, amount: formatNaira(read.kobo) });
  else tell(draft, "negotiation", { business });
  callPerson(draft, "negotiation", placedBefore(order));
}

function placedBefore(order: OrderFacts | null): string | undefined {
  return order && order.id !== "placed" ? order.id : undefined;
}
