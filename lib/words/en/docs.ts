/** Words of the page for those who build on the product. */
export const docsWords = {
  title: "API",
  back: "TrustGuard, back to the start page",
  text: "Everything the pages do, over JSON. Sign in with a code, take the token, send it as Bearer.",
  document: "OpenAPI 3.1 document",
  conventions: "Conventions",
  rules: [
    'Success is { status: "success", data }. Failure is problem+json (RFC 9457) with a stable code and a request_id.',
    "Money is a whole number of kobo in fields that end in _kobo. Times are ISO 8601 in UTC.",
    "Lists take limit (up to 200) and cursor and give { items, next_cursor }.",
    "What another business owns answers 404, like what is not there.",
    "100 requests a minute; then 429 with Retry-After.",
    "A sensitive call carries challenge_id and otp in its body. Without them it answers 403 step_up_required and says for what.",
  ],
  endpoints: "Calls",
  who: { public: "anybody", member: "signed in", ceo: "owner", vendor: "vendor or owner" },
  sensitive: (purpose: string) => `needs a code: ${purpose}`,
  errors: "Codes of failures",
} as const;
