import { formatNaira } from "@/lib/money";
import { add, ask, askNothing, callPerson, type Done, type Draft, phrase, tell, tellText } from "./draft";
import type { Understanding } from "./meaning";
import { chooseOrder, newestFirst, orderLines, waitForOrder } from "./own-orders";
import { tellPayment } from "./place-order";
import { tellStatus } from "./status";
import type { MessageEvent, OrderFacts, OrderStatus } from "./types";

/** Orders a proof of payment can belong to: a later picture takes the place of an undecided one (decision 27). */
const UNPAID: readonly OrderStatus[] = ["AWAITING_PAYMENT", "REJECTED"];
const CHECKING: readonly OrderStatus[] = ["RECEIPT_UPLOADED", "ESCALATED"];

/** A picture or document in a shop: the proof of payment of the order it belongs to. */
export function hearPicture(draft: Draft, message: MessageEvent, reference?: string): Done {
  const asked = draft.state.asked;
  const choice = chooseProofOrder(draft, {
    reference,
    quotedOrderId: message.quotedOrderId,
    askedOrderId: asked?.kind === "receipt" ? asked.orderId : undefined,
  });
  switch (choice.kind) {
    case "one":
      return submitProof(draft, choice.order, [message.messageRef]);
    case "several": {
      const earlier = asked?.kind === "which_order" && asked.purpose === "receipt" ? asked.messageRefs : [];
      const messageRefs = [...earlier, message.messageRef].slice(-10);
      waitForOrder(draft.state, "receipt", choice.orders, { messageRefs });
      return ask(draft, "receipt_which_order", { list: orderLines(choice.orders) });
    }
    case "unknown":
      return tell(draft, "order_unknown", { ref: choice.reference });
    case "unfit":
      if (isPayable(choice.order)) return submitProof(draft, choice.order, [message.messageRef]);
      if (choice.order.status === "NEGOTIATING" || choice.order.status === "CANCELLED")
        return tellStatus(draft, choice.order);
      return tell(draft, "receipt_already_approved", { ref: choice.order.reference });
    case "none": {
      const reopened = newestFirst(draft.facts.orders).find(isPayable);
      return reopened ? submitProof(draft, reopened, [message.messageRef]) : hearNeedlessPicture(draft);
    }
  }
}

/** Hands a picture in. It moves the order to "receipt uploaded" and no further (P9.6). */
export function submitProof(draft: Draft, order: OrderFacts, messageRefs: string[]): Done {
  const again = CHECKING.includes(order.status);
  for (const messageRef of messageRefs) add(draft, { type: "submitReceipt", orderId: order.id, messageRef });
  if (draft.state.asked?.kind === "receipt" || draft.state.asked?.kind === "which_order") askNothing(draft);
  remember(draft, order);
  const business = draft.facts.settings.business;
  if (draft.told.some((part) => part.key.startsWith("receipt_ack"))) return;
  if (again) tell(draft, "receipt_ack_again", { ref: order.reference });
  else tell(draft, "receipt_ack", { ref: order.reference, business });
}

/** "I don pay", in any words, only ever asks for the proof (P6.9). */
export function hearClaim(draft: Draft, message: MessageEvent, understood: Understanding): Done {
  if (understood.slots.topic === "third_party") {
    tell(draft, "third_party", {});
    return callPerson(draft, "third_party_payer");
  }
  const order = orderToPay(draft, message, understood);
  if (!order) return;
  draft.state.asked = { kind: "receipt", orderId: idInState(order) };
  tell(draft, "send_picture", { ref: order.reference, amount: formatNaira(order.totalKobo) });
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

/** The price was opened again after the buyer was told where to pay: a proof is for the price that stood. */
function isPayable(order: OrderFacts): boolean {
  return order.status === "NEGOTIATING" && Boolean(order.bankAccount);
}

/** The order's id as it may be kept: that of an order placed in this turn is not known yet. */
function idInState(order: OrderFacts): string | null {
  return order.id === "placed" ? null : order.id;
}

function chooseProofOrder(
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
  if (draft.state.pending) return tell(draft, "receipt_finish_details", {});
  tell(draft, "no_order_to_pay", {});
}

function hearNeedlessPicture(draft: Draft): Done {
  if (draft.state.pending) return tell(draft, "receipt_finish_details", {});
  const paid = newestFirst(draft.facts.orders).find((order) =>
    ["APPROVED", "CONFIRMED"].includes(order.status),
  );
  if (paid) return tell(draft, "receipt_already_approved", { ref: paid.reference });
  const cancelled = newestFirst(draft.facts.orders).find((order) => order.status === "CANCELLED");
  if (cancelled) {
    // It may show money that came too late: a person must see it.
    tell(draft, "status_person", {});
    return callPerson(draft, "payment_problem", cancelled.id);
  }
  tell(draft, "receipt_no_order", {});
  draft.state.asked ??= { kind: "which_item" };
}

function remember(draft: Draft, order: OrderFacts): Done {
  draft.orderId = order.id;
  draft.state.lastOrderId = idInState(order);
}
