import { FILLERS, LEXICONS, NUMBER_WORDS } from "../language/lexicons";
import type { ConversationState } from "../schema";
import { amountIn, quantityIn } from "./amounts";
import { buyerCodeIn, resemblesCode } from "./buyer-code";
import { type CueHit, cuesIn } from "./cues";
import { type Detail, findDetails, looksLikeAddress, phoneIn } from "./find-details";
import { plainWords, wordsOf } from "./fold-text";
import type { Intent, Language, Slots, Understanding } from "./meaning";

const REFERENCE = /\btg\s?[-–#]?\s?((?=[a-z]*\d)[a-z\d]{3,10}|(?<=-)[a-z]{4,8})\b/i;
const PIDGIN = new Set(LEXICONS[0]?.markers);
/** Turns of phrase that only Pidgin has, of words that English has too. */
const PIDGIN_PHRASE =
  /\b(?:i go (?!to|for|home|now)|how much be|i no (?!longer)|no be|go reach|(?<!\bi )am (?:come|join|go|again|o)\b|\be (?:go|get|be)\b|^e (?:too|no|don|never)\b)/;
const TALKS_OF_GOODS: ReadonlySet<Intent> = new Set<Intent>(["ask_price", "ask_stock", "order", "unknown"]);
const EVERYTHING: ReadonlySet<Detail> = new Set<Detail>(["name", "address", "phone"]);

/**
 * What a text means (P6.2): the intent, how sure that is, what it names, and the language it is written in when the text
 * tells. A bare answer is taken by what `state` says was asked last.
 */
export function understand(text: string, state: Pick<ConversationState, "asked">): Understanding {
  const words = wordsOf(text);
  const hits = cuesIn(plainWords(words));
  const slots = slotsIn(text, words, hits[0]);
  const best = answerTo(text, state, hits, slots) ?? bareKind(text, slots, hits) ?? hits[0];
  const intent = best?.intent ?? "unknown";
  if (best?.topic) slots.topic = best.topic;
  return {
    intent,
    confidence: best ? Math.max(0, Math.round(best.confidence * 100) / 100) : 0,
    slots: withDetails(text, intent, slots, state),
    language: languageOf(words),
  };
}

/** Whether a text holds a cue of the intent, be it the strongest or not. */
export function hints(text: string, intent: Intent): boolean {
  return cuesIn(plainWords(wordsOf(text))).some((hit) => hit.intent === intent);
}

/** Pidgin when a word tells, English for a longer sentence without one, else unknown. */
function languageOf(words: string[]): Language | null {
  if (words.some((word) => PIDGIN.has(word)) || PIDGIN_PHRASE.test(words.join(" "))) return "pcm";
  const letters = words.filter((word) => /^\p{L}/u.test(word));
  return letters.length >= 6 ? "en" : null;
}

/** An answer in the shape of what was asked, unless the text is clearly something else. */
function answerTo(
  text: string,
  state: Pick<ConversationState, "asked">,
  hits: CueHit[],
  slots: Slots,
): CueHit | null {
  const sure = hits[0] && hits[0].confidence >= 0.84;
  const kind = state.asked?.kind;
  if (kind === "code" && resemblesCode(text) && !sure) {
    slots.code = text.trim();
    return { intent: "verify_code", confidence: 0.8, topic: undefined };
  }
  if (kind === "details" && (!sure || looksLikeAddress(text))) return detailsGiven(text);
  const wantsAddress = kind === "new_address" || kind === "confirm_address";
  if (wantsAddress && looksLikeAddress(text) && !(sure && hits[0]?.intent === "yes")) {
    return { intent: "change_address", confidence: 0.9, topic: undefined };
  }
  return null;
}

function detailsGiven(text: string): CueHit | null {
  const found = findDetails(text, EVERYTHING);
  const intent: Intent | null = found.name
    ? "give_name"
    : found.address
      ? "give_address"
      : found.phone
        ? "give_phone"
        : null;
  return intent && { intent, confidence: 0.85, topic: undefined };
}

/** Texts that are one thing only: a code, a reference, a phone number. */
function bareKind(text: string, slots: Slots, hits: CueHit[]): CueHit | null {
  const code = buyerCodeIn(text);
  if (code) {
    slots.code = code;
    return { intent: "verify_code", confidence: 0.95, topic: undefined };
  }
  const word = hits[0]?.intent;
  if (slots.reference && (word === undefined || word === "order" || word === "order_status")) {
    return { intent: "order_status", confidence: 0.95, topic: undefined };
  }
  if (hits.length === 0 && phoneIn(text) && text.replace(/[\d\s+().oO-]/g, "") === "") {
    return { intent: "give_phone", confidence: 0.9, topic: undefined };
  }
  return null;
}

function slotsIn(text: string, words: string[], best: CueHit | undefined): Slots {
  const slots: Slots = {};
  const reference = REFERENCE.exec(text.slice(0, 600))?.[1] ?? bareReferenceIn(text, words);
  if (reference) slots.reference = `TG-${reference.toUpperCase()}`;
  const amount = amountIn(text);
  if (amount !== null) slots.amountKobo = amount;
  const quantity = quantityIn(words);
  if (quantity !== null) slots.quantity = quantity;
  const size = /\bsize\s+(\w{1,6})/i.exec(text)?.[1];
  if (size) slots.size = size;
  const area = /\b(?:delivery|deliver|ship|waybill)\s+(?:go|to|for|reach)\s+([\p{L} ]{3,40})/iu.exec(
    text,
  )?.[1];
  if (area) slots.area = area.trim();
  if (best?.intent === "verify_code") {
    const code = /(?:\bna|\bis|\bverify|\bcode|\botp)[\s:]+(\S{4,14})\s*$/i.exec(text.trim())?.[1];
    if (code) slots.code = code;
  }
  const item = TALKS_OF_GOODS.has(best?.intent ?? "unknown") ? itemIn(words) : null;
  if (item) slots.item = item;
  return slots;
}

/** "status 8891": four or five signs after a word of orders, in a text of few words. */
function bareReferenceIn(text: string, words: string[]): string | undefined {
  if (words.length > 4) return undefined;
  return /\b(?:order|status|confirm|cancel|track|where is)\s+(?:no\.?\s*|number\s+)?#?((?=[a-z]*\d)[a-z\d]{4,5})\b/i.exec(
    text,
  )?.[1];
}

function itemIn(words: string[]): string | null {
  const item = words
    .filter(
      (word) =>
        !plainWords([word]).every((plain) => FILLERS.has(plain)) &&
        !NUMBER_WORDS.has(word) &&
        !/\d/.test(word),
    )
    .join(" ");
  return item !== "" && item.length <= 80 ? item : null;
}

function withDetails(
  text: string,
  intent: Intent,
  slots: Slots,
  state: Pick<ConversationState, "asked">,
): Slots {
  if (!["give_name", "give_address", "give_phone", "change_address"].includes(intent)) return slots;
  const wanted = intent === "change_address" ? new Set<Detail>(["address"]) : EVERYTHING;
  const bare = state.asked?.kind === "details" ? EVERYTHING : new Set<Detail>();
  const found = findDetails(text, state.asked?.kind === "new_address" ? wanted : bare);
  const { name, address, phone } = found;
  return { ...slots, ...(name && { name }), ...(address && { address }), ...(phone && { phone }) };
}
