import type { Problem } from "@/components/ui/send-json";
import { stepUpWords as words } from "@/lib/words/en/escalations";
import { sayProblem } from "./problem-words";

/** A refusal of a sensitive act: in the act's own words where it has some, else the field's, else the general ones. */
export function sayRefused(problem: Problem, refusals: Record<string, string> = {}): string {
  const ownWords = Object.hasOwn(refusals, problem.code) ? refusals[problem.code] : undefined;
  if (ownWords) return ownWords;
  const [field] = Object.values(problem.fields);
  if (field) return field;
  if (problem.code === "offline") return navigator.onLine ? words.lost : words.offline;
  return problem.code === "conflict" && problem.detail ? problem.detail : sayProblem(problem);
}
