import { formatNaira } from "@/lib/money";
import { quotable } from "./clean-text";
import { callPerson, type Done, type Draft, phrase, tell, tellText } from "./draft";
import type { Understanding } from "./meaning";
import { newestFirst, OPEN_STATUSES, orderOfReference } from "./own-orders";
import type { OrderFacts } from "./types";

/** `order <ref>`, "where is my order?", "status": the state in words, for this contact's own orders alone (P7.7). */
export function hearStatusQuestion(draft: Draft, understood: Understanding, quotedOrderId?: string): Done {
  const { reference, topic } = understood.slots;
  if (draft.facts.settings.features?.orderTracking === false) {
    tell(draft, "status_person", {});
    return callPerson(draft, "status_question");
  }
  if (topic === "rush") {
    tell(draft, "rush", {});
    callPerson(draft, "status_question");
  }
  if (reference) {
    const order = orderOfReference(draft, reference);
    return order ? tellStatus(draft, order) : tell(draft, "order_unknown", { ref: reference });
  }
  const orders = newestFirst(draft.facts.orders);
  const quoted = orders.find((order) => order.id === quotedOrderId);
  const open = orders.filter((order) => OPEN_STATUSES.includes(order.status));
  const only = quoted ?? (open.length === 1 ? open[0] : open.length === 0 ? orders[0] : undefined);
  if (only) return tellStatus(draft, only);
  if (open.length > 1)
    return tell(draft, "order_list", {
      list: open
        .slice(0, 8)
        .map((one) => shortLine(draft, one))
        .join("\n"),
    });
  if (topic === "rush") return;
  tell(draft, draft.state.pending?.kind === "order" ? "order_not_placed" : "no_orders", {});
}

/** One order's state in words, with what the buyer can do next. */
export function tellStatus(draft: Draft, order: OrderFacts): Done {
  draft.orderId = order.id;
  draft.state.lastOrderId = order.id === "placed" ? null : order.id;
  const words = phrase(draft, `status_${order.status}`, {
    ref: order.reference,
    amount: formatNaira(order.totalKobo),
  });
  tellText(
    draft,
    "status",
    [words, ...(order.status === "SHIPPED" ? carriage(draft, order) : [])].join("\n"),
  );
}

/** Who carries a parcel and its number, as the vendor wrote them. */
export function carriage(
  draft: Draft,
  shipped: { carrier?: string | null; tracking?: string | null },
): string[] {
  return [
    ...(shipped.carrier ? [phrase(draft, "shipped_with", { carrier: quotable(shipped.carrier, 80) })] : []),
    ...(shipped.tracking
      ? [phrase(draft, "shipped_tracking", { tracking: trackingOf(shipped.tracking) })]
      : []),
  ];
}

/** A tracking number is long digits by nature; it comes from the vendor, and only its signs are taken out. */
function trackingOf(tracking: string): string {
  return tracking
    .replace(/[^\p{L}\p{N} ./:-]/gu, "")
    .trim()
    .slice(0, 120);
}

function shortLine(draft: Draft, order: OrderFacts): string {
  return `• ${order.reference}: ${phrase(draft, `short_${order.status}`, {})}`;
}
