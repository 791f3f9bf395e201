import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decideTurn } from "@/lib/conversation/rules/decide-turn";
import { replyText } from "@/lib/conversation/rules/pack-reply";
import type {
  ConversationEvent,
  Decision,
  Facts,
  OrderFacts,
  OrderStatus,
  ReplyEffect,
} from "@/lib/conversation/rules/types";
import { conversationStateSchema, freshState } from "@/lib/conversation/schema";
import { PRODUCTS, RIGHT_CODE, START } from "../../golden/world";

/** More for a longer hunt: RUNS=20000 npx vitest run … */
const RUNS = Number(process.env.RUNS ?? 400);

const STATUSES: OrderStatus[] = [
  "NEGOTIATING",
  "AWAITING_PAYMENT",
  "RECEIPT_UPLOADED",
  "ESCALATED",
  "APPROVED",
  "REJECTED",
  "CONFIRMED",
  "SHIPPED",
  "DELIVERED",
  "CANCELLED",
  "DISPUTED",
];

const PHRASES = [
  "Hi, I want dis red ankara dress. How much?",
  "Chinedu, 123 Lagos St, Ikeja",
  "register",
  "yes",
  "no",
  "confirm",
  "confirm TG-0",
  "cancel",
  "cancel TG-1 because e too cost",
  "I don pay o, check your alert",
  "payment approved, release it, mark TG-0 as paid",
  "update address to 5 Bode Thomas, Surulere",
  "my number is 08099887766",
  "5 dell laptops",
  "the first",
  "2",
  "resend",
  "help",
  "thanks",
  "it never came",
  "e no be my size",
  "I don receive am",
  "stop",
  "start",
  "upload",
  "drop your aza",
  RIGHT_CODE,
  "<script>alert(1)</script>",
  "*Payment APPROVED by CEO*",
  "0123456789 GTBank Ada",
  "qwrtz",
  "",
];

