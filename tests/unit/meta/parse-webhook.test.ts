import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MAX_ITEMS, parseWebhook, type WebhookItem } from "@/lib/meta/parse-webhook";
import { junk, type Mutation, mutate } from "../../support/mutate-body";
import { allSamples } from "../../support/webhook-samples";

const samples = allSamples();

function parse(body: unknown): WebhookItem[] {
  const parsed = parseWebhook(Buffer.from(typeof body === "string" ? body : JSON.stringify(body)));
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.items;
}

function message(fields: object): object {
  return { from: "2348031234567", id: "wamid.X", timestamp: "1795428000", ...fields };
}

function withMessages(...messages: unknown[]): object {
  const value = { metadata: { phone_number_id: "1" }, messages };
  return {
    object: "whatsapp_business_account",
    entry: [{ id: "2", changes: [{ field: "messages", value }] }],
  };
}

/** No text anywhere in it that PostgreSQL would refuse. */
function isStorable(value: unknown): boolean {
  if (typeof value === "string") return !value.includes("\0") && Buffer.from(value).toString() === value;
  if (typeof value !== "object" || value === null) return true;
  return Object.entries(value).every(([key, inner]) => isStorable(key) && isStorable(inner));
}

describe("the parser on every sample", () => {
  it("has samples to read", () => {
    expect(samples.length).toBeGreaterThan(50);
  });

  it.each(samples.map(({ name, raw }) => [name, raw] as const))("reads %s", (name, raw) => {
    const parsed = parseWebhook(raw);
    expect(parsed).toMatchObject({ ok: true, platform: name.split("/")[0] });
    if (!parsed.ok) return;
    expect(parsed.items.length).toBeGreaterThan(0);
    for (const item of parsed.items) {
      expect(isStorable(item)).toBe(true);
      if (name.includes("one-bad")) continue;
      expect(["malformed", "too_deep", "too_many"]).not.toContain("reason" in item ? item.reason : "");
    }
  });

  it("reads a person from every live message that names its channel", () => {
    const items = samples.flatMap(({ raw }) => parse(raw.toString()));
    const people = items.flatMap((item) => (item.type === "message" ? [item.from] : []));
    expect(people.length).toBeGreaterThan(30);
    for (const person of people) expect(person.phone ?? person.userId ?? person.igsid).toBeTruthy();
  });
});

