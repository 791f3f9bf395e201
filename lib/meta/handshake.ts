import { createHash, timingSafeEqual } from "node:crypto";

const CHALLENGE_FORM = /^[0-9A-Za-z_-]{1,128}$/;

export type HandshakeAnswer = {
  status: 200 | 400 | 403;
  body: string;
  headers: { "content-type": "text/plain; charset=utf-8"; "x-content-type-options": "nosniff" };
};

/**
 * Answers Meta's GET verification of a webhook address: the challenge alone as plain text when the token is ours,
 * 403 when it is not, 400 when the challenge could be anything but an opaque word (it is echoed, so it must not be markup).
 */
export function answerHandshake(query: URLSearchParams, verifyToken: string): HandshakeAnswer {
  const given = query.get("hub.verify_token");
  if (query.get("hub.mode") !== "subscribe" || given === null || !sameText(given, verifyToken)) {
    return answer(403, "Forbidden");
  }
  const challenge = query.get("hub.challenge") ?? "";
  return CHALLENGE_FORM.test(challenge) ? answer(200, challenge) : answer(400, "Bad challenge");
}

function sameText(given: string, expected: string): boolean {
  if (expected === "") return false;
  // Digests have equal lengths, which timingSafeEqual needs, and hide the token's own length.
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

function answer(status: HandshakeAnswer["status"], body: string): HandshakeAnswer {
  return {
    status,
    body,
    headers: { "content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff" },
  };
}
