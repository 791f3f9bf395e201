import type { Refusal } from "./errors";
import type { GraphAnswer, GraphError } from "./graph";

/**
 * How an attempt to send ended. "refused" and "not_sent" are certain: the message is not out there. "in_doubt" is not:
 * repeat it only by the in-doubt rule.
 */
export type SendOutcome =
  | { kind: "sent"; externalId: string; recipientPhone?: string; recipientUserId?: string }
  | ({ kind: "refused"; retryAfterSeconds?: number } & Refusal)
  | { kind: "not_sent"; reason: string }
  | { kind: "in_doubt"; reason: string };

/** The outcome of a Graph answer that is not a success. */
export function outcomeOfFailure(
  answer: Exclude<GraphAnswer, { kind: "ok" }>,
  explain: (error: GraphError, status: number) => Refusal,
): SendOutcome {
  if (answer.kind !== "error") return answer;
  const refusal = explain(answer.error, answer.status);
  return answer.retryAfterSeconds === undefined
    ? { kind: "refused", ...refusal }
    : { kind: "refused", ...refusal, retryAfterSeconds: answer.retryAfterSeconds };
}

/** A message we can tell Meta would refuse: it is not even tried. */
export function refusedBeforeSending(code: string, sentence: string): SendOutcome {
  return { kind: "refused", class: "bad_request", code, sentence };
}
