import { add, askNothing, type Done, type Draft, tell } from "./draft";
import { completePending } from "./registration";

/** The right code came: the buyer is verified, and what waited for it is done. A code opens one thing only. */
export function hearAcceptedCode(draft: Draft): Done {
  const { pending } = draft.state;
  draft.state.retries = 0;
  if (!pending || pending.kind === "register" || pending.kind === "order") {
    tell(draft, "verified", { name: draft.facts.contact.name ?? "" });
    draft.state.codeAcceptedAt = draft.now.toISOString();
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
