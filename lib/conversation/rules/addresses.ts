import { cleanAddress } from "./clean-text";
import { sendCode } from "./codes";
import { add, ask, askNothing, button, callPerson, type Done, type Draft, phrase, tell } from "./draft";
import { findDetails, looksLikeAddress, mayBeAddress } from "./find-details";
import type { Understanding } from "./meaning";
import { chooseOrder, orderLines, waitForOrder } from "./own-orders";
import { giveToPerson } from "./registration";
import type { MessageEvent, OrderFacts, OrderStatus } from "./types";

const BEFORE_PAYMENT: readonly OrderStatus[] = ["NEGOTIATING", "AWAITING_PAYMENT", "REJECTED"];
const AFTER_PAYMENT: readonly OrderStatus[] = ["RECEIPT_UPLOADED", "ESCALATED", "APPROVED", "CONFIRMED"];
const CHANGEABLE: readonly OrderStatus[] = [...BEFORE_PAYMENT, ...AFTER_PAYMENT];

/** "update address to …": at once before payment, with a fresh code after it (P6.4), by a person once it is on its way. */
export function hearAddressChange(draft: Draft, message: MessageEvent, understood: Understanding): Done {
  const given = addressIn(message.text ?? "", understood);
  const asked = draft.state.asked;
  const choice = chooseOrder(draft, {
    fit: CHANGEABLE,
    reference: understood.slots.reference,
    quotedOrderId: message.quotedOrderId,
    askedOrderId:
      asked?.kind === "confirm_address" || asked?.kind === "new_address" ? asked.orderId : undefined,
  });
  switch (choice.kind) {
    case "one":
      return given ? changeAddress(draft, choice.order, given) : askNewAddress(draft, choice.order.id);
    case "several":
      waitForOrder(draft.state, "address", choice.orders, { text: given });
      return ask(draft, "which_order", { list: orderLines(choice.orders) });
    case "unknown":
      return tell(draft, "order_unknown", { ref: choice.reference });
    case "unfit":
      return tooLate(draft, choice.order);
    case "none":
      return changeWithoutOrder(draft, given);
  }
}

/** Takes the text that was asked for as an address; asks again kindly, at most three times. */
export function takeNewAddress(
  draft: Draft,
  message: MessageEvent,
  understood: Understanding,
  orderId: string | null,
): Done {
  const text = message.text ?? "";
  const given = addressIn(text, understood) ?? (mayBeAddress(text) ? cleanAddress(text) : null);
  if (!given) {
    draft.state.retries += 1;
    if (draft.state.retries >= 3) return giveToPerson(draft);
    return ask(draft, "address_refused", {});
  }
  const order = draft.facts.orders.find((one) => one.id === orderId);
  if (order) return changeAddress(draft, order, given);
  changeWithoutOrder(draft, given);
}

/** Changes the address of one order, as its state allows. */
export function changeAddress(draft: Draft, order: OrderFacts, address: string): Done {
  if (BEFORE_PAYMENT.includes(order.status)) {
    add(draft, { type: "changeAddress", orderId: order.id, address });
    askNothing(draft);
    draft.orderId = order.id;
    if (order.status !== "NEGOTIATING")
      draft.state.asked = { kind: "receipt", orderId: order.id === "placed" ? null : order.id };
    return tell(draft, "address_changed", { ref: order.reference, address });
  }
  if (!AFTER_PAYMENT.includes(order.status)) return tooLate(draft, order);
  if (order.status === "APPROVED" && !order.address && !draft.facts.contact.address)
    return confirmWith(draft, order, address);
  const kind = order.status === "APPROVED" ? "confirm_address" : "change_address";
  draft.state.pending = { kind, orderId: order.id, address };
  sendCode(draft, "address", phrase(draft, "code_sent_change", { name: draft.facts.contact.name ?? "" }));
}

/** Asks whether the address still holds, or for one when there is none. */
export function askToConfirmAddress(draft: Draft, order: OrderFacts): Done {
  draft.orderId = order.id;
  draft.state.lastOrderId = order.id;
  draft.state.retries = 0;
  const address = order.address ?? draft.facts.contact.address;
  if (!address) {
    draft.state.asked = { kind: "new_address", orderId: order.id };
    return ask(draft, "ask_delivery_address", {});
  }
  draft.state.asked = { kind: "confirm_address", orderId: order.id };
  ask(draft, "confirm_address", { address }, [
    button(draft, `confirm:${order.id}`, "button_yes"),
    button(draft, `address:${order.id}`, "button_change_address"),
  ]);
}

/** The buyer's yes to the address. The confirmation follows as a message of its own, so nothing is said here. */
export function confirmAddress(draft: Draft, order: OrderFacts): Done {
  if (!order.address && !draft.facts.contact.address) return askToConfirmAddress(draft, order);
  const address = order.address ? undefined : draft.facts.contact.address;
  askNothing(draft);
  add(draft, { type: "confirmAddress", orderId: order.id, ...(address && { address }) });
}

export function askNewAddress(draft: Draft, orderId: string | null): Done {
  draft.state.asked = { kind: "new_address", orderId };
  draft.state.retries = 0;
  ask(draft, "ask_new_address", {});
}

/** The address in a text, whether introduced ("update address to …") or bare, or null. */
function addressIn(text: string, understood: Understanding): string | null {
  const introduced =
    /\b(?:address|addy|adress)\s+(?:to|is\s+now|is|na|be|now)\s*:?\s+(.{5,})$/is.exec(text)?.[1] ??
    /\bna\s+(.{4,}?)\s+(?:i\s+dey|i\s+dey\s+now|be\s+the\s+address)\b/is.exec(text)?.[1] ??
    /\b(?:moved|packed?)\s+(?:to|go)\s+(.{4,})$/is.exec(text)?.[1];
  if (introduced) return cleanAddress(introduced);
  const found = understood.slots.address ?? findDetails(text, new Set()).address;
  if (found) return cleanAddress(found);
  return looksLikeAddress(text) ? cleanAddress(text.replace(/^(?:no|nope|nah)\b[\s,.:-]+(?=\S)/i, "")) : null;
}

function confirmWith(draft: Draft, order: OrderFacts, address: string): Done {
  askNothing(draft);
  add(draft, { type: "confirmAddress", orderId: order.id, address });
  add(draft, { type: "setContact", address });
}

function changeWithoutOrder(draft: Draft, given: string | null): Done {
  if (!given) return askNewAddress(draft, null);
  askNothing(draft);
  add(draft, { type: "setContact", address: given });
  tell(draft, "address_saved", { address: given });
}

function tooLate(draft: Draft, order: OrderFacts): Done {
  askNothing(draft);
  if (order.status === "SHIPPED") {
    tell(draft, "address_too_late", { ref: order.reference });
    return callPerson(draft, "address_after_shipping", order.id);
  }
  tell(draft, `status_${order.status}` as "status_DELIVERED", { ref: order.reference });
}
