import { describe, expect, it } from "vitest";
import { sayTrouble } from "@/lib/words/en/trouble";

const say = (kind: string, reason: string, detail: string | null = null, count = 1) =>
  sayTrouble({ kind, reason, detail, count });

describe("what a shop's owner reads about something that went wrong", () => {
  it.each([
    ["message", "failed"],
    ["message", "unknown"],
    ["message", "held"],
    ["message", "held_account"],
    ["turn", "message"],
    ["turn", "news"],
    ["job", "take-turn"],
    ["job", "deliver-conversation"],
    ["job", "take-turns"],
    ["job", "deliver-conversations"],
    ["job", "check-receipt"],
    ["event", "calls"],
    ["event", "group"],
    ["channel", "needs_reconnect"],
    ["channel", "trouble"],
  ])("says what happened and what to do of %s %s in words of its own", (kind, reason) => {
    const said = say(kind, reason, "Meta said no.");
    expect(said.title).not.toBe("");
    expect(said.advice).not.toBe("");
    expect(`${said.title} ${said.text} ${said.advice}`).not.toMatch(/_|undefined|null|webhook|payload/i);
  });

  it.each(["never_heard_of", "__proto__", "constructor", ""])(
    "has words for the unknown event %j",
    (reason) => {
      expect(say("event", reason, "whatsapp").title).toBe("Something from Meta could not be read");
      expect(say("job", reason).title).toBe("A piece of work was given up");
      expect(say("turn", reason).title).toBe("A piece of work was given up");
    },
  );

  it("takes news about the account by what it is about", () => {
    expect(say("event", "account_phone_number_quality_update", "whatsapp").title).toMatch(/quality/);
    expect(say("event", "account_something_new", "whatsapp").title).toMatch(
      /News about your WhatsApp account/,
    );
  });

  it("names the platform and how often", () => {
    expect(say("event", "calls", "instagram", 1_200).text).toMatch(/\(Instagram, 1,200 times\)$/);
    expect(say("event", "calls", "whatsapp").text).toMatch(/\(WhatsApp\)$/);
  });

  it("gives the reason Meta gave for a message, and counts what waits for a channel", () => {
    expect(say("message", "failed", "The number has no WhatsApp.").text).toBe("The number has no WhatsApp.");
    expect(say("channel", "needs_reconnect", "Shop", 1).advice).toMatch(/1 message waits/);
    expect(say("channel", "needs_reconnect", "Shop", 2).advice).toMatch(/2 messages wait/);
  });
});
