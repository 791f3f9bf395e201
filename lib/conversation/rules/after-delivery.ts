import { stripInvisible } from "./clean-text";
import { add, ask, askNothing, button, callPerson, type Done, type Draft, tell } from "./draft";
import type { Intent, Understanding } from "./meaning";
import { chooseOrder } from "./own-orders";
import { tellStatus } from "./status";
import type { MessageEvent, OrderFacts, OrderStatus } from "./types";
import { hints } from "./understand";

/** A parcel that has left: only then can it have come, or be wrong. */
const LEFT: readonly OrderStatus[] = ["SHIPPED", "DELIVERED"];
/** Whatever is said in these words after "What is wrong?" is no answer to it. */
const OTHER_MATTERS: ReadonlySet<Intent> = new Set<Intent>([
  "opt_out",
  "opt_in",
  "privacy",
  "help",
  "talk_to_person",
  "greet",
  "goodbye",
  "browse",
  "ask_price",
  "ask_stock",
  "order",
  "upload",
]);
const WRONG: ReadonlySet<Intent> = new Set<Intent>(["complaint", "refund", "return_exchange"]);

/** The parcel is said to have come: the buyer is asked whether that is so (P11.4). */
export function askWhetherItCame(draft: Draft, order: OrderFacts): Done {
  const busy = draft.state.asked?.kind;
  if (busy !== "details" && busy !== "code") draft.state.asked = { kind: "delivery", orderId: order.id };
  tell(draft, "order_delivered", { ref: order.reference, business: draft.facts.settings.business });
  ask(draft, "ask_delivered", {}, [
    button(draft, `came:${order.id}`, "button_came"),
    button(draft, `wrong:${order.id}`, "button_wrong"),
  ]);
}

/** A button under that question. It stands for its order, however old the message is. `isSilent`: a person is answering. */
export function pressDelivery(draft: Draft, message: MessageEvent, isSilent = false): boolean {
  const [act, id] = (message.buttonId ?? "").split(":");
  if (act !== "came" && act !== "wrong") return false;
  const order = draft.facts.orders.find((one) => one.id === id);
  if (!order) return false;
  if (act === "came") confirm(draft, order, isSilent);
  else dispute(draft, order, { title: message.text ?? "", isSilent });
  return true;
}

/** Takes a text as an answer to "Did it reach you?" or "What is wrong?", or as news of the parcel. False when it is none. */
export function answerDelivery(draft: Draft, message: MessageEvent, understood: Understanding): boolean {
  const { asked } = draft.state;
  const text = stripInvisible(message.text ?? "").trim();
  const { intent } = understood;
  if (asked?.kind === "dispute_words") {
    if (OTHER_MATTERS.has(intent) || text === "") return false;
    return takeWords(draft, asked.orderId, text);
  }
  const named = understood.slots.reference || message.quotedOrderId;
  if (asked?.kind === "delivery" && !named)
    return answerWhetherItCame(draft, asked.orderId, text, understood);
  return hearNews(draft, message, text, understood);
}

function answerWhetherItCame(
  draft: Draft,
  orderId: string,
  text: string,
  { intent, slots }: Understanding,
): boolean {
  const order = draft.facts.orders.find((one) => one.id === orderId && LEFT.includes(one.status));
  if (!order) return false;
  if (WRONG.has(intent)) dispute(draft, order, { words: text });
  else if (intent === "no") dispute(draft, order, { title: text });
  else if (intent === "yes" || intent === "confirm" || slots.topic === "received") confirm(draft, order);
  else if (intent === "thanks" && hints(text, "yes")) confirm(draft, order);
  else return false;
  return true;
}

/** "I don receive am", "it never came", "wrong size", unasked: about the only parcel that it can be about. */
function hearNews(draft: Draft, message: MessageEvent, text: string, understood: Understanding): boolean {
  const { intent, slots } = understood;
  const came = intent === "thanks" && slots.topic === "received";
  const wrong = intent === "return_exchange" || (intent === "complaint" && slots.topic === "goods");
  if (!came && !wrong) return false;
  const about = { reference: slots.reference, quotedOrderId: message.quotedOrderId };
  const onTheWay = chooseOrder(draft, { fit: ["SHIPPED"], ...about });
  const choice = onTheWay.kind === "one" ? onTheWay : chooseOrder(draft, { fit: LEFT, ...about });
  if (choice.kind !== "one") return false;
  if (came) confirm(draft, choice.order);
  else dispute(draft, choice.order, { words: text });
  return true;
}

function confirm(draft: Draft, order: OrderFacts, isSilent = false): Done {
  if (!LEFT.includes(order.status)) return isSilent ? undefined : tellStatus(draft, order);
  add(draft, { type: "confirmDelivery", orderId: order.id });
  stopAsking(draft, order);
  draft.orderId = order.id;
  if (!isSilent) tell(draft, "delivery_thanks", { business: draft.facts.settings.business });
}

/** `words` say what is wrong; with a bare "no" or a button's `title` alone they are asked for. */
function dispute(
  draft: Draft,
  order: OrderFacts,
  said: { words?: string; title?: string; isSilent?: boolean },
): Done {
  const { isSilent = false } = said;
  if (!LEFT.includes(order.status)) return isSilent ? undefined : tellStatus(draft, order);
  add(draft, { type: "openDispute", orderId: order.id, words: said.words || said.title || "No" });
  stopAsking(draft, order);
  draft.orderId = order.id;
  draft.state.lastOrderId = order.id;
  if (!isSilent) {
    const { business } = draft.facts.settings;
    tell(draft, "dispute_opened", { ref: order.reference, business });
    if (!said.words) {
      draft.state.asked = { kind: "dispute_words", orderId: order.id };
      ask(draft, "dispute_ask", {});
    }
  }
  callPerson(draft, "dispute", order.id);
}

function takeWords(draft: Draft, orderId: string, words: string): boolean {
  const order = draft.facts.orders.find((one) => one.id === orderId && one.status === "DISPUTED");
  askNothing(draft);
  if (!order) return false;
  add(draft, { type: "openDispute", orderId, words });
  draft.orderId = orderId;
  tell(draft, "dispute_noted", { business: draft.facts.settings.business });
  return true;
}

function stopAsking(draft: Draft, order: OrderFacts): Done {
  const { asked } = draft.state;
  if (asked?.kind === "delivery" && asked.orderId === order.id) askNothing(draft);
}
