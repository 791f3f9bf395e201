import type { Problem } from "@/components/ui/send-json";
import { reviewWords } from "@/lib/words/en/receipts";

const words = reviewWords.refusals;

/** What to tell a vendor about a refused decision; field messages before the rest. */
export function sayRefusal(problem: Problem, isOffline: boolean): string {
  const [field] = Object.values(problem.fields);
  if (field) return field;
  switch (problem.code) {
    case "offline":
      return isOffline ? words.offline : words.lost;
    case "credit_required":
    case "escalated":
    case "wrong_state":
    case "superseded":
    case "not_found":
    case "rate_limited":
      return words[problem.code];
    case "forbidden":
      return problem.detail ?? words.unavailable;
    default:
      return words.unavailable;
  }
}

/** Refusals after which the receipt is not this person's to decide any more, or not the one that was looked at. */
export function isSettled(problem: Problem): boolean {
  return ["escalated", "wrong_state", "superseded", "not_found"].includes(problem.code);
}
