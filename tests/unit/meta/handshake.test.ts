import { describe, expect, it } from "vitest";
import { answerHandshake } from "@/lib/meta/handshake";

function ask(changes: Record<string, string | null> = {}) {
  const query = new URLSearchParams();
  const asked = {
    "hub.mode": "subscribe",
    "hub.verify_token": "ours",
    "hub.challenge": "1158201444",
    ...changes,
  };
  for (const [key, value] of Object.entries(asked)) if (value !== null) query.set(key, value);
  return answerHandshake(query, "ours");
}

describe("the verification of a webhook address", () => {
  it("WH-05 answers the challenge alone, as plain text that no browser guesses about", () => {
    expect(ask()).toEqual({
      status: 200,
      body: "1158201444",
      headers: { "content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff" },
    });
  });

  it.each([
    ["a wrong token", { "hub.verify_token": "guess" }],
    ["a token that only begins like ours", { "hub.verify_token": "our" }],
    ["no token", { "hub.verify_token": null }],
    ["another mode", { "hub.mode": "unsubscribe" }],
    ["no mode", { "hub.mode": null }],
  ])("WH-05 refuses %s", (_name, changes) => {
    expect(ask(changes)).toMatchObject({ status: 403, body: "Forbidden" });
  });

  it.each(["<script>alert(1)</script>", "", "a b", "a\nb", "x".repeat(129), "ü"])(
    "WH-05 echoes nothing but a word: %j",
    (challenge) => {
      expect(ask({ "hub.challenge": challenge })).toMatchObject({ status: 400, body: "Bad challenge" });
    },
  );

  it("WH-05 never accepts an empty token, even where none is configured", () => {
    const query = new URLSearchParams({
      "hub.mode": "subscribe",
      "hub.verify_token": "",
      "hub.challenge": "1",
    });
    expect(answerHandshake(query, "").status).toBe(403);
  });
});
