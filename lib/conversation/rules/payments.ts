import { formatNaira } from "@/lib/money";
import { add, ask, callPerson, type Done, type Draft, phrase, tell, tellText } from "./draft";
import type { Understanding } from "./meaning";
import { chooseOrder, newestFirst, orderLines, waitForOrder } from "./own-orders";
import { tellPayment } from "./place-order";
import { tellStatus } from "./status";
import type { MessageEvent, OrderFacts, OrderStatus } from "./types";

/** Orders a proof of payment can belong to: a later picture takes the place of an undecided one (decision 27). */
const UNPAID: readonly OrderStatus[] = ["AWAITING_PAYMENT", "REJECTED"];
export const CHECKING: readonly OrderStatus[] = ["RECEIPT_UPLOADED", "ESCALATED"];

/** "I don pay", in any words, only ever asks for the proof (P6.9). */
export function hearClaim(draft: Draft, message: MessageEvent, understood: Understanding): Done {
  if (understood.slots.topic === "third_party") {
    tell(draft, "third_party", {});
    return callPerson(draft, "third_party_payer");
  }
  if (askWhichWasPaid(draft, message, understood)) return;
  const order = orderToPay(draft, message, understood);
  if (!order) return;
  askForPicture(draft, order);
}

/** Asks for the picture of this order's transfer. */
export function askForPicture(draft: Draft, order: OrderFacts): Done {
  draft.state.asked = { kind: "receipt", orderId: idInState(order) };
  tell(draft, "send_picture", { ref: order.reference, amount: formatNaira(order.totalKobo) });
}

/** "I don pay" while several orders wait: for which one decides what the picture is checked against. */
function askWhichWasPaid(draft: Draft, message: MessageEvent, understood: Understanding): boolean {
  const choice = chooseProofOrder(draft, {
    reference: understood.slots.reference,
    quotedOrderId: message.quotedOrderId,
    askedOrderId: draft.state.asked?.kind === "receipt" ? draft.state.asked.orderId : undefined,
  });
  if (choice.kind !== "several") return false;
  waitForOrder(draft.state, "receipt", choice.orders);
  ask(draft, "which_order", { list: orderLines(choice.orders) });
  return true;
}

/** Pending, debited, later: honest words, and never a step towards paid. */
export function hearPaymentProblem(draft: Draft, message: MessageEvent, understood: Understanding): Done {
  if (understood.slots.topic === "debited") {
    tell(draft, "payment_debited", {});
    return callPerson(draft, "payment_problem");
  }
  const order = orderToPay(draft, message, understood);
  if (!order) return;
  draft.state.asked = { kind: "receipt", orderId: idInState(order) };
  const key = understood.slots.topic === "pay_later" ? "pay_later" : "payment_pending";
  tell(draft, key, { ref: order.reference });
}

/** "upload": the picture here, or a link for when the chat's picture fails (P9.2). */
export function hearUpload(draft: Draft, message: MessageEvent, understood: Understanding): Done {
  const order = orderToPay(draft, message, understood);
  if (!order) return;
  draft.state.asked = { kind: "receipt", orderId: idInState(order) };
  if (!draft.facts.uploadLinks) {
    return tell(draft, "send_picture", { ref: order.reference, amount: formatNaira(order.totalKobo) });
  }
  add(draft, { type: "requestUploadLink", orderId: order.id });
  const link = phrase(draft, "upload_link_line", { link: "{upload_link}" });
  tellText(draft, "upload_link", `${phrase(draft, "upload_link", { ref: order.reference })}\n\n${link}`);
}

