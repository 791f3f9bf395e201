import { OWN_TEXT_LIMITS } from "@/lib/words/own-text";
import { fill } from "../copy/say";
import { truncate } from "./clean-text";
import { type Done, type Draft, tellText } from "./draft";
import { newestFirst } from "./own-orders";

/** A sentence that names an order. Without an order it would be a riddle. */
const ORDER_SENTENCE = /[^.!?\n]*\{order_ref\}[^.!?\n]*[.!?]*/g;
/** ", {name}" and " {name}": the comma goes with a name that is not known. */
const NAME = /[ ,]*\{name\}/g;

/** What the sender fills in, however it came together here: a code stands only where the bot itself puts one. */
const OURS = /\{(?:code|order_ref|upload_link)\}/g;

/** The CEO's own text with its three placeholders filled, and without what speaks of what is not known. */
export function tellOwn(draft: Draft, key: string, text: string): Done {
  const { settings, contact, orders } = draft.facts;
  const name = contact.name ?? "";
  const reference = newestFirst(orders)[0]?.reference ?? "";
  const known = reference ? text : text.replace(ORDER_SENTENCE, "").trim() || text;
  const named = name ? known : known.replace(NAME, "");
  const filled = fill(named, { business: settings.business, name, order_ref: reference });
  const tidy = filled
    .replace(OURS, "")
    .replace(/ +([,.!?])/g, "$1")
    .replace(/ {2,}/g, " ")
    .replace(/^[ ,]+/, "")
    .trim();
  tellText(draft, key, truncate(tidy, OWN_TEXT_LIMITS.text));
}