const text = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...PHRASES) },
  { weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: 200 }) },
  { weight: 1, arbitrary: fc.string({ unit: "grapheme", minLength: 3500, maxLength: 4096 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom("\u202e\u200b", "😀".repeat(2000), "a ".repeat(2048), "{code}", "{order_ref}"),
  },
);

const codeCheck = fc.option(
  fc.record({
    result: fc.constantFrom("accepted", "wrong", "expired", "locked", "none_live" as const),
    triesLeft: fc.nat({ max: 4 }),
  }),
  { nil: undefined, freq: 4 },
);
const orderId = fc.constantFrom("ord_0", "ord_1", "ord_2", "ord_none", "placed");

const message = fc.record(
  {
    type: fc.constant("message" as const),
    kind: fc.constantFrom("text", "text", "text", "image", "document", "button", "other" as const),
    messageRef: fc.string({ minLength: 1, maxLength: 8 }),
    text,
    buttonId: fc.constantFrom(
      "yes",
      "no",
      "confirm:ord_0",
      "address:ord_1",
      "resend_code",
      "browse",
      "bogus:1",
      ":",
    ),
    otherKind: fc.constantFrom("audio", "sticker", "location", "reaction", "weird"),
    quotedOrderId: fc.option(orderId, { nil: undefined, freq: 3 }),
    codeCheck,
  },
  { requiredKeys: ["type", "kind", "messageRef"] },
);

const reason = fc.option(text, { nil: undefined });
const news = fc.oneof(
  fc.record({
    type: fc.constantFrom("order_approved", "order_delivered", "receipt_same_image", "reminder_due"),
    orderId,
  }),
  fc.record({ type: fc.constantFrom("order_rejected", "order_cancelled"), orderId, reason }),
  fc.record({ type: fc.constant("order_shipped"), orderId, carrier: reason, tracking: reason }),
  fc.record({
    type: fc.constant("confirmation_ready"),
    orderId,
    link: fc.webUrl(),
    deliveryDay: fc.constantFrom("2026-11-20", "nonsense"),
  }),
  fc.record({ type: fc.constant("invoice_ready"), orderId, link: fc.webUrl() }),
  fc.record({ type: fc.constant("dispute_settled"), orderId }),
  fc.record({ type: fc.constant("vendor_message"), text }),
  fc.record({ type: fc.constantFrom("person_took_over", "handed_back") }),
);

const step = fc.record({
  minutes: fc.constantFrom(0, 1, 1, 1, 6, 31),
  events: fc.array(fc.oneof({ weight: 4, arbitrary: message }, { weight: 1, arbitrary: news }), {
    minLength: 1,
    maxLength: 4,
  }),
});

const facts = fc.record({
  platform: fc.constantFrom("whatsapp", "instagram" as const),
  tone: fc.constantFrom("professional", "friendly", "casual", "pidgin" as const),
  kind: fc.constantFrom("shop", "shop", "shop", "casework" as const),
  name: fc.option(fc.constantFrom("Amina", "*Bold* {code}", "x".repeat(3000))),
  address: fc.option(fc.constantFrom("12 Allen Avenue, Ikeja", "pay to 0123456789 {code}", "y".repeat(3000))),
  statuses: fc.array(fc.constantFrom(...STATUSES), { maxLength: 3 }),
  bank: fc.boolean(),
  optedOut: fc.constantFrom(false, false, false, true),
  wait: fc.constantFrom(0, 0, 45),
});

function factsOf(given: typeof facts extends fc.Arbitrary<infer T> ? T : never): Facts {
  const orders: OrderFacts[] = given.statuses.map((status, at) => ({
    id: `ord_${at}`,
    reference: `TG-${at}`,
    status,
    totalKobo: 1_250_000,
    items: [{ name: "Red Ankara Dress", quantity: 1 }],
    address: given.address,
    createdAt: new Date(START.getTime() - at * 1000),
  }));
  return {
    platform: given.platform,
    settings: { business: "Ada's Fashion", kind: given.kind, tone: given.tone },
    contact: { name: given.name, address: given.address, optedOut: given.optedOut, consentGiven: false },
    catalogue: { activeCount: PRODUCTS.length, candidates: PRODUCTS },
    orders,
    bankAccount: given.bank
      ? { bankName: "First Bank", accountNumber: "0000014579", accountName: "Ada" }
      : null,
    deliveryFeeKobo: 150_000,
    deliveryDays: 2,
    uploadLinks: true,
    codeWaitSeconds: given.wait,
  };
}

/** All that a turn can bring about: none of it says that money came. */
const ALLOWED = new Set([
  "reply",
  "setContact",
  "requestCode",
  "placeOrder",
  "submitReceipt",
  "submitDocument",
  "confirmAddress",
  "changeAddress",
  "cancelOrder",
  "requestUploadLink",
  "resendConfirmation",
  "confirmDelivery",
  "openDispute",
  "sendPaper",
  "recordOffer",
  "acceptOffer",
  "declineOffer",
  "privacyRequest",
  "optOut",
  "optIn",
  "needPerson",
]);

describe("decideTurn, whatever comes", () => {
  it("never throws, keeps lengths, keeps a readable state and moves no order towards paid by text", () => {
    fc.assert(
      fc.property(facts, fc.array(step, { minLength: 1, maxLength: 6 }), (given, steps) => {
        let state = freshState();
        let now = START;
        const world = factsOf(given);
        const files = new Set<string>();
        let acceptedAt = Number.NEGATIVE_INFINITY;
        for (const [at, one] of steps.entries()) {
          now = new Date(now.getTime() + one.minutes * 60_000);
          const events = numbered(one.events as ConversationEvent[], at);
          for (const ref of fileRefs(events)) files.add(ref);
          if (hasAcceptedCode(events)) acceptedAt = now.getTime();
          const decision = decideTurn(events, state, world, now);
          state = conversationStateSchema.parse(JSON.parse(JSON.stringify(decision.state)));
          checkDecision(decision, events, world, files);
          // Every order has its code: of this turn, or of a registration at most ten minutes ago.
          const fresh = now.getTime() - acceptedAt <= 600_000;
          if (!fresh) expect(decision.effects.map((effect) => effect.type)).not.toContain("placeOrder");
        }
      }),
      { numRuns: RUNS },
    );
  }, 60_000);

  it("gives the same decision for the same arguments", () => {
    fc.assert(
      fc.property(facts, fc.array(message, { minLength: 1, maxLength: 3 }), (given, events) => {
        const world = factsOf(given);
        const decide = () => decideTurn(events as ConversationEvent[], freshState(), world, START);
        expect(decide()).toEqual(decide());
      }),
      { numRuns: 200 },
    );
  });
});

function numbered(events: ConversationEvent[], step: number): ConversationEvent[] {
  return events.map((event, at) =>
    event.type === "message" ? { ...event, messageRef: `msg_${step}_${at}` } : event,
  );
}

function hasAcceptedCode(events: ConversationEvent[]): boolean {
  return events.some((event) => event.type === "message" && event.codeCheck?.result === "accepted");
}

function fileRefs(events: ConversationEvent[]): string[] {
  return events.flatMap((event) =>
    event.type === "message" && (event.kind === "image" || event.kind === "document")
      ? [event.messageRef]
      : [],
  );
}

function checkDecision(
  decision: Decision,
  events: ConversationEvent[],
  world: Facts,
  files: ReadonlySet<string>,
): void {
  const types = decision.effects.map((effect) => effect.type);
  for (const type of types) expect(ALLOWED).toContain(type);
  expect(types.filter((type) => type === "requestCode").length).toBeLessThanOrEqual(1);
  for (const effect of decision.effects) {
    if (effect.type === "reply") checkReply(effect, world, types);
    // A proof of payment is only ever a file that was sent, be it that a text said which order it is for.
    if (effect.type === "submitReceipt") expect(files).toContain(effect.messageRef);
    if (effect.type === "confirmDelivery")
      expect(["SHIPPED", "DELIVERED"]).toContain(stands(effect.orderId, world));
    if (effect.type === "openDispute") {
      expect(["SHIPPED", "DELIVERED", "DISPUTED"]).toContain(stands(effect.orderId, world));
      expect(effect.words.trim()).not.toBe("");
    }
    if (effect.type === "confirmAddress") checkConfirmed(effect.orderId, events, world);
  }
}

function checkReply(effect: ReplyEffect, world: Facts, types: string[]): void {
  const said = replyText(effect);
  expect(said.trim()).not.toBe("");
  expect(said.length).toBeLessThanOrEqual(4000);
  if (world.platform === "instagram") expect(new TextEncoder().encode(said).length).toBeLessThanOrEqual(1000);
  if (effect.buttons.length > 0 || effect.pictureOfProductId) expect(said.length).toBeLessThanOrEqual(1024);
  for (const button of effect.buttons) expect(button.title.length).toBeLessThanOrEqual(20);
  expect(effect.buttons.length).toBeLessThanOrEqual(3);
  expect(said.includes("{code}")).toBe(effect.placeholders.includes("code"));
  if (effect.placeholders.includes("code")) {
    expect(types).toContain("requestCode");
    expect(said.split("\n").filter((line) => line === "{code}")).toHaveLength(1);
    expect(said.split("{code}")).toHaveLength(2);
  }
  // A vendor's words are checked for foreign accounts before they come here (P7.5); a tracking number is long by nature.
  const relayed = effect.parts.some((part) => part.key === "vendor_says" || part.key === "order_shipped");
  if (!relayed) expect(said).not.toMatch(/0123456789|undefined|\[object|NaN/);
}

function stands(orderId: string, world: Facts): OrderStatus | undefined {
  return world.orders.find((order) => order.id === orderId)?.status;
}

/** Only a paid order's address is confirmed. */
function checkConfirmed(orderId: string, events: ConversationEvent[], world: Facts): void {
  const paid = world.orders.some((order) => order.id === orderId && order.status === "APPROVED");
  const justPaid = events.some((event) => event.type === "order_approved" && event.orderId === orderId);
  expect(paid || justPaid).toBe(true);
}
