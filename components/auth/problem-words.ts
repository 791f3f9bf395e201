import type { Problem } from "@/components/ui/send-json";
import { authWords } from "@/lib/words/en/auth";

const { errors } = authWords;

/** What to tell a person about a refusal, by its stable code. */
export function sayProblem(problem: Pick<Problem, "code" | "retryAfterSeconds">): string {
  switch (problem.code) {
    case "email_taken":
    case "phone_taken":
    case "conflict":
    case "invalid_request":
    case "wrong_code":
    case "offline":
      return errors[problem.code];
    case "rate_limited":
      return errors.rate_limited(sayWait(problem.retryAfterSeconds));
    case "forbidden":
      return errors.suspended;
    default:
      return errors.unavailable;
  }
}

/** A wait as people say it: "40 seconds", "3 minutes". */
export function sayWait(seconds: number | undefined): string {
  if (!seconds) return errors.aWhile;
  if (seconds < 90) return `${Math.ceil(seconds)} seconds`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 90 ? `${minutes} minutes` : `${Math.ceil(minutes / 60)} hours`;
}
