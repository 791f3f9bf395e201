/** What can be sent on WhatsApp. Lengths are Meta's, counted in UTF-16 units, the more cautious count. */

export type MediaSource = { id: string } | { link: string };

export type WhatsAppContent =
  | { kind: "text"; text: string; previewUrl?: boolean }
  | { kind: "image"; source: MediaSource; caption?: string }
  | { kind: "document"; source: MediaSource; filename: string; caption?: string }
  | {
      kind: "buttons";
      text: string;
      header?: string;
      footer?: string;
      buttons: { id: string; title: string }[];
    }
  | {
      kind: "list";
      text: string;
      header?: string;
      footer?: string;
      /** The label that opens the list. */
      button: string;
      sections: { title?: string; rows: { id: string; title: string; description?: string }[] }[];
    }
  | {
      kind: "template";
      name: string;
      /** Exactly as approved: `en` and `en_GB` are two templates. */
      language: string;
      /** In order; all with a name (named parameters) or all without. */
      body?: { name?: string; text: string }[];
      buttons?: { index: number; subType: "url" | "quick_reply"; value: string }[];
    };

export type WhatsAppMessage = {
  /** The phone in digits is used when known, else the business-scoped user id. */
  to: { phone?: string; userId?: string };
  content: WhatsAppContent;
  /** Quotes this message of the buyer's or ours. */
  quotedExternalId?: string;
  /** Comes back in every status: our own message id. At most 512 characters, nothing personal. */
  callbackData?: string;
};

export const LIMITS = {
  text: 4_096,
  caption: 1_024,
  interactiveText: 1_024,
  header: 60,
  footer: 60,
  buttons: 3,
  buttonTitle: 20,
  buttonId: 256,
  listButton: 20,
  sections: 10,
  rows: 10,
  rowId: 200,
  rowTitle: 24,
  rowDescription: 72,
  sectionTitle: 24,
  filename: 240,
  link: 2_048,
  callbackData: 512,
  templateName: 512,
  templateParameter: 1_024,
} as const;

/**
 * A text fit to be a template's parameter: Meta refuses line breaks, tabs and runs of more than four spaces
 * (errors 132012, 132018), emptiness and more than 1,024 characters.
 */
export function templateParameter(text: string): string {
  const flat = text
    .replace(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, " ")
    .trim()
    .slice(0, LIMITS.templateParameter)
    .replace(/\p{Surrogate}/gu, "")
    .trim();
  return flat === "" ? "-" : flat;
}
