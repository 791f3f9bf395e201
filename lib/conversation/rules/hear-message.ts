import { answerOffer, pressOffer } from "../offers/answer-offer";
import { hearBarePrice } from "../offers/hear-bare-price";
import { confirmAddress } from "./addresses";
import { answerDelivery, pressDelivery } from "./after-delivery";
import { answerAsked } from "./answers";
import { buyerCodeIn } from "./buyer-code";
import { hearAcceptedCode } from "./code-accepted";
import { answerBadCode, resendCode } from "./codes";
import { add, type Done, type Draft, tell } from "./draft";
import { wordsOf } from "./fold-text";
import { hearPicture } from "./hear-picture";
import { HANDLERS, SHOP_INTENTS } from "./intents";
import type { Intent, Understanding } from "./meaning";
import { answerOwnQuestion } from "./own-questions";
import { resumeRegistration } from "./registration";
import { answerUnsupported, optIn, optOut, sayOutOfHours } from "./small-talk";
import type { MessageEvent } from "./types";
import { understand } from "./understand";

/** These are obeyed whatever was asked last. */
const COMMANDS: ReadonlySet<Intent> = new Set<Intent>([
  "opt_out",
  "privacy",
  "talk_to_person",
  "help",
  "resend_code",
  "cancel",
  "refund",
  "complaint",
]);
/** After these the registration is not brought up again at once. */
const PARTING: ReadonlySet<Intent> = new Set<Intent>([
  "thanks",
  "goodbye",
  "opt_out",
  "no",
  "talk_to_person",
  "cancel",
]);

/** One inbound message of any kind. */
export function hearMessage(draft: Draft, message: MessageEvent): Done {
  if (draft.facts.contact.optedOut) return hearOptedOut(draft, message);
  if (draft.state.mode === "person") return hearBesidePerson(draft, message);
  sayOutOfHours(draft, message.text ?? "");
  switch (message.kind) {
    case "text":
      return hearText(draft, message);
    case "button":
      return hearButton(draft, message);
    case "image":
    case "document":
      return hearFile(draft, message);
    case "other":
      answerUnsupported(draft, message.otherKind ?? "other");
  }
}

function hearText(draft: Draft, message: MessageEvent): Done {
  const check = message.codeCheck;
  if (check && check.result !== "none_live") {
    if (check.result === "accepted") return hearAcceptedCode(draft);
    return answerBadCode(draft, check.result, check.triesLeft);
  }
  const text = message.text ?? "";
  if (check && draft.state.asked?.kind === "code") return resendCode(draft, "code_expired");
  if (check && draft.state.asked === null && buyerCodeIn(text)) return tell(draft, "code_none", {});
  const understood = understand(text, draft.state);
  if (understood.language) draft.state.language = understood.language;
  respond(draft, message, understood);
}

function respond(draft: Draft, message: MessageEvent, understood: Understanding): Done {
  const { intent } = understood;
  const asked = draft.state.asked;
  const missed = draft.state.misunderstood;
  const answered =
    answerDelivery(draft, message, understood) ||
    (!COMMANDS.has(intent) && answerOffer(draft, message, understood)) ||
    answerOwnQuestion(draft, message.text ?? "") ||
    (!COMMANDS.has(intent) && hearBarePrice(draft, message, understood)) ||
    (!COMMANDS.has(intent) && answerAsked(draft, message, understood));
  if (!answered) handle(draft, message, understood);
  if (draft.state.misunderstood === missed) draft.state.misunderstood = 0;
  const waits = asked?.kind === "details" || asked?.kind === "code";
  if (waits && !PARTING.has(intent)) resumeRegistration(draft);
}

function handle(draft: Draft, message: MessageEvent, understood: Understanding): Done {
  if (draft.facts.settings.kind === "casework" && SHOP_INTENTS.has(understood.intent)) {
    tell(draft, "case_received", { business: draft.facts.settings.business });
    return add(draft, { type: "needPerson", reason: "casework" });
  }
  HANDLERS[understood.intent](draft, message, understood);
}

/** A button of ours carries what it does and on which order; another's title is read as text. */
function hearButton(draft: Draft, message: MessageEvent): Done {
  if (pressOffer(draft, message) || pressDelivery(draft, message)) return;
  const [act = "", id] = (message.buttonId ?? "").split(":");
  const order = id ? draft.facts.orders.find((one) => one.id === id) : undefined;
  const meant: Partial<Record<string, Intent>> = {
    yes: "yes",
    no: "no",
    browse: "browse",
    resend_code: "resend_code",
    person: "talk_to_person",
  };
  const intent = order ? ({ confirm: "confirm", address: "change_address" } as const)[act] : meant[act];
  if (!intent) return hearText(draft, message);
  const quoted = order ? { ...message, text: "", quotedOrderId: order.id } : { ...message, text: "" };
  respond(draft, quoted, { intent, confidence: 1, slots: {}, language: null });
}

/** A picture or PDF. A question in its caption makes it a picture of goods, not of a payment. */
function hearFile(draft: Draft, message: MessageEvent): Done {
  if (draft.facts.settings.kind === "casework") {
    add(draft, { type: "submitDocument", messageRef: message.messageRef });
    return tell(draft, "document_received", { business: draft.facts.settings.business });
  }
  const caption = message.text?.trim() ?? "";
  const understood = understand(caption, { asked: null });
  const question: Intent[] = ["ask_price", "ask_stock", "negotiate"];
  if (caption !== "" && question.includes(understood.intent)) {
    tell(draft, "receipt_caption_question", {});
    return respond(draft, { ...message, kind: "text" }, understood);
  }
  hearPicture(draft, message, understood.slots.reference);
}

/** Silence, except for "start". A proof of payment is kept all the same: it is the buyer's money. */
function hearOptedOut(draft: Draft, message: MessageEvent): Done {
  const words = wordsOf(message.text ?? "").join(" ");
  if (/^(?:please )?(?:start|unstop|subscribe|start again|opt in|start please)(?: please)?$/.test(words))
    return optIn(draft);
  if (message.kind === "image" || message.kind === "document") keepSilently(draft, message);
}

/**
 * While a person answers the bot says nothing. Stopping, a proof of payment and the yes to an address asked for are
 * taken all the same.
 */
function hearBesidePerson(draft: Draft, message: MessageEvent): Done {
  if (message.kind === "image" || message.kind === "document") return keepSilently(draft, message);
  if (message.codeCheck?.result === "accepted") {
    draft.state.codeAcceptedAt = draft.now.toISOString();
    return;
  }
  const [act, id] = (message.buttonId ?? "").split(":");
  const understood = understand(message.text ?? "", draft.state);
  const { intent } = understood;
  if (message.kind === "text" && intent === "opt_out") return optOut(draft);
  if (pressOffer(draft, message) || pressDelivery(draft, message, true)) return;
  if (message.kind === "text" && answerOffer(draft, message, understood, true)) return;
  const asked = draft.state.asked;
  const orderId =
    act === "confirm" ? id : asked?.kind === "confirm_address" && intent === "yes" ? asked.orderId : null;
  const order = draft.facts.orders.find((one) => one.id === orderId && one.status === "APPROVED");
  if (order?.address) confirmAddress(draft, order);
}

/** Hands a file in without a word. */
function keepSilently(draft: Draft, message: MessageEvent): Done {
  const { told, question, buttons } = draft;
  const before = told.length;
  const asked = structuredClone(draft.state.asked);
  hearFile(draft, { ...message, text: "" });
  told.splice(before);
  Object.assign(draft, { question, buttons });
  if (draft.state.asked?.kind === "which_item") draft.state.asked = asked;
}
