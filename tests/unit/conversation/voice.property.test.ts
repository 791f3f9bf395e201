import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BotSettings } from "@/lib/conversation/rules/bot-settings";
import { decideTurn } from "@/lib/conversation/rules/decide-turn";
import { replyText } from "@/lib/conversation/rules/pack-reply";
import type { Facts } from "@/lib/conversation/rules/types";
import { freshState } from "@/lib/conversation/schema";
import { START, World } from "../../golden/world";

const RUNS = 150;
const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const time = fc.constantFrom("00:00", "09:00", "13:59", "14:00", "20:00");
const own = fc.option(
  fc.oneof(
    fc.string({ maxLength: 1_500, unit: "grapheme" }),
    fc.constantFrom(
      "{name}",
      "{order_ref}",
      "{code}",
      "{{name}}",
      "Hi {name}, {order_ref}.",
      "ế".repeat(1_500),
    ),
  ),
);
const title = fc.oneof(
  fc.string({ minLength: 1, maxLength: 20, unit: "grapheme-ascii" }),
  fc.constantFrom("I don pay", "stop", "yes", "cancel", "Wholesale", "Kp7#mN4x", "See the list"),
);

const voice: fc.Arbitrary<Partial<BotSettings>> = fc.record({
  tone: fc.constantFrom("professional", "friendly", "casual", "pidgin"),
  greeting: own,
  fallback: own,
  outOfHours: own,
  hours: fc.option(
    fc.record({
      days: fc.subarray(DAYS),
      open: time,
      close: time,
      timezone: fc.constantFrom("Africa/Lagos", "Nowhere"),
    }),
  ),
  quickReplies: fc.record({
    greeting: own,
    thanks: own,
    goodbye: own,
    questions: fc.array(fc.record({ title, answer: fc.string({ minLength: 1, maxLength: 1_500 }) }), {
      maxLength: 10,
    }),
  }),
  features: fc.record({
    orderTracking: fc.boolean(),
    addressCollection: fc.boolean(),
    catalogueAnswers: fc.boolean(),
    reminders: fc.boolean(),
  }),
});

const said = fc.oneof(
  title,
  fc.constantFrom(
    "hi",
    "thanks",
    "bye",
    "help",
    "list",
    "qwrtz plmk",
    "how much be the fila?",
    "order list",
    "I don pay o",
  ),
);

describe("the bot, whatever its CEO writes for it", () => {
  it("answers within the channel's limits, shows no braces of a placeholder, and moves no order by a question's name", () => {
    fc.assert(
      fc.property(
        voice,
        fc.constantFrom("whatsapp", "instagram" as const),
        fc.option(fc.constantFrom("Amina", "code")),
        fc.array(said, { minLength: 1, maxLength: 4 }),
        (settings, platform, name, texts) => {
          const { facts } = new World({
            settings,
            platform,
            contact: { name },
            orders: [{ reference: "TG-8891", status: "AWAITING_PAYMENT" }],
          });
          let state = freshState();
          for (const text of texts) {
            const message = { type: "message", kind: "text", messageRef: "m", text } as const;
            const decision = decideTurn([message], state, facts, START);
            state = decision.state;
            checkReplies(decision.effects, facts);
          }
        },
      ),
      { numRuns: RUNS },
    );
  });
});

function checkReplies(effects: ReturnType<typeof decideTurn>["effects"], { platform }: Facts): void {
  for (const effect of effects) {
    expect(["submitReceipt", "confirmAddress", "placeOrder"]).not.toContain(effect.type);
    if (effect.type !== "reply") continue;
    const text = replyText(effect);
    expect(text.trim()).not.toBe("");
    expect(text).not.toMatch(/\{(?:name|business)\}/);
    // Nothing of hers is taken for the place of a code.
    expect(text.includes("{code}")).toBe(effect.placeholders.includes("code"));
    if (text.includes("{code}")) expect(effects.some((one) => one.type === "requestCode")).toBe(true);
    const bytes = new TextEncoder().encode(text).length;
    expect(platform === "whatsapp" ? text.length <= 4_096 : bytes <= 1_000).toBe(true);
    const titles = effect.buttons.map((button) => button.title);
    expect(new Set(titles).size).toBe(titles.length);
    expect(titles.length).toBeLessThanOrEqual(platform === "whatsapp" ? 3 : 13);
    if (titles.length > 0 && platform === "whatsapp") expect(text.length).toBeLessThanOrEqual(1_024);
  }
}
