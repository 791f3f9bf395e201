import { sayHours } from "@/lib/words/hours";
import type { CopyArgs, CopyKey } from "../copy/keys";
import { say, type Voice } from "../copy/say";
import type { ConversationState } from "../schema";
import { applyEffect } from "./apply-effect";
import { quotable } from "./clean-text";
import { isOpenAt } from "./hours";
import type { PersonReason } from "./person-reason";
import type { Facts, ReplyButton, ReplyFreeEffect, ReplyPart } from "./types";

/** WhatsApp's reply buttons and Instagram's quick replies to one message. */
const BUTTONS_MAX = { whatsapp: 3, instagram: 13 } as const;

/** The order placed in this very turn, whose id and reference the caller knows only afterwards. */
export const PLACED_ORDER_ID = "placed";

/**
 * A turn while it is being decided: a copy of the state, the facts as the turn's own effects leave them, and the reply
 * under way. It lives inside one call, so that the engine stays a pure function.
 */
export interface Draft {
  state: ConversationState;
  facts: Facts;
  readonly now: Date;
  readonly effects: ReplyFreeEffect[];
  readonly told: ReplyPart[];
  question: ReplyPart[];
  buttons: ReplyButton[];
  pictureOfProductId: string | null;
  orderId: string | null;
}

/** Nothing is given back: what was said and done stands in the draft. */
// biome-ignore lint/suspicious/noConfusingVoidType: a name for what every step of a dialogue gives
export type Done = void;

/** Opens a turn; neither the state nor the facts given are changed. */
export function openDraft(state: ConversationState, facts: Facts, now: Date): Draft {
  return {
    state: structuredClone(state),
    facts: withQuotableNames(facts),
    now,
    effects: [],
    told: [],
    question: [],
    buttons: [],
    pictureOfProductId: null,
    orderId: null,
  };
}

/** Names and addresses come from profiles, forms and files too: here they become fit to stand in our sentences (IN-04). */
function withQuotableNames(facts: Facts): Facts {
  const { contact, settings, orders } = facts;
  const clean = (text: string | null | undefined, max: number) => (text ? quotable(text, max) : text);
  return {
    ...facts,
    settings: { ...settings, business: quotable(settings.business, 80) },
    contact: {
      ...contact,
      name: clean(contact.name, 60) ?? null,
      address: clean(contact.address, 200) ?? null,
    },
    orders: orders.map((order) => ({ ...order, address: clean(order.address, 200) ?? null })),
  };
}

/** The tone and language of the answer: Pidgin for who writes it, where the business's tone allows. */
function voiceOf(draft: Draft): Voice {
  const { tone, language } = draft.facts.settings;
  const pidgin =
    tone === "pidgin" || language === "pcm" || (draft.state.language === "pcm" && tone !== "professional");
  return { tone, language: pidgin ? "pcm" : "en" };
}

/** A sentence of the bot, for use inside another. */
export function phrase<K extends CopyKey>(draft: Draft, key: K, args: CopyArgs[K]): string {
  return say(key, args, voiceOf(draft));
}

/** Says something. The same thing is said once in a turn. */
export function tell<K extends CopyKey>(draft: Draft, key: K, args: CopyArgs[K]): Done {
  tellText(draft, key, phrase(draft, key, args));
}

/** Says a text that is ready made, such as the CEO's own greeting or several sentences that stay together. */
export function tellText(draft: Draft, key: string, text: string): Done {
  if (text === "" || draft.told.some((part) => part.text === text)) return;
  draft.told.push({ key, text, asks: false });
}

/** Asks something; it takes the place of what was asked earlier in the turn, with its buttons. */
export function ask<K extends CopyKey>(
  draft: Draft,
  key: K,
  args: CopyArgs[K],
  buttons: ReplyButton[] = [],
): Done {
  // What is said about the buyer's data is never lost to the next question (P13.6).
  const consent = draft.question.filter((part) => part.key === "consent");
  draft.question = [{ key, text: phrase(draft, key, args), asks: true }, ...consent];
  draft.buttons = buttons.slice(0, 3);
}

/** Adds a sentence that belongs to the question asked last. */
export function askFurther<K extends CopyKey>(draft: Draft, key: K, args: CopyArgs[K]): Done {
  draft.question.push({ key, text: phrase(draft, key, args), asks: true });
}

/** Takes back what was asked in this turn and what the state waits for. */
export function askNothing(draft: Draft): Done {
  draft.state.asked = null;
  draft.state.retries = 0;
  draft.question = [];
  draft.buttons = [];
}

/** Offers buttons beside what is told, unless something is asked: the first of them, as many as the channel shows. */
export function offerButtons(draft: Draft, buttons: ReplyButton[]): Done {
  if (draft.question.length > 0 || draft.buttons.length > 0) return;
  draft.buttons = buttons.slice(0, BUTTONS_MAX[draft.facts.platform]);
}

export function button(draft: Draft, id: string, key: Extract<CopyKey, `button_${string}`>): ReplyButton {
  return { id, title: phrase(draft, key, {}).slice(0, 20) };
}

/** Adds an effect, once; later messages of the same turn see the facts as it leaves them. */
export function add(draft: Draft, effect: ReplyFreeEffect): Done {
  const repeated = draft.effects.some((known) => JSON.stringify(known) === JSON.stringify(effect));
  if (repeated) return;
  draft.effects.push(effect);
  draft.facts = applyEffect(draft.facts, effect, draft.now);
}

/** Asks for a person, and says when one can be expected if the business is closed. */
export function callPerson(draft: Draft, reason: PersonReason, orderId?: string): Done {
  add(draft, { type: "needPerson", reason, ...(orderId && { orderId }) });
  const { hours, outOfHours } = draft.facts.settings;
  if (!hours || outOfHours || isOpenAt(hours, draft.now)) return;
  if (draft.told.some((part) => part.key === "hours_closed")) return;
  tell(draft, "out_of_hours_person", { hours: sayHours(hours) });
}
