import { formatNaira } from "@/lib/money";
import type { ConversationState } from "../schema";
import { ordinalIn } from "./amounts";
import { quotable } from "./clean-text";
import type { Done, Draft } from "./draft";
import type { OrderFacts, OrderStatus } from "./types";

export type OrderChoice =
  | { kind: "one"; order: OrderFacts }
  | { kind: "several"; orders: OrderFacts[] }
  /** A reference was named that is none of this contact's; another buyer's looks the same. */
  | { kind: "unknown"; reference: string }
  /** The order that was meant is in another state. */
  | { kind: "unfit"; order: OrderFacts }
  | { kind: "none" };

export interface OrderQuery {
  fit: readonly OrderStatus[];
  reference?: string | undefined;
  quotedOrderId?: string | undefined;
  /** What the state was waiting for, when it names an order; null means the newest that fits. */
  askedOrderId?: string | null | undefined;
}

/** References are made without these; who types one meant the digit. */
const LOOK_ALIKES: Readonly<Record<string, string>> = { Z: "2", S: "5", B: "8" };

export const OPEN_STATUSES: readonly OrderStatus[] = [
  "NEGOTIATING",
  "AWAITING_PAYMENT",
  "RECEIPT_UPLOADED",
  "ESCALATED",
  "APPROVED",
  "REJECTED",
  "CONFIRMED",
  "SHIPPED",
  "DISPUTED",
];

/**
 * Which order a picture, "yes", "confirm" or "cancel" is about (decision 23): the quoted message's, the one named, the one
 * asked about, the only one that fits, else a question.
 */
export function chooseOrder(draft: Draft, query: OrderQuery): OrderChoice {
  const { orders } = draft.facts;
  const quoted = orders.find((order) => order.id === query.quotedOrderId);
  if (quoted) return fitting(quoted, query.fit);
  if (query.reference) {
    const named = orderOfReference(draft, query.reference);
    return named ? fitting(named, query.fit) : { kind: "unknown", reference: query.reference };
  }
  const fit = newestFirst(orders.filter((order) => query.fit.includes(order.status)));
  const asked = query.askedOrderId === null ? fit[0] : fit.find((order) => order.id === query.askedOrderId);
  if (asked) return { kind: "one", order: asked };
  const [only, ...others] = fit;
  if (!only) return { kind: "none" };
  return others.length === 0 ? { kind: "one", order: only } : { kind: "several", orders: fit.slice(0, 6) };
}

/** The contact's own order of that reference, or null. */
export function orderOfReference(draft: Draft, reference: string): OrderFacts | null {
  const bare = bareReference(reference);
  return draft.facts.orders.find((order) => bareReference(order.reference) === bare) ?? null;
}

/** The order that a short answer picks out of those that were listed, or null. */
export function orderChosen(
  draft: Draft,
  text: string,
  orderIds: string[],
  reference?: string,
): OrderFacts | null {
  const listed = orderIds.flatMap((id) => draft.facts.orders.find((order) => order.id === id) ?? []);
  const named = reference ? orderOfReference(draft, reference) : null;
  if (named) return listed.includes(named) ? named : null;
  const bare = bareReference(text);
  const typed = listed.find((order) => bare.length >= 3 && bareReference(order.reference).endsWith(bare));
  const at = ordinalIn(text, listed.length);
  return typed ?? (at === null ? null : (listed[at] ?? null));
}

export function newestFirst(orders: OrderFacts[]): OrderFacts[] {
  return [...orders].sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
}

/** "1. TG-8891, Red Ankara Dress, ₦14,000", a line for each. */
export function orderLines(orders: OrderFacts[]): string {
  return orders
    .map((order, at) => {
      const goods = order.items.map((item) => quotable(item.name, 60)).join(" + ");
      return `${at + 1}. ${order.reference}, ${goods}, ${formatNaira(order.totalKobo)}`;
    })
    .join("\n");
}

/** Turns the question "which order?" into what the state waits for. */
export function waitForOrder(
  state: ConversationState,
  purpose: "receipt" | "confirm" | "cancel" | "address" | "account",
  orders: OrderFacts[],
  kept: { messageRefs?: string[]; text?: string | null } = {},
): Done {
  state.asked = {
    kind: "which_order",
    purpose,
    orderIds: orders.map((order) => order.id),
    messageRefs: kept.messageRefs ?? [],
    text: kept.text ?? null,
  };
}

function fitting(order: OrderFacts, fit: readonly OrderStatus[]): OrderChoice {
  return fit.includes(order.status) ? { kind: "one", order } : { kind: "unfit", order };
}

function bareReference(reference: string): string {
  return reference
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, "")
    .replace(/^TG/, "")
    .replace(/[ZSB]/g, (sign) => LOOK_ALIKES[sign] ?? sign);
}
