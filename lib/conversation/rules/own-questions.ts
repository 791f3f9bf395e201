import type { OwnQuestion } from "./bot-settings";
import { button, type Done, type Draft, offerButtons } from "./draft";
import { wordsOf } from "./fold-text";
import type { Intent } from "./meaning";
import { tellOwn } from "./own-words";
import type { ReplyButton } from "./types";
import { understand } from "./understand";

/**
 * What a text of the CEO's never takes over: the way out, codes, money, decisions about an order, and the way to a person
 * keep their meaning whatever a question is called (P6.9).
 */
const RESERVED: ReadonlySet<Intent> = new Set<Intent>([
  "register",
  "verify_code",
  "resend_code",
  "ask_account",
  "claim_paid",
  "payment_problem",
  "upload",
  "confirm",
  "cancel",
  "yes",
  "no",
  "talk_to_person",
  "complaint",
  "refund",
  "opt_out",
  "opt_in",
  "privacy",
]);

/** Whether a question may be called this: the bot itself must not need these words for something else. */
export function isReserved(title: string): boolean {
  return RESERVED.has(understand(title, { asked: null }).intent);
}

/** What two ways of writing the same question have in common: "" for a text without letters. */
export function questionKey(text: string): string {
  return wordsOf(text)
    .filter((word) => word !== "?")
    .join(" ");
}

/** Answers a text that is one of the CEO's questions, typed or pressed. False when it is none. */
export function answerOwnQuestion(draft: Draft, text: string): boolean {
  const said = questionKey(text);
  const questions = draft.facts.settings.quickReplies?.questions ?? [];
  const found = said && questions.find((one) => questionKey(one.title) === said);
  if (!found || isReserved(found.title)) return false;
  tellOwn(draft, "own_answer", found.answer);
  return true;
}

/** Offers the CEO's questions as buttons, then what the bot itself can do, as many as the channel shows. */
export function offerQuestions(draft: Draft): Done {
  if (draft.state.asked !== null) return;
  const { kind, quickReplies } = draft.facts.settings;
  const own = (quickReplies?.questions ?? []).map(asButton);
  const shop = [...browseButton(draft), button(draft, "person", "button_person")];
  // Meta refuses two buttons of the same title.
  const all = [...own, ...(kind === "shop" ? shop : [])];
  offerButtons(
    draft,
    all.filter((one, at) => all.findIndex((other) => other.title === one.title) === at),
  );
}

/** The button that lists the goods, unless the bot is not to speak of them. */
export function browseButton(draft: Draft): ReplyButton[] {
  const isSilent = draft.facts.settings.features?.catalogueAnswers === false;
  return isSilent ? [] : [button(draft, "browse", "button_see_items")];
}

function asButton({ title }: OwnQuestion, at: number): ReplyButton {
  return { id: `question:${at + 1}`, title };
}
