import type { Problem } from "@/components/ui/send-json";
import { chatWords } from "@/lib/words/en/conversation";

const words = chatWords.refusals;

/** What to tell a person whose message or switch was refused. */
export function sayChatRefusal(problem: Problem): string {
  const [field] = Object.values(problem.fields);
  if (field) return field;
  if (problem.code === "offline") return navigator.onLine ? words.lost : words.offline;
  const isKnown = Object.hasOwn(words, problem.code);
  return isKnown ? words[problem.code as keyof typeof words] : words.unavailable;
}