/** Payment details, for an order that is to be paid only; never before one is placed. */
export function hearAccountQuestion(draft: Draft, message: MessageEvent, understood: Understanding): Done {
  const choice = chooseProofOrder(draft, {
    reference: understood.slots.reference,
    quotedOrderId: message.quotedOrderId,
    askedOrderId: draft.state.asked?.kind === "receipt" ? draft.state.asked.orderId : undefined,
  });
  if (choice.kind === "one" && UNPAID.includes(choice.order.status)) {
    const intro = understood.slots.topic === "method" ? phrase(draft, "payment_transfer", {}) : "";
    return tellAccount(draft, choice.order, intro);
  }
  if (choice.kind === "one") return tell(draft, "proof_being_checked", { ref: choice.order.reference });
  if (choice.kind === "several") {
    waitForOrder(draft.state, "account", choice.orders);
    return ask(draft, "which_order", { list: orderLines(choice.orders) });
  }
  if (choice.kind === "unknown") return tell(draft, "order_unknown", { ref: choice.reference });
  const bargained = newestFirst(draft.facts.orders).find((order) => order.status === "NEGOTIATING");
  if (bargained && !draft.state.pending) return tellStatus(draft, bargained);
  if (understood.slots.topic === "method") tell(draft, "payment_method", {});
  if (draft.state.pending) return;
  if (understood.slots.topic !== "method") tell(draft, "account_after_order", {});
  draft.state.asked = { kind: "which_item" };
}

/** The account that this order was sent, or else the one in force. */
export function tellAccount(draft: Draft, order: OrderFacts, intro = ""): Done {
  const account = order.bankAccount ?? draft.facts.bankAccount;
  remember(draft, order);
  if (!account) {
    tell(draft, "bank_missing", { ref: order.reference });
    return callPerson(draft, "no_bank_account", order.id);
  }
  draft.state.asked = { kind: "receipt", orderId: idInState(order) };
  tellPayment(draft, intro, account, order.totalKobo, order.reference);
}

/** The order's id as it may be kept: that of an order placed in this turn is not known yet. */
function idInState(order: OrderFacts): string | null {
  return order.id === "placed" ? null : order.id;
}

/** The order that a proof, or a word about one, belongs to (decision 23). */
export function chooseProofOrder(
  draft: Draft,
  query: {
    reference?: string | undefined;
    quotedOrderId?: string | undefined;
    askedOrderId?: string | null | undefined;
  },
) {
  const meant = query.reference !== undefined || query.quotedOrderId !== undefined;
  const unpaid = chooseOrder(draft, { ...query, fit: meant ? [...UNPAID, ...CHECKING] : UNPAID });
  if (unpaid.kind !== "none") return unpaid;
  const checking = chooseOrder(draft, { ...query, fit: CHECKING });
  const newest = checking.kind === "several" ? checking.orders[0] : undefined;
  return newest ? { kind: "one" as const, order: newest } : checking;
}

/** The order that a word about paying is about; says so itself when there is none to pay. */
function orderToPay(draft: Draft, message: MessageEvent, understood: Understanding): OrderFacts | null {
  const choice = chooseProofOrder(draft, {
    reference: understood.slots.reference,
    quotedOrderId: message.quotedOrderId,
    askedOrderId: draft.state.asked?.kind === "receipt" ? draft.state.asked.orderId : undefined,
  });
  if (choice.kind === "unknown") tell(draft, "order_unknown", { ref: choice.reference });
  else if (choice.kind === "none") noOrderToPay(draft);
  else if (choice.kind === "unfit") tellStatus(draft, choice.order);
  else {
    const order = choice.kind === "one" ? choice.order : newestFirst(choice.orders)[0];
    if (order && UNPAID.includes(order.status)) return order;
    if (order) tell(draft, "proof_being_checked", { ref: order.reference });
  }
  return null;
}

function noOrderToPay(draft: Draft): Done {
  if (draft.state.pending) return tell(draft, "pay_after_details", {});
  const bargained = newestFirst(draft.facts.orders).find((order) => order.status === "NEGOTIATING");
  if (bargained) {
    tellStatus(draft, bargained);
    return callPerson(draft, "payment_problem", bargained.id);
  }
  tell(draft, "no_order_to_pay", {});
}

/** The order spoken of now, for what is said next. */
export function remember(draft: Draft, order: OrderFacts): Done {
  draft.orderId = order.id;
  draft.state.lastOrderId = idInState(order);
}
