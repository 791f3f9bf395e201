import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as preview from "@/app/api/ceo/chatbot/preview/route";
import { closeDatabase } from "@/db/client";
import { botSettings } from "@/db/schema/work";
import { openSession } from "@/lib/auth/open-session";
import type { PreviewResult } from "@/lib/conversation/preview/schema";
import type { MemberContext } from "@/lib/tenancy/context";
import { withTenant, withTenantAndPlatform } from "@/lib/tenancy/with-tenant";
import { UTTERANCES } from "../fixtures/utterances";
import { ownDatabase } from "../support/database";
import { makeSalesWorld, type SalesWorld, setTestEnvironment } from "../support/sales-world";

const database = await ownDatabase();
setTestEnvironment(database.databaseUrl);
const admin = postgres(database.adminUrl, { max: 1, onnotice: () => undefined });
let ada: SalesWorld;
let tokens: { ceo: string; vendor: string; otherCeo: string };

beforeAll(async () => {
  ada = await makeSalesWorld();
  const tunde = await makeSalesWorld({ businessName: "Tunde Tech", priceKobo: 7_700_000 });
  await withTenant(ada.bot, (tx) =>
    tx
      .insert(botSettings)
      .values({ ceoId: ada.ceoId, settings: { tone: "friendly", greeting: "Saved hello" } }),
  );
  tokens = {
    ceo: await signIn(ada.ceo),
    vendor: await signIn(ada.vendor),
    otherCeo: await signIn(tunde.ceo),
  };
});

afterAll(async () => {
  await admin.end();
  await closeDatabase();
});

async function signIn(ctx: MemberContext): Promise<string> {
  const { token } = await withTenantAndPlatform(ctx, (tx) =>
    openSession(tx, ctx, {
      identityId: ctx.identityId,
      membership: { role: ctx.role, ceoId: ctx.ceoId, vendorId: ctx.vendorId },
      way: "api",
      isElsewhere: false,
    }),
  );
  return token;
}

function ask(body: unknown, token: string | null = tokens.ceo): Promise<Response> {
  const headers = {
    "content-type": "application/json",
    ...(token ? { authorization: `Bearer ${token}` } : {}),
  };
  const url = "http://127.0.0.1:3000/api/ceo/chatbot/preview";
  const request = new Request(url, { method: "POST", headers, body: JSON.stringify(body) });
  return preview.POST(request, { params: Promise.resolve({}) });
}

async function turnsOf(body: Record<string, unknown>, token?: string): Promise<PreviewResult["turns"]> {
  const response = await ask(body, token);
  const answer = await response.json();
  if (response.status !== 200) throw new Error(JSON.stringify(answer));
  return answer.data.turns;
}

const say = (...texts: string[]) => texts.map((text) => ({ text }));

