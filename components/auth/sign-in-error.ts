const KNOWN = ["wrong_code", "rate_limited", "unavailable", "forbidden", "internal"];

export type SignInRefusal = { code: string; retryAfterSeconds?: number };

/**
 * next-auth hands over what the server threw as a bare text: the stable code, with the seconds to wait where there are
 * any (`rate_limited:30`). Anything unknown is a wrong code, unless the answer's status says otherwise.
 */
export function readRefusal(error: string | null | undefined, status: number | undefined): SignInRefusal {
  const [code = "", seconds] = (error ?? "").split(":");
  const retryAfterSeconds = Number(seconds) > 0 ? Number(seconds) : undefined;
  if (KNOWN.includes(code)) return { code, retryAfterSeconds };
  if (status === 429) return { code: "rate_limited" };
  return { code: status !== undefined && status >= 500 ? "unavailable" : "wrong_code" };
}
