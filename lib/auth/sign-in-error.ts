import { AppError, isDatabaseAway } from "@/lib/errors";
import { describeError, log } from "@/lib/log";

/**
 * A failed sign-in as the text next-auth hands to the page: the stable code, with the seconds to wait where there are
 * any (`rate_limited:30`).
 */
export function toMessage(error: unknown): string {
  if (error instanceof AppError) {
    return error.retryAfterSeconds ? `${error.code}:${error.retryAfterSeconds}` : error.code;
  }
  if (isDatabaseAway(error)) return "unavailable:5";
  log.error({ error: describeError(error) }, "sign-in failed");
  return "internal";
}
