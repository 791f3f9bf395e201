import { explainInstagramError, type RefusalClass } from "./errors";
import type { GraphAnswer } from "./graph";

/** How a question to Meta ended, for callers that ask once and tell a person. */
export type MetaResult<T> =
  | { kind: "ok"; value: T }
  /** Meta said no. `class` tells what to do; `code` is Meta's, 0 when it named none. */
  | { kind: "refused"; class: RefusalClass; code: number }
  /** Meta could not be asked, or asked to wait: trying again helps. */
  | { kind: "unavailable"; reason: string };

/**
 * Reads an answer of the Graph API into a result; an error inside a 200 is an error. `read` gives undefined for a body that
 * does not hold what it must.
 */
export function resultOf<T>(answer: GraphAnswer, read: (body: unknown) => T | undefined): MetaResult<T> {
  if (answer.kind === "not_sent" || answer.kind === "in_doubt") {
    return { kind: "unavailable", reason: answer.reason };
  }
  if (answer.kind === "error") {
    const { class: name } = explainInstagramError(answer.error, answer.status);
    const { code } = answer.error;
    const mayPass = name === "rate" || name === "retryable";
    return mayPass ? { kind: "unavailable", reason: String(code) } : { kind: "refused", class: name, code };
  }
  const value = read(answer.body);
  return value === undefined ? { kind: "unavailable", reason: "unreadable_answer" } : { kind: "ok", value };
}
