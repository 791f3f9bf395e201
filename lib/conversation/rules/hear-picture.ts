import { add, ask, askNothing, callPerson, type Done, type Draft, tell } from "./draft";
import { newestFirst, orderLines, waitForOrder } from "./own-orders";
import { CHECKING, chooseProofOrder, remember } from "./payments";
import { tellStatus } from "./status";
import type { MessageEvent, OrderFacts } from "./types";

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
      if (choice.order.status === "NEGOTIATING") return showPicture(draft, choice.order);
      if (choice.order.status === "CANCELLED") return tellStatus(draft, choice.order);
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

/** The price was opened again after the buyer was told where to pay: a proof is for the price that stood. */
function isPayable(order: OrderFacts): boolean {
  return order.status === "NEGOTIATING" && Boolean(order.bankAccount);
}

/** While a price is agreed on a picture says something about the goods: it is for the people of the shop (P8.1). */
function showPicture(draft: Draft, order: OrderFacts): Done {
  remember(draft, order);
  tell(draft, "picture_shown", { business: draft.facts.settings.business });
  callPerson(draft, "negotiation", order.id);
}

function hearNeedlessPicture(draft: Draft): Done {
  if (draft.state.pending) return tell(draft, "receipt_finish_details", {});
  const bargained = newestFirst(draft.facts.orders).find((order) => order.status === "NEGOTIATING");
  if (bargained) return showPicture(draft, bargained);
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
