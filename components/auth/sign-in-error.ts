const KNOWN = ["wrong_code", "rate_limited", "unavailable", "forbidden", "internal"];

/** next-auth hands over what the server threw as a bare text; anything unknown with a 401 is a wrong code. */
export function errorCode(error: string | null | undefined, status: number | undefined): string {
  const code = error?.split(":")[0] ?? "";
  if (KNOWN.includes(code)) return code;
  if (status === 429) return "rate_limited";
  return status !== undefined && status >= 500 ? "unavailable" : "wrong_code";
}
