import { z } from "zod";
import { env } from "@/lib/env";
import { AppError, type FieldError, isDatabaseAway } from "@/lib/errors";
import { describeError, log } from "@/lib/log";

/** Media type of problem details (RFC 9457, 3). */
export const PROBLEM_TYPE = "application/problem+json";

const RETRY_SECONDS = 5;

/** Problem details of RFC 9457 with a stable `code` and the request's id; never a stack trace (P15.2). */
export function problemResponse(error: unknown, requestId: string): Response {
  const known = toAppError(error);
  if (known.status >= 500) log.error({ requestId, error: describeError(error) }, "request failed");
  return new Response(problemText(known, requestId), {
    status: known.status,
    headers: {
      "content-type": PROBLEM_TYPE,
      ...(known.retryAfterSeconds ? { "retry-after": String(known.retryAfterSeconds) } : {}),
      ...(known.status === 401 ? { "www-authenticate": 'Bearer realm="trustguard"' } : {}),
    },
  });
}

/** Any failure as one that may be shown: bad input by field, a database that is away as 503, the rest as 500. */
function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof z.ZodError) return invalidRequest(error);
  if (isDatabaseAway(error)) {
    return new AppError(
      "unavailable",
      "We cannot reach our records right now. Please try again in a moment.",
      {
        retryAfterSeconds: RETRY_SECONDS,
      },
    );
  }
  return new AppError("internal", "Something went wrong on our side. Please try again.");
}

/** The body of a problem, for what answers without a Response. */
export function problemText(error: AppError, requestId: string): string {
  return JSON.stringify({
    ...(error.status < 500 ? error.extra : {}),
    type: `${env().APP_URL}/docs#${error.code}`,
    title: titleOf(error.code),
    status: error.status,
    detail: error.message,
    code: error.code,
    request_id: requestId,
    ...(error.fields ? { fields: error.fields } : {}),
  });
}

function invalidRequest(error: z.ZodError): AppError {
  return new AppError("invalid_request", "Something in the request is not right.", {
    fields: fieldsOf(error.issues),
  });
}

function fieldsOf(issues: readonly z.core.$ZodIssue[], within: PropertyKey[] = []): FieldError[] {
  return issues.flatMap((issue) => {
    const path = [...within, ...issue.path];
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => ({ path: [...path, key].join("."), message: "is not known here" }));
    }
    const forms = issue.code === "invalid_union" ? issue.errors.map((form) => fieldsOf(form, path)) : [];
    const nearest = forms.reduce<FieldError[] | undefined>(
      (best, form) => (best && best.length <= form.length ? best : form),
      undefined,
    );
    // Of several forms that a body may have, the one with the least to put right is what its sender meant.
    return nearest?.length ? nearest : [{ path: path.join("."), message: issue.message }];
  });
}

function titleOf(code: string): string {
  const words = code.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
