/** Bidirectional controls, zero-width and other invisible characters: they can hide or reorder what is read (IN-04). */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;
const LONE_SURROGATE = /\p{Surrogate}/gu;
/** What WhatsApp turns into bold, italics, strike-through, code or a quote, and our own placeholders' braces. */
const FORMATTING = /[*_~`{}]/g;
const MARKUP = /[<>]|&(?:lt|gt|#)|javascript:/i;
const LINK = /(?:https?:|www\.)|\b[a-z0-9-]+\.(?:com|net|org|ng|io|co|me|ly|info|xyz|app|link)\b/i;
/** Nine digits and more, however they are spread: long enough for an account number. */
const LONG_NUMBER = /\+?\d(?:[\s().–-]*\d){8,}/g;
/** Words of the business, not of a person: "Payment approved" is nobody's name. */
const NOT_A_NAME =
  /\b(?:payments?|approved|paid|confirmed|verified|receipt|system|admin|official|transfer(?:red)?|refund(?:ed)?|trustguard|ceo)\b/i;

/** A text without invisible, control and broken characters; line breaks stay. */
export function stripInvisible(text: string): string {
  return text.replace(LONE_SURROGATE, "").replace(INVISIBLE, "").replace(CONTROL, "");
}

/** At most `max` characters (UTF-16 units), never half a character. */
export function truncate(text: string, max: number): string {
  if (text.length <= max) return text;
  return `${text.slice(0, Math.max(0, max - 1)).replace(/[\ud800-\udbff]$/, "")}…`;
}

/**
 * Somebody's words as they may stand inside one of our sentences: one line, no formatting, no placeholder, no long
 * number (an account number is never repeated out of free text, P7.5).
 */
export function quotable(text: string, max = 200): string {
  const line = stripInvisible(text).replace(FORMATTING, "").replace(/\s+/g, " ").trim();
  return truncate(line.replace(LONG_NUMBER, "…"), max);
}

/** A text as a person wrote it, for relaying: lines stay, formatting and placeholders do not. */
export function relayable(text: string): string {
  return stripInvisible(text)
    .replace(FORMATTING, "")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

/** Whether a text carries markup or a link, which neither a name nor an address has. */
export function hasMarkup(text: string): boolean {
  return MARKUP.test(text) || LINK.test(text);
}

/** A person's name, cleaned (2 to 60 characters, letters of any script), or null when it is none. */
export function cleanName(text: string): string | null {
  const name = stripInvisible(text).normalize("NFC").replace(/\s+/g, " ").trim();
  if (name.length < 2 || name.length > 60 || hasMarkup(name) || NOT_A_NAME.test(name)) return null;
  if (!/^\p{L}[\p{L}\p{M}'’. -]*$/u.test(name) || name.split(" ").length > 6) return null;
  return name;
}

/** A delivery address on one line (5 to 200 characters), cleaned, or null when it is none. */
export function cleanAddress(text: string): string | null {
  if (hasMarkup(stripInvisible(text))) return null;
  const lines = stripInvisible(text)
    .normalize("NFC")
    .split(/\s*\n\s*/);
  const joined = lines.filter((line) => line.trim() !== "").join(", ");
  const address = joined
    .replace(FORMATTING, "")
    .replace(LONG_NUMBER, "")
    .replace(/\s+/g, " ")
    .replace(/(?:\s*,)+/g, ",")
    .replace(/^[\s,.;:-]+|[\s,;:-]+$/g, "");
  if (address.length < 5 || address.length > 200) return null;
  return /\p{L}{2}/u.test(address) ? address : null;
}
