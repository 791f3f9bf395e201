import { type Draft, phrase } from "./draft";
import type { Detail } from "./find-details";

/** Facts still to be asked for (decision 25: only missing ones). */
export function missingDetails(draft: Draft): Detail[] {
  const { contact, settings, platform } = draft.facts;
  const known = draft.state.registration;
  const missing: Detail[] = [];
  if (!contact.name && !known?.name) missing.push("name");
  const delivers = settings.kind === "shop" && settings.features?.addressCollection !== false;
  if (delivers && !contact.address && !known?.address) missing.push("address");
  if (platform === "instagram" && !contact.phone && !known?.phone) missing.push("phone");
  return missing;
}

/** "your name and your delivery address". */
export function detailsInWords(draft: Draft, missing: Detail[]): string {
  const words = missing.map((detail) => phrase(draft, `detail_${detail}`, {}));
  if (words.length < 2) return words.join("");
  return words.slice(0, -1).join(", ") + phrase(draft, "detail_join", {}) + words.at(-1);
}
