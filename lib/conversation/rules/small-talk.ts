import { sayHours } from "@/lib/words/hours";
import { add, callPerson, type Done, type Draft, tell } from "./draft";
import { tellHelp } from "./help";
import { closedSince, isOpenAt } from "./hours";
import type { Understanding } from "./meaning";
import { newestFirst } from "./own-orders";
import { offerQuestions } from "./own-questions";
import { tellOwn } from "./own-words";
import type { PersonReason } from "./person-reason";
import { understand } from "./understand";

/** Said before anything is answered. */
const CLOSED: ReadonlySet<string> = new Set(["out_of_hours", "hours_closed"]);

/** A greeting in the CEO's words, or in ours; with the hours when they were asked. */
export function greet(draft: Draft, understood: Understanding): Done {
  if (understood.slots.topic === "hours") return tellHours(draft);
  // "Hello?" after a question that is answered in this same turn: the answer is the greeting.
  const isAnswered = draft.told.some((part) => !CLOSED.has(part.key)) || draft.question.length > 0;
  if (!understood.slots.topic && isAnswered) return;
  const { settings, contact } = draft.facts;
  const own = (contact.name && settings.quickReplies?.greeting) || settings.greeting;
  const { business } = settings;
  if (own) tellOwn(draft, "greeting", own);
  else if (settings.kind === "casework") tell(draft, "greeting_case", { business });
  else if (contact.name) tell(draft, "greeting_known", { business, name: contact.name });
  else tell(draft, "greeting_new", { business });
  offerQuestions(draft);
  if (understood.slots.topic === "question") tell(draft, "question_welcome", {});
}

export function sayThanks(draft: Draft, understood: Understanding): Done {
  if (understood.slots.topic === "received") return tell(draft, "received", {});
  const own = draft.facts.settings.quickReplies?.thanks;
  if (own) tellOwn(draft, "thanks", own);
  else tell(draft, "thanks", { business: draft.facts.settings.business });
}

/** What the bot can do; why there is a code; whether one can trust it; where the shop is. */
export function giveHelp(draft: Draft, understood: Understanding): Done {
  const { business } = draft.facts.settings;
  switch (understood.slots.topic) {
    case "code":
      return tell(draft, "why_code", {});
    case "trust":
      return tell(draft, "trust", { business });
    case "bot":
      tell(draft, "bot_answer", { business });
      return callPerson(draft, "asked");
    case "location":
      tell(draft, "ask_person_about_item", {});
      return callPerson(draft, "shop_question");
    default:
      return tellHelp(draft);
  }
}

export function sayGoodbye(draft: Draft): Done {
  const own = draft.facts.settings.quickReplies?.goodbye;
  if (own) tellOwn(draft, "goodbye", own);
  else tell(draft, "goodbye", { business: draft.facts.settings.business });
}

/** Nothing was understood: the fallback line, and a person (P6.7). Again, it is said shortly; after that a person reads on. */
export function fallBack(draft: Draft): Done {
  const own = draft.facts.settings.fallback;
  draft.state.misunderstood += 1;
  if (draft.state.misunderstood === 2) tell(draft, "fallback_again", {});
  else if (draft.state.misunderstood > 2) return add(draft, { type: "needPerson", reason: "not_understood" });
  else if (own) tellOwn(draft, "fallback", own);
  else tell(draft, "fallback", {});
  callPerson(draft, "not_understood");
}

/**
 * That the business is closed, in the CEO's words or in ours: once in a closed period and conversation. The bot goes on
 * serving and takes orders.
 */
export function sayOutOfHours(draft: Draft, text: string): Done {
  const { hours, outOfHours } = draft.facts.settings;
  const since = closedSince(hours, draft.now);
  if (!hours || since === null) return;
  const said = draft.state.outOfHoursSaidAt;
  if (said && Date.parse(said) >= since.getTime()) return;
  draft.state.outOfHoursSaidAt = draft.now.toISOString();
  // Said before the message is answered, but in its language.
  draft.state.language = understand(text, draft.state).language ?? draft.state.language;
  if (outOfHours) tellOwn(draft, "out_of_hours", outOfHours);
  else tell(draft, "hours_closed", { hours: sayHours(hours) });
}

/** Says once for each kind that the bot cannot use it (P5.9). */
export function answerUnsupported(draft: Draft, kind: string): Done {
  if (draft.state.unsupportedSaid.includes(kind)) return;
  draft.state.unsupportedSaid = [...draft.state.unsupportedSaid, kind].slice(-20);
  switch (kind) {
    case "audio":
    case "voice":
      return tell(draft, "unsupported_audio", {});
    case "location":
      return tell(draft, "unsupported_location", {});
    case "sticker":
    case "reaction":
    case "story_mention":
      return tell(draft, "unsupported_sticker", {});
    case "edit":
      return tell(draft, "unsupported_edit", {});
    case "video":
      return tell(draft, "unsupported_video", {});
    default:
      return tell(draft, "unsupported_other", {});
  }
}

export function optOut(draft: Draft): Done {
  add(draft, { type: "optOut" });
  tell(draft, "opted_out", { business: draft.facts.settings.business });
}

export function optIn(draft: Draft): Done {
  add(draft, { type: "optIn" });
  tell(draft, "opted_in", { business: draft.facts.settings.business });
}

/** Access and erasure are asked for in the chat and decided by the business (P13.6). */
export function hearPrivacy(draft: Draft, understood: Understanding): Done {
  const { business } = draft.facts.settings;
  const kind = understood.slots.topic === "erase" ? "erase" : "access";
  add(draft, { type: "privacyRequest", kind });
  tell(draft, `privacy_${kind}`, { business });
  callPerson(draft, "privacy");
}

function tellHours(draft: Draft): Done {
  const { hours } = draft.facts.settings;
  if (!hours) return tell(draft, "hours_always", {});
  const key = isOpenAt(hours, draft.now) ? "hours_open" : "hours_closed";
  tell(draft, key, { hours: sayHours(hours) });
}

/** Tells that a person will answer, and calls one. */
export function passOn(
  draft: Draft,
  key: "person_called" | "complaint" | "refund" | "return_exchange",
  reason: PersonReason,
): Done {
  tell(draft, key, { business: draft.facts.settings.business });
  const newest = newestFirst(draft.facts.orders).find((order) => order.id !== "placed");
  callPerson(draft, reason, newest?.id);
}
