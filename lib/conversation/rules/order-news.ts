import { splitByBytes } from "@/lib/meta/split-text";
import { formatNaira } from "@/lib/money";
import { remindOfPrice, tellAgreed, tellOurOffer, tellRefused } from "../offers/tell-offer";
import { askToConfirmAddress } from "./addresses";
import { askWhetherItCame } from "./after-delivery";
import { quotable, relayable } from "./clean-text";
import type { Paper } from "./delivery-types";
import { add, askNothing, type Done, type Draft, phrase, tell, tellText } from "./draft";
import { weekdayName } from "./hours";
import { carriage } from "./status";
import type { OrderEvent, OrderFacts } from "./types";

/** What fits into one message of each platform, the business's name in front of it. */
const RELAY_PIECE_BYTES = { whatsapp: 3_500, instagram: 600 };

/** Something happened to an order: the buyer is told (P7.7), unless they want no messages. */
export function tellOrderNews(draft: Draft, event: OrderEvent): Done {
  const order = draft.facts.orders.find((one) => one.id === event.orderId);
  if (!order || draft.facts.contact.optedOut) return;
  draft.orderId = order.id;
  draft.state.lastOrderId = order.id;
  const ref = order.reference;
  switch (event.type) {
    case "order_approved":
      return tellApproved(draft, order);
    case "order_rejected":
      return tellRejected(draft, order, event.reason);
    case "order_shipped":
      return tellText(
        draft,
        "order_shipped",
        [phrase(draft, "order_shipped", { ref }), ...carriage(draft, event)].join("\n"),
      );
    case "order_delivered":
      return askWhetherItCame(draft, order);
    case "order_cancelled":
      return tellCancelled(draft, order, event.reason);
    case "order_lapsed":
      return tellLapsed(draft, order, event.unagreed);
    case "order_out_of_stock":
      stopAskingAbout(draft, order);
      return tell(draft, "order_out_of_stock", { ref });
    case "offer_made":
      return tellOurOffer(draft, order, event.offerId);
    case "price_agreed":
      return tellAgreed(draft, order);
    case "offer_refused":
      return tellRefused(draft, order, event.totalKobo);
    case "receipt_unreadable":
      draft.state.asked = { kind: "receipt", orderId: order.id };
      return tell(draft, unreadableKey(event.reason), { ref });
    case "receipt_same_image":
      return tell(draft, "receipt_same_image", { ref });
    case "confirmation_ready":
      return tellConfirmation(draft, order, event.link, event.deliveryDay);
    case "invoice_ready":
      return tellInvoice(draft, order, event.link);
    case "dispute_settled":
      stopAskingAbout(draft, order);
      return tell(draft, "dispute_settled", { ref, business: draft.facts.settings.business });
    case "reminder_due":
      return remind(draft, order);
  }
}

/** What a person of the business writes, in the business's name (decision 25). The bot keeps quiet from here on. */
export function relayPerson(draft: Draft, { text, ref }: { text: string; ref?: string }): Done {
  if (draft.facts.contact.optedOut) return;
  const { settings, platform } = draft.facts;
  const { business } = settings;
  const pieces = splitByBytes(relayable(text), RELAY_PIECE_BYTES[platform]);
  for (const [at, piece] of pieces.entries()) {
    const words = at === 0 ? phrase(draft, "vendor_says", { business, text: piece }) : piece;
    draft.told.push({ key: "vendor_says", text: words, asks: false, ...(ref ? { by: ref } : {}) });
  }
}

function tellApproved(draft: Draft, order: OrderFacts): Done {
  tell(draft, "payment_approved", { ref: order.reference, business: draft.facts.settings.business });
  if (draft.facts.settings.features?.addressCollection === false) {
    return add(draft, { type: "confirmAddress", orderId: order.id });
  }
  askToConfirmAddress(draft, order);
}

function tellRejected(draft: Draft, order: OrderFacts, reason?: string): Done {
  const words = [phrase(draft, "payment_rejected", { ref: order.reference })];
  if (reason) words.push(phrase(draft, "rejection_reason", { reason: quotable(reason, 300) }));
  words.push(phrase(draft, "payment_rejected_next", {}));
  draft.state.asked = { kind: "receipt", orderId: order.id };
  tellText(draft, "payment_rejected", words.join("\n"));
}

/** Nobody paid in time, or agreed on a price (P7.6). */
function tellLapsed(draft: Draft, order: OrderFacts, isUnagreed = false): Done {
  stopAskingAbout(draft, order);
  tell(draft, isUnagreed ? "order_lapsed_unagreed" : "order_lapsed", { ref: order.reference });
}

function stopAskingAbout(draft: Draft, order: OrderFacts): Done {
  const asked = draft.state.asked;
  if (asked && "orderId" in asked && asked.orderId === order.id) askNothing(draft);
}

function tellCancelled(draft: Draft, order: OrderFacts, reason?: string): Done {
  stopAskingAbout(draft, order);
  const words = [phrase(draft, "order_cancelled_by_shop", { ref: order.reference })];
  if (reason) words.push(phrase(draft, "rejection_reason", { reason: quotable(reason, 300) }));
  tellText(draft, "order_cancelled", words.join("\n"));
}

function tellConfirmation(draft: Draft, order: OrderFacts, link: string, deliveryDay: string): Done {
  const day = weekdayName(deliveryDay);
  const words = [
    phrase(draft, "order_confirmed", { ref: order.reference }),
    phrase(draft, "confirmation_link", { link }),
    ...(day ? [phrase(draft, "delivery_day", { day })] : []),
  ];
  tellText(draft, "order_confirmed", words.join("\n\n"));
  handOver(draft, order, "confirmation");
}

function tellInvoice(draft: Draft, order: OrderFacts, link: string): Done {
  tellText(
    draft,
    "invoice_ready",
    [phrase(draft, "invoice_ready", { ref: order.reference }), link].join("\n\n"),
  );
  handOver(draft, order, "invoice");
}

/** The link stays what was promised; the paper itself comes beside it (P11.2, P11.4). */
function handOver(draft: Draft, { id: orderId, reference: ref }: OrderFacts, paper: Paper): Done {
  const key = paper === "invoice" ? "paper_invoice" : "paper_confirmation";
  const caption = phrase(draft, key, { ref, business: draft.facts.settings.business });
  add(draft, { type: "sendPaper", orderId, paper, caption });
}

function remind(draft: Draft, order: OrderFacts): Done {
  if (order.status === "NEGOTIATING") return remindOfPrice(draft, order);
  const waiting = order.status === "AWAITING_PAYMENT" || order.status === "REJECTED";
  if (draft.facts.settings.features?.reminders === false || !waiting) return;
  draft.state.asked ??= { kind: "receipt", orderId: order.id };
  tell(draft, "reminder", { ref: order.reference, amount: formatNaira(order.totalKobo) });
}

function unreadableKey(reason?: "type" | "size" | "damaged" | "gone") {
  if (reason === "type") return "receipt_unreadable_type" as const;
  return reason === "size" ? ("receipt_unreadable_size" as const) : ("receipt_unreadable" as const);
}
