/**
 * How handing over a text ended. "refused" and "not_sent" are certain: nothing went out. "in_doubt" is not. Reasons are
 * stable words, never a gateway's own sentence, which may repeat the number.
 */
export type SmsOutcome =
  | { kind: "accepted"; id: string }
  | { kind: "refused"; reason: string }
  | { kind: "not_sent"; reason: string }
  | { kind: "in_doubt"; reason: string };

export type Sms = {
  /** E.164 with plus. */
  phone: string;
  text: string;
};

export type SmsGateway = { send(sms: Sms): Promise<SmsOutcome> };

/** Ten parts of a long text message: SNS refuses more. */
const MAX_TEXT_LENGTH = 1_600;

/** Why a gateway would refuse this text, or null. */
export function checkSms({ phone, text }: Sms): SmsOutcome | null {
  if (!/^\+[1-9]\d{7,14}$/.test(phone)) return { kind: "refused", reason: "bad_phone" };
  if (text.trim() === "") return { kind: "refused", reason: "empty" };
  return text.length > MAX_TEXT_LENGTH ? { kind: "refused", reason: "too_long" } : null;
}

/** Failures before the first byte of a request can have left. */
const NEVER_SENT = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** The outcome of an exception on the way, which fetch and the AWS SDK hide at different depths. */
export function outcomeOfException(error: unknown): SmsOutcome {
  const codes = causeCodes(error);
  const unsent = codes.find((code) => NEVER_SENT.has(code));
  if (unsent !== undefined) return { kind: "not_sent", reason: unsent.toLowerCase() };
  const isTimeout = codes.some((code) => code === "TimeoutError" || code === "ETIMEDOUT");
  return { kind: "in_doubt", reason: isTimeout ? "timeout" : "connection_lost" };
}

function causeCodes(error: unknown, depth = 0): string[] {
  if (!(error instanceof Error) || depth > 4) return [];
  const { code, cause, errors } = error as Error & { code?: unknown; cause?: unknown; errors?: unknown };
  const inner = Array.isArray(errors) ? errors[0] : cause;
  return [error.name, ...(typeof code === "string" ? [code] : []), ...causeCodes(inner, depth + 1)];
}
