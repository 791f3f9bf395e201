import { add, askNothing, type Done, type Draft, tell } from "./draft";
import { completePending } from "./registration";
import { quote } from "./shopping";
import { productOf } from "./wanted";

/** The right code came: the buyer is verified, and what waited for it is done. A code opens one thing only. */
export function hearAcceptedCode(draft: Draft): Done {
  const { pending } = draft.state;
  draft.state.retries = 0;
  if (!pending || pending.kind === "register" || pending.kind === "order") {
    tell(draft, "verified", { name: draft.facts.contact.name ?? "" });
    draft.state.codeAcceptedAt = draft.now.toISOString();
    if (pending?.kind === "register" && offerAgain(draft)) return;
    return completePending(draft);
  }
  askNothing(draft);
  draft.state.pending = null;
  if (pending.kind === "change_phone") {
    add(draft, { type: "setContact", phone: pending.phone });
    return tell(draft, "phone_saved", {});
  }
  const order = draft.facts.orders.find((one) => one.id === pending.orderId);
  const { orderId, address } = pending;
  if (!order || ["SHIPPED", "DELIVERED", "CANCELLED"].includes(order.status)) {
    return tell(draft, "nothing_to_confirm", {});
  }
  add(draft, { type: "setContact", address });
  draft.orderId = orderId;
  if (pending.kind === "confirm_address" && order.status === "APPROVED") {
    return add(draft, { type: "confirmAddress", orderId, address });
  }
  add(draft, { type: "changeAddress", orderId, address });
  tell(draft, "address_changed", { ref: order.reference, address });
}

/** What a new buyer asked about before they registered is offered again: it is what they came for. */
function offerAgain(draft: Draft): boolean {
  const product = productOf(draft, draft.state.lastProductId ?? "");
  if (!product || draft.facts.orders.length > 0) return false;
  askNothing(draft);
  Object.assign(draft.state, { pending: null, registration: null });
  quote(draft, [{ product, quantity: null }], { firm: false, priceAsked: true, stockAsked: false });
  return true;
}
