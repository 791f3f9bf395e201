import { LIMITS, type MediaSource, type WhatsAppContent, type WhatsAppMessage } from "./whatsapp-message";

/** A message that breaks one of Meta's limits: a stable word and a sentence for the owner. */
export type Complaint = { code: string; sentence: string };

type List = Extract<WhatsAppContent, { kind: "list" }>;
type Buttons = Extract<WhatsAppContent, { kind: "buttons" }>;
type Template = Extract<WhatsAppContent, { kind: "template" }>;

/** The first thing Meta would refuse in this message, or null. */
export function checkWhatsAppMessage(message: WhatsAppMessage): Complaint | null {
  return checkRecipient(message) ?? checkContent(message.content);
}

function checkRecipient({ to, callbackData }: WhatsAppMessage): Complaint | null {
  if (to.phone === undefined && to.userId === undefined) {
    return { code: "no_recipient", sentence: "There is no number or user id to send this to." };
  }
  if (to.phone !== undefined && !/^\+?\d{5,20}$/.test(to.phone)) {
    return { code: "bad_phone", sentence: "The phone number is not complete." };
  }
  return tooLong("callback data", callbackData, LIMITS.callbackData);
}

function checkContent(content: WhatsAppContent): Complaint | null {
  switch (content.kind) {
    case "text":
      return missingOrLong("message", content.text, LIMITS.text);
    case "image":
      return checkSource(content.source) ?? tooLong("caption", content.caption, LIMITS.caption);
    case "document":
      return (
        checkSource(content.source) ??
        missingOrLong("file name", content.filename, LIMITS.filename) ??
        tooLong("caption", content.caption, LIMITS.caption)
      );
    case "buttons":
      return checkFrame(content) ?? checkButtons(content);
    case "list":
      return checkFrame(content) ?? checkList(content);
    case "template":
      return checkTemplate(content);
  }
}

function checkSource(source: MediaSource): Complaint | null {
  if ("id" in source) return missingOrLong("media id", source.id, LIMITS.rowId);
  const isWeb = /^https?:\/\/[^\s]+$/.test(source.link);
  if (!isWeb) return { code: "bad_link", sentence: "The file's link is not a web address." };
  return tooLong("link", source.link, LIMITS.link);
}

function checkFrame(content: Buttons | List): Complaint | null {
  return (
    missingOrLong("message", content.text, LIMITS.interactiveText) ??
    tooLong("header", content.header, LIMITS.header) ??
    tooLong("footer", content.footer, LIMITS.footer)
  );
}

function checkButtons({ buttons }: Buttons): Complaint | null {
  return (
    checkCount("buttons", buttons.length, LIMITS.buttons) ??
    firstOf(buttons, (button) => missingOrLong("button id", button.id, LIMITS.buttonId)) ??
    firstOf(buttons, (button) => missingOrLong("button", button.title, LIMITS.buttonTitle)) ??
    checkUnique(
      "buttons",
      buttons.map((button) => button.id),
    ) ??
    checkUnique(
      "buttons",
      buttons.map((button) => button.title),
    )
  );
}

function checkList({ button, sections }: List): Complaint | null {
  const rows = sections.flatMap((section) => section.rows);
  const untitled = sections.length > 1 && sections.some((section) => (section.title ?? "").trim() === "");
  return (
    missingOrLong("list label", button, LIMITS.listButton) ??
    checkCount("sections", sections.length, LIMITS.sections) ??
    checkCount("rows", rows.length, LIMITS.rows) ??
    (untitled ? { code: "empty", sentence: "Each section of a list needs a title." } : null) ??
    firstOf(sections, (section) => tooLong("section title", section.title, LIMITS.sectionTitle)) ??
    firstOf(rows, (row) => missingOrLong("row id", row.id, LIMITS.rowId)) ??
    firstOf(rows, (row) => missingOrLong("row", row.title, LIMITS.rowTitle)) ??
    firstOf(rows, (row) => tooLong("row description", row.description, LIMITS.rowDescription)) ??
    checkUnique(
      "rows",
      rows.map((row) => row.id),
    )
  );
}

function checkTemplate({ name, body = [] }: Template): Complaint | null {
  if (!/^[a-z0-9_]{1,512}$/.test(name)) {
    return { code: "bad_template", sentence: "A template's name has small letters, digits and underscores." };
  }
  const named = body.filter((parameter) => parameter.name !== undefined).length;
  if (named !== 0 && named !== body.length) {
    return { code: "bad_template", sentence: "A template's parameters are all named or all in order." };
  }
  return null;
}

function missingOrLong(what: string, text: string, limit: number): Complaint | null {
  if (text.trim() === "") return { code: "empty", sentence: `The ${what} is empty.` };
  return tooLong(what, text, limit);
}

function tooLong(what: string, text: string | undefined, limit: number): Complaint | null {
  if (text === undefined || text.length <= limit) return null;
  return { code: "too_long", sentence: `The ${what} is longer than ${limit} characters.` };
}

function checkCount(what: string, count: number, limit: number): Complaint | null {
  if (count === 0) return { code: "empty", sentence: `There are no ${what}.` };
  if (count <= limit) return null;
  return { code: "too_many", sentence: `WhatsApp takes at most ${limit} ${what}.` };
}

function checkUnique(what: string, values: string[]): Complaint | null {
  if (new Set(values).size === values.length) return null;
  return { code: "repeated", sentence: `Two ${what} are the same.` };
}

function firstOf<T>(elements: T[], check: (element: T) => Complaint | null): Complaint | null {
  for (const element of elements) {
    const complaint = check(element);
    if (complaint !== null) return complaint;
  }
  return null;
}
