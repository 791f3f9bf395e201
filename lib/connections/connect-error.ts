import { AppError } from "@/lib/errors";
import type { MetaResult } from "@/lib/meta/meta-result";
import { type ConnectResult, connectWords } from "@/lib/words/en/connect-results";

/** Connecting stopped, for a reason that its owner can read. Carries codes alone, never what Meta said. */
export class ConnectError extends Error {
  constructor(
    readonly result: ConnectResult,
    /** Meta's names of the permissions that were not given. */
    readonly missing: readonly string[] = [],
  ) {
    super(result);
    this.name = "ConnectError";
  }

  /** The same for a caller of the API. */
  toAppError(): AppError {
    const words = connectWords(this.result, this.missing);
    const extra = { result: this.result, ...(this.missing.length > 0 ? { missing: [...this.missing] } : {}) };
    return this.result === "meta_unavailable"
      ? new AppError("unavailable", words, { retryAfterSeconds: 60, extra })
      : new AppError("conflict", words, { extra });
  }
}

/** What Meta gave; throws the {@link ConnectError} that its refusal stands for. */
export function answerOf<T>(result: MetaResult<T>): T {
  if (result.kind === "ok") return result.value;
  if (result.kind === "unavailable") throw new ConnectError("meta_unavailable");
  if (result.class === "token") throw new ConnectError("access_refused");
  throw new ConnectError(result.class === "permission" ? "not_allowed" : "meta_refused");
}