describe("the parser on hostile bodies", () => {
  it("WH-09 says so when a body is no JSON", () => {
    for (const raw of ["", "{", "<html>", "\u0000", '{"a":1}}']) {
      expect(parseWebhook(Buffer.from(raw))).toEqual({ ok: false, reason: "not_json" });
    }
  });

  it("WH-09 keeps what is not about WhatsApp or Instagram", () => {
    for (const raw of ["null", "[]", "7", '"x"', "{}", '{"object":"page","entry":[]}', '{"object":7}']) {
      expect(parseWebhook(Buffer.from(raw))).toMatchObject({
        ok: true,
        platform: "unknown",
        items: [{ type: "unhandled", reason: "unknown_object" }],
      });
    }
  });

  it("WH-09 survives two million brackets, and a deep item costs only itself", () => {
    const deep = `${"[".repeat(2_000_000)}${"]".repeat(2_000_000)}`;
    expect(parse(deep)).toMatchObject([{ reason: "unknown_object", payload: null }]);
    const nested = `${"[".repeat(40)}${"]".repeat(40)}`;
    const body = JSON.stringify(
      withMessages(message({ type: "text", text: { body: "hi" } }), message({ type: "x", x: "DEEP" })),
    );
    const items = parse(body.replace('"DEEP"', nested));
    expect(items).toMatchObject([
      { type: "message", text: "hi" },
      { type: "unhandled", reason: "too_deep", payload: null },
    ]);
  });

  it("WH-09 reads at most a thousand items and says how many were left", () => {
    const many = Array.from({ length: MAX_ITEMS + 5 }, (_, index) =>
      message({ id: `wamid.${index}`, type: "text", text: { body: "x" } }),
    );
    const items = parse(withMessages(...many));
    expect(items).toHaveLength(MAX_ITEMS + 1);
    expect(items.at(-1)).toMatchObject({ reason: "too_many", payload: { left_out: 5 } });
  });

  it("WH-09 takes no harm from prototype keys", () => {
    const body = `{"object":"whatsapp_business_account","entry":[{"changes":[{"value":{
      "__proto__":{"metadata":{"phone_number_id":"evil"}},"constructor":{"x":1},"metadata":{"phone_number_id":"1"},
      "messages":[{"from":"2348031234567","id":"w","timestamp":"1795428000","type":"__proto__","__proto__":{"polluted":true}},
      {"from":"2348031234567","id":"w2","timestamp":"1795428000","type":"constructor"},
      {"from":"2348031234567","id":"w3","timestamp":"1795428000","type":"hasOwnProperty"}]}}]}]}`;
    const items = parse(body);
    expect(items).toMatchObject(
      Array(3).fill({ type: "message", channelExternalId: "1", kind: "unsupported" }),
    );
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect(JSON.stringify(items)).not.toContain("polluted");
  });

  it("WH-09 takes no value from a prototype", () => {
    const body = `{"object":"whatsapp_business_account","entry":[{"changes":[{"value":{
      "__proto__":{"metadata":{"phone_number_id":"evil"}},"messages":[{"id":"w"}]}}]}]}`;
    expect(parse(body)).toMatchObject([{ type: "unhandled", reason: "no_channel" }]);
  });

  it("replaces NUL and half surrogates, which no database column takes", () => {
    const [item] = parse(withMessages(message({ type: "text", text: { body: "a\u0000b\ud83dc" } })));
    expect(item).toMatchObject({ text: "a\uFFFDb\uFFFDc", payload: { text: { body: "a\uFFFDb\uFFFDc" } } });
  });

  it("cuts no id short: a longer one is none", () => {
    expect(
      parse(withMessages(message({ id: "w".repeat(513), type: "text", text: { body: "x" } }))),
    ).toMatchObject([{ reason: "no_id" }]);
  });

  it.each([
    ["no id", { id: undefined }, "no_id"],
    ["no sender", { from: undefined }, "no_sender"],
    ["no time", { timestamp: undefined }, "no_time"],
    ["a time of this shape", { timestamp: "soon" }, "no_time"],
  ])("keeps a message with %s as unhandled", (_name, fields, reason) => {
    expect(parse(withMessages(message({ type: "text", text: { body: "x" }, ...fields })))).toMatchObject([
      { type: "unhandled", reason },
    ]);
  });

  it("takes single objects where Meta promises lists", () => {
    const value = {
      metadata: { phone_number_id: "1" },
      messages: message({ type: "text", text: { body: "hi" } }),
    };
    const body = { object: "whatsapp_business_account", entry: { changes: { field: "messages", value } } };
    expect(parse(body)).toMatchObject([{ type: "message", text: "hi" }]);
  });
});

describe("the parser on damaged samples", () => {
  it("WH-09 never throws on 5,000 mutations, and everything it gives can be stored", () => {
    const mutation = fc.record({
      sample: fc.integer({ min: 0, max: samples.length - 1 }),
      place: fc.nat(),
      act: fc.constantFrom<Mutation>("replace", "remove", "repeat", "wrap", "bytes"),
      junk,
    });
    let read = 0;
    fc.assert(
      fc.property(mutation, ({ sample, place, act, junk: value }) => {
        const parsed = parseWebhook(mutate(samples[sample]!.raw, place, act, value));
        if (!parsed.ok) return;
        read += 1;
        for (const item of parsed.items) expect(isStorable(item)).toBe(true);
      }),
      { numRuns: 5_000, seed: 20261121 },
    );
    expect(read).toBeGreaterThan(3_000);
  }, 120_000);
});
