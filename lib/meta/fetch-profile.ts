import { explainInstagramError } from "./errors";
import { type GraphTarget, graphCall } from "./graph";
import { field, textOf } from "./webhook/read-json";
import { MAX_NAME_LENGTH } from "./webhook/read-values";

export type InstagramProfile =
  | { kind: "found"; name: string | null; username: string | null }
  /** Meta will not say: the person has not agreed, or the id is none of this account's (codes 230, 100). */
  | { kind: "refused"; code: string }
  | { kind: "unavailable"; reason: string };

/** Asks who an Instagram person is. Works only after they wrote to the account; `name` may be missing. Meta: User profile API. */
export async function fetchInstagramProfile(target: GraphTarget, igsid: string): Promise<InstagramProfile> {
  const answer = await graphCall(target, "GET", `/${encodeURIComponent(igsid)}?fields=name,username`);
  if (answer.kind === "error") {
    const refusal = explainInstagramError(answer.error, answer.status);
    const mayPass = refusal.class === "rate" || refusal.class === "retryable" || refusal.class === "token";
    return mayPass ? { kind: "unavailable", reason: refusal.code } : { kind: "refused", code: refusal.code };
  }
  if (answer.kind !== "ok") return { kind: "unavailable", reason: answer.reason };
  return {
    kind: "found",
    name: textOf(field(answer.body, "name"), MAX_NAME_LENGTH)?.trim() || null,
    username: textOf(field(answer.body, "username"), MAX_NAME_LENGTH)?.replace(/^@/, "") || null,
  };
}