describe("the preview of the bot", () => {
  it.each(UTTERANCES)("row %i: %s → %s", async (_row, text, intent) => {
    const [turn] = await turnsOf({ messages: say(text) });
    expect(turn).toMatchObject({ in: text, intent });
    expect(turn?.confidence).toBeGreaterThanOrEqual(0.8);
    expect(turn?.confidence).toBeLessThanOrEqual(1);
    // A yes to nothing that was asked is left alone; everything else is answered.
    if (intent !== "yes") expect(turn?.out.join("").length).toBeGreaterThan(0);
    expect(turn?.out.join("\n")).not.toMatch(/\{\w+\}/);
  });

  it("story 1 runs in it, from the price to the bank details, with the code that it shows", async () => {
    const first = say("Hi, I want dis red ankara dress. How much?", "Chinedu, 123 Lagos St, Ikeja");
    const asked = await turnsOf({ messages: first });
    expect(asked[0]?.out.join("\n")).toContain("₦12,500");
    const code = /^\S{8}$/m.exec(asked[1]?.out.join("\n") ?? "")?.[0] ?? "";
    const turns = await turnsOf({ messages: [...first, ...say(code, "I don pay o", "upload", "cancel")] });
    const [, , paid, claimed, uploaded, cancelled] = turns.map((turn) => turn.out.join("\n"));
    expect(turns[2]).toMatchObject({ intent: "verify_code" });
    expect(paid).toContain("First Bank | 0000014579 | ADA FASHION | ₦12,500 | TG-");
    const reference = /TG-\w+/.exec(paid ?? "")?.[0] ?? "none";
    expect(claimed).toContain(reference);
    expect(uploaded).toContain(reference);
    expect(cancelled).toContain(`Order ${reference} don cancel`);
  });

  it("counts wrong codes as a real turn does", async () => {
    const wrong = "Zz9!zZ8y";
    const begun = say("I want the red ankara dress", "Chinedu, 123 Lagos St, Ikeja");
    const turns = await turnsOf({ messages: [...begun, ...say(wrong, wrong, wrong, wrong, wrong)] });
    expect(turns[2]?.out.join()).toContain("4 tries left");
    expect(turns[6]?.out.join()).toContain("too many wrong codes");
  });

  it("asks a verified buyer for nothing that is known", async () => {
    const [turn] = await turnsOf({ as: "verified_buyer", messages: say("hello") });
    expect(turn?.out.join("\n")).toContain("Saved hello");
    const [known] = await turnsOf({
      as: "verified_buyer",
      settings: { greeting: null },
      messages: say("hello"),
    });
    expect(known?.out.join("\n")).toContain("Chinedu");
  });

  it("says it with the settings that are not saved, and leaves the saved ones alone", async () => {
    const settings = {
      greeting: "Welcome to {business}, {name}!",
      tone: "pidgin",
      fallback: "I no sabi dis one.",
      business_hours: { days: ["Mon"], open: "09:00", close: "09:01", timezone: "Africa/Lagos" },
      out_of_hours: "We don close.",
      quick_replies: { thanks: "Na we dey thank you." },
      features: { order_tracking: true },
    };
    const turns = await turnsOf({ settings, messages: say("hello", "qwrtz plmk", "thanks") });
    expect(turns[0]?.out.join("\n")).toContain("Welcome to Ada's Fashion");
    expect(turns[1]?.out.join("\n")).toContain("I no sabi dis one.");
    expect(turns[2]?.out.join("\n")).toBe("Na we dey thank you.");
    const [row] = await withTenant(ada.bot, (tx) => tx.select().from(botSettings));
    expect(row?.settings).toEqual({ tone: "friendly", greeting: "Saved hello" });
    expect((await turnsOf({ messages: say("hello") }))[0]?.out.join()).toContain("Saved hello");
  });

  it("says the conversation anew in another tone", async () => {
    const messages = say("I want the red ankara dress", "thanks");
    const tones = ["professional", "friendly", "casual", "pidgin"];
    const said = await Promise.all(tones.map((tone) => turnsOf({ settings: { tone }, messages })));
    expect(new Set(said.map((turns) => JSON.stringify(turns))).size).toBe(tones.length);
  });

  it("stores and sends nothing", async () => {
    const counted = () => admin`
      select (select count(*) from messages) + (select count(*) from orders) + (select count(*) from outbox)
        + (select count(*) from conversation_events) + (select count(*) from contacts) + (select count(*) from otp_challenges)
        + (select count(*) from audit_entries) + (select count(*) from graphile_worker._private_jobs) as n`;
    const before = await counted();
    const messages = say(
      "I want the red ankara dress",
      "Chinedu, 123 Lagos St, Ikeja",
      "Kp7#mN4x",
      "talk to a person",
    );
    expect((await turnsOf({ messages })).at(-1)?.intent).toBe("talk_to_person");
    expect(await counted()).toEqual(before);
  });

  it("shows each CEO her own catalogue alone", async () => {
    const [mine] = await turnsOf({ messages: say("how much is the red ankara dress?") });
    const [theirs] = await turnsOf({ messages: say("how much is the red ankara dress?") }, tokens.otherCeo);
    expect(mine?.out.join()).toContain("₦12,500");
    expect(theirs?.out.join()).toContain("₦77,000");
  });

  it("is the CEO's alone", async () => {
    expect((await ask({ messages: [] }, null)).status).toBe(401);
    expect((await ask({ messages: [] }, tokens.vendor)).status).toBe(403);
    expect(await turnsOf({ messages: [] })).toEqual([]);
  });

  it.each([
    ["more than 20 messages", { messages: say(...Array.from({ length: 21 }, () => "hi")) }],
    ["a message over 4,096 characters", { messages: say("a".repeat(4097)) }],
    ["no messages", {}],
    ["a name it does not know", { messages: [], tenant: "ceo_other" }],
    ["another name inside the settings", { messages: [], settings: { business: "Zenith" } }],
    ["a tone it does not have", { messages: [], settings: { tone: "rude" } }],
    ["hours that are none", hours({ open: "25:00" })],
    ["a zone that is none", hours({ timezone: "Africa/Nowhere" })],
    ["a day that is none", hours({ days: ["Funday"] })],
    ["somebody it does not know", { messages: [], as: "admin" }],
  ])("refuses %s", async (_what, body) => {
    const response = await ask(body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: "invalid_request" });
  });

  it("takes 20 messages of 4,096 characters", async () => {
    const turns = await turnsOf({ messages: say(...Array.from({ length: 20 }, () => "a".repeat(4096))) });
    expect(turns).toHaveLength(20);
  });
});

function hours(change: Record<string, unknown>) {
  const whole = { days: ["Mon"], open: "09:00", close: "18:00", timezone: "Africa/Lagos" };
  return { messages: [], settings: { business_hours: { ...whole, ...change } } };
}
