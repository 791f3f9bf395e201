/** Every code a caller may meet. They are stable: clients and tests switch on them (RFC 9457 `code`). */
export const ERROR_STATUS = {
  invalid_request: 400,
  not_json: 400,
  unauthenticated: 401,
  wrong_code: 401,
  signature_missing: 401,
  signature_wrong: 403,
  forbidden: 403,
  foreign_origin: 403,
  step_up_required: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  email_taken: 409,
  phone_taken: 409,
  channel_taken: 409,
  credit_required: 409,
  escalated: 409,
  wrong_state: 409,
  window_closed: 409,
  superseded: 409,
  offer_over: 409,
  price_below_floor: 409,
  nuban_mismatch: 409,
  link_used: 409,
  link_over: 410,
  too_large: 413,
  unsupported_media: 415,
  key_reused: 422,
  unfit_settings: 422,
  rate_limited: 429,
  internal: 500,
  unavailable: 503,
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS;

export type FieldError = { path: string; message: string };

/** What went wrong, in words a person may read, with a stable code. Never carries personal data. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly retryAfterSeconds?: number;
  readonly fields?: FieldError[];
  readonly extra?: Record<string, unknown>;

  constructor(
    code: ErrorCode,
    detail: string,
    options: { retryAfterSeconds?: number; fields?: FieldError[]; extra?: Record<string, unknown> } = {},
  ) {
    super(detail);
    this.name = "AppError";
    this.code = code;
    this.status = ERROR_STATUS[code];
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.fields = options.fields;
    this.extra = options.extra;
  }
}

/** What another tenant owns, or what is not there: one answer for both, so that neither can be told apart. */
export function notFound(what = "This"): AppError {
  return new AppError("not_found", `${what} was not found, or is not yours.`);
}

/** PostgreSQL's and the driver's signs that the database is away or too busy, not that a query was wrong. */
const AWAY =
  /^(?:08|53|57P|57014|55P03|40001|40P01|25P03|CONNECTION_|CONNECT_TIMEOUT|ECONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH)/;

/** Whether an error says that the database cannot be reached right now: then the answer is 503, and waiting helps. */
export function isDatabaseAway(error: unknown): boolean {
  const root = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return root instanceof Error && "code" in root && AWAY.test(String(root.code));
}
