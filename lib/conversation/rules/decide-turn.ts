import type { ConversationState } from "../schema";
import { type Done, type Draft, openDraft } from "./draft";
import { hearMessage } from "./hear-message";
import { relayPerson, tellOrderNews } from "./order-news";
import { packReplies } from "./pack-reply";
import type { ConversationEvent, Decision, Effect, Facts } from "./types";

const MINUTE_MS = 60_000;
/** Quiet minutes after which a registration is forgotten (P6.3) and a person's turn at the chat ends (P6.7). */
const QUIET_MS = 30 * MINUTE_MS;
/** "Shall I order it for you?" may be answered until the next day. */
const OFFER_MS = 24 * 60 * MINUTE_MS;

/**
 * Decides one turn: everything that waited, in its order, with one answer to all of it (P6.10). Pure: the same arguments
 * give the same decision, and none of them is changed.
 *
 * `facts` are as the turn finds them; what the turn itself changes is taken into account on the way. Effects come in the
 * order in which they are to be carried out, replies last but for the papers that they speak of.
 */
export function decideTurn(
  events: ConversationEvent[],
  state: ConversationState,
  facts: Facts,
  now: Date,
): Decision {
  const draft = openDraft(state, facts, now);
  forgetWhatIsOld(draft);
  for (const event of events) take(draft, event);
  const isPaper = (effect: Effect) => effect.type === "sendPaper";
  const acts = draft.effects.filter((effect) => !isPaper(effect));
  return {
    state: draft.state,
    effects: [...acts, ...packReplies(draft), ...draft.effects.filter(isPaper)],
  };
}

/** Decides a turn of one event. */
export function decide(
  event: ConversationEvent,
  state: ConversationState,
  facts: Facts,
  now: Date,
): Decision {
  return decideTurn([event], state, facts, now);
}

function take(draft: Draft, event: ConversationEvent): Done {
  switch (event.type) {
    case "message":
      hearMessage(draft, event);
      draft.state.lastActivityAt = draft.now.toISOString();
      return;
    case "vendor_message":
      relayPerson(draft, event);
      return giveToPersonNow(draft);
    case "person_took_over":
      return giveToPersonNow(draft);
    case "handed_back":
      Object.assign(draft.state, { mode: "bot", personAt: null });
      return;
    default:
      return tellOrderNews(draft, event);
  }
}

function giveToPersonNow(draft: Draft): Done {
  draft.state.mode = "person";
  draft.state.personAt = draft.now.toISOString();
}

function forgetWhatIsOld(draft: Draft): Done {
  const { state, now } = draft;
  if (state.mode === "person" && isOlder(state.personAt, now)) {
    Object.assign(state, { mode: "bot", personAt: null });
  }
  if (!isOlder(state.lastActivityAt, now)) return;
  const kept = state.asked?.kind;
  const lasting =
    kept === "receipt" ||
    kept === "offer" ||
    kept === "confirm_address" ||
    kept === "new_address" ||
    kept === "delivery" ||
    kept === "dispute_words" ||
    kept === "which_order" ||
    (kept === "order_offer" && !isOlder(state.lastActivityAt, now, OFFER_MS));
  if (!lasting) state.asked = null;
  Object.assign(state, {
    registration: null,
    pending: null,
    wanted: [],
    retries: 0,
    misunderstood: 0,
    codeAcceptedAt: null,
  });
  draft.state.bargain = null;
}

function isOlder(at: string | null, now: Date, ms = QUIET_MS): boolean {
  if (at === null) return false;
  const since = now.getTime() - Date.parse(at);
  return Number.isNaN(since) || since > ms;
}
