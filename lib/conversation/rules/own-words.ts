import { OWN_TEXT_LIMITS } from "@/lib/words/own-text";
import { fill } from "../copy/say";
import { truncate } from "./clean-text";
import { type Done, type Draft, tellText } from "./draft";
import { newestFirst } from "./own-orders";

/** The CEO's own text with its three placeholders filled; what one without a value leaves behind is tidied. */
export function tellOwn(draft: Draft, key: string, text: string): Done {
  const { settings, contact, orders } = draft.facts;
  const name = contact.name ?? "";
  const last = newestFirst(orders)[0];
  const filled = fill(text, { business: settings.business, name, order_ref: last?.reference ?? "" });
  const tidy = filled
    .replace(/ +([,.!?])/g, "$1")
    .replace(/ {2,}/g, " ")
    .trim();
  tellText(draft, key, truncate(tidy, OWN_TEXT_LIMITS.text));
}
