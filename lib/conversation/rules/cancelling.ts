import { quotable } from "./clean-text";
import { add, ask, askNothing, callPerson, type Done, type Draft, tell } from "./draft";
import type { Understanding } from "./meaning";
import { chooseOrder, orderLines, waitForOrder } from "./own-orders";
import { cancelRegistration } from "./registration";
import type { MessageEvent, OrderFacts, OrderStatus } from "./types";

const CANCELLABLE: readonly OrderStatus[] = ["NEGOTIATING", "AWAITING_PAYMENT", "REJECTED"];
const PAID: readonly OrderStatus[] = ["RECEIPT_UPLOADED", "ESCALATED", "APPROVED", "CONFIRMED"];
const REASON =
  /(?:\b(?:because|cos|cause|bcos|since|reason(?:\s+(?:is|na))?|as)\b|[:;,.]|\s[-–]\s)\s*(.{3,})$/is;

/** "cancel", "cancel <ref> because …": an unpaid order is cancelled, a paid one goes to a person. */
export function hearCancel(draft: Draft, message: MessageEvent, understood: Understanding): Done {
  const { reference } = understood.slots;
  const text = message.text ?? "";
  if (!reference && !message.quotedOrderId && draft.state.pending) return cancelRegistration(draft);
  const asked = draft.state.asked;
  const choice = chooseOrder(draft, {
    fit: CANCELLABLE,
    reference,
    quotedOrderId: message.quotedOrderId,
    askedOrderId: asked?.kind === "receipt" ? asked.orderId : undefined,
  });
  const reason = reasonIn(text, reference);
  switch (choice.kind) {
    case "one":
      return cancelOrder(draft, choice.order, reason);
    case "several":
      waitForOrder(draft.state, "cancel", choice.orders, { text: reason });
      return ask(draft, "cancel_which", { list: orderLines(choice.orders) });
    case "unknown":
      return tell(draft, "order_unknown", { ref: choice.reference });
    case "unfit":
      return refuseCancel(draft, choice.order);
    case "none":
      return cancelNothing(draft);
  }
}

/** Cancels an order the buyer has named or that was clearly meant. */
export function cancelOrder(draft: Draft, order: OrderFacts, reason: string | null): Done {
  add(draft, { type: "cancelOrder", orderId: order.id, ...(reason && { reason }) });
  askNothing(draft);
  draft.orderId = order.id;
  if (reason) tell(draft, "cancelled_reason", { ref: order.reference, reason });
  else tell(draft, "cancelled", { ref: order.reference });
}

function cancelNothing(draft: Draft): Done {
  const choice = chooseOrder(draft, { fit: PAID });
  const order =
    choice.kind === "one" ? choice.order : choice.kind === "several" ? choice.orders[0] : undefined;
  const shops = draft.state.asked && draft.state.asked.kind !== "confirm_address";
  if (shops) {
    draft.state.wanted = [];
    askNothing(draft);
    if (!order) return tell(draft, "registration_cancelled", {});
  }
  if (order) refuseCancel(draft, order);
  else tell(draft, "cancel_nothing", {});
}

function refuseCancel(draft: Draft, order: OrderFacts): Done {
  if (PAID.includes(order.status)) {
    tell(draft, "cancel_person", { ref: order.reference });
    return callPerson(draft, "cancel_after_payment", order.id);
  }
  if (order.status === "CANCELLED") return tell(draft, "status_CANCELLED", { ref: order.reference });
  tell(draft, "cancel_too_late", { ref: order.reference });
  callPerson(draft, "cancel_after_payment", order.id);
}

/** The reason given with a "cancel", cleaned and short, or null. */
function reasonIn(text: string, reference?: string): string | null {
  const afterRef = reference
    ? text.replace(/^.*?\btg\s?[-–#]?\s?[a-z\d]+\b[\s,:;.-]*/is, "")
    : (REASON.exec(text)?.[1] ?? "");
  const reason = quotable(
    afterRef.replace(/^(?:because|cos|cause|bcos|since|reason(?: is)?|as)\b[\s:]*/i, ""),
    120,
  );
  const empty = /^(?:please|abeg|pls|cancel|am|it|o|now|thanks?)?$/i.test(reason);
  return empty || reason.length < 3 ? null : reason;
}
