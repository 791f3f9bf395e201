import DOMPurify from "isomorphic-dompurify";

/** Invisible characters that can hide or reorder what is read (IN-04), except the joiners that emoji are made of. */
const INVISIBLE =
  /(?!\u200c|\u200d|\ufe0e|\ufe0f)\p{Default_Ignorable_Code_Point}|[\ufff9-\ufffb]|\p{Surrogate}/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g;
const ENTITIES: Readonly<Record<string, string>> = { "&lt;": "<", "&gt;": ">", "&nbsp;": " ", "&amp;": "&" };
/** Markup inside markup inside markup: after this many rounds what is left of the signs goes too. */
const ROUNDS = 10;

/**
 * A text of the CEO's as plain text (P6.5): scripts go with all they hold, other markup goes and its words stay, invisible
 * and control characters go. "5 < 6 & more" stays as it is written.
 */
export function cleanOwnText(text: string): string {
  const lines = text.replace(/\r\n?/g, "\n").replace(/\t/g, " ").replace(INVISIBLE, "").replace(CONTROL, "");
  return withoutMarkup(lines)
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

/** What escaped markup becomes once it is read as text is cleaned again, until nothing changes. */
function withoutMarkup(text: string): string {
  let before = text;
  for (let round = 0; round < ROUNDS; round += 1) {
    if (!before.includes("<")) return before;
    const html = DOMPurify.sanitize(before, { ALLOWED_TAGS: [], ALLOWED_ATTR: [] });
    const after = html.replace(/&(?:lt|gt|nbsp|amp);/g, (entity) => ENTITIES[entity] ?? "");
    if (after === before) return after;
    before = after;
  }
  return before.replace(/[<>]/g, "");
}
