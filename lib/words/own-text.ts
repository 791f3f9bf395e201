/** How long what a business writes for its bot may be, in UTF-16 units as JavaScript and Meta count them. */
export const OWN_TEXT_LIMITS = {
  /** A greeting, a fallback, an out-of-hours line, an answer. */
  text: 1_500,
  /** What WhatsApp and Instagram show on one button. */
  title: 20,
  /** Own questions with their answers. WhatsApp shows three of them as buttons, Instagram all. */
  questions: 10,
} as const;

/** What a business may write into its own texts in braces, and what stands there instead in the chat. */
export const PLACEHOLDERS = ["business", "name", "order_ref"] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];

/** What a text has in braces and is no placeholder, as it is written: "{nmae}". Each once. */
export function unknownPlaceholders(text: string): string[] {
  const known = PLACEHOLDERS.map((name) => `{${name}}`);
  const rest = known.reduce((left, name) => left.replaceAll(name, ""), text);
  return [...new Set(rest.match(/\{[^{}]*\}/g) ?? [])];
}

/** "{business}, {name} and {order_ref}". */
export function knownPlaceholders(): string {
  const names = PLACEHOLDERS.map((name) => `{${name}}`);
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
