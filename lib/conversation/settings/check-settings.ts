import type { FieldError } from "@/lib/errors";
import { foreignAccountIn } from "@/lib/messaging/account-guard";
import { knownPlaceholders, unknownPlaceholders } from "@/lib/words/own-text";
import { isReserved, questionKey } from "../rules/own-questions";
import type { ChatbotSettingsChange } from "./schema";

type Question = { title: string; answer: string };

/** What of a cleaned change cannot be saved, by field, in words for the CEO. Nothing means that it can. */
export function checkSettings(change: ChatbotSettingsChange): FieldError[] {
  const quick = change.quick_replies;
  const texts: [path: string, text: string | null | undefined][] = [
    ["greeting", change.greeting],
    ["fallback", change.fallback],
    ["out_of_hours", change.out_of_hours],
    ["quick_replies.greeting", quick?.greeting],
    ["quick_replies.thanks", quick?.thanks],
    ["quick_replies.goodbye", quick?.goodbye],
  ];
  return [
    ...texts.flatMap(([path, text]) => (text ? checkText(path, text) : [])),
    ...(quick?.questions ?? []).flatMap(checkQuestion),
  ];
}

/**
 * A text that buyers read. No account number may stand in it: the account in force is shown by the bot alone, and who
 * changes it needs a code (P7.5); here it could be changed without one.
 */
function checkText(path: string, text: string): FieldError[] {
  const unknown = unknownPlaceholders(text);
  if (unknown.length > 0) {
    return [
      { path, message: `${unknown.join(", ")} is not a placeholder. You can use ${knownPlaceholders()}.` },
    ];
  }
  if (!foreignAccountIn(text, [])) return [];
  return [
    {
      path,
      message:
        "Leave account numbers out: with each order the bot sends the account that you have set, and nobody can swap it here.",
    },
  ];
}

function checkQuestion({ title, answer }: Question, at: number, all: Question[]): FieldError[] {
  const path = `quick_replies.questions.${at}`;
  return [
    ...checkTitle(`${path}.title`, title, all.slice(0, at)),
    ...(answer === "" ? [{ path: `${path}.answer`, message: "Write what the bot answers." }] : []),
    ...checkText(`${path}.answer`, answer),
  ];
}

function checkTitle(path: string, title: string, earlier: Question[]): FieldError[] {
  const said = questionKey(title);
  if (said === "") return [{ path, message: "Write what the buyer asks, in letters." }];
  if (/[{}]/.test(title)) return [{ path, message: "A button has no room for placeholders." }];
  if (earlier.some((one) => questionKey(one.title) === said)) {
    return [{ path, message: "You have this question already." }];
  }
  if (isReserved(title)) {
    return [
      { path, message: "The bot itself needs these words for something else. Please call it differently." },
    ];
  }
  return foreignAccountIn(title, []) ? [{ path, message: "Leave account numbers out." }] : [];
}
