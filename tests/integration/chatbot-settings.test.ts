import { and, eq } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import * as previewRoute from "@/app/api/ceo/chatbot/preview/route";
import * as route from "@/app/api/ceo/chatbot/settings/route";
import { closeDatabase } from "@/db/client";
import { channels } from "@/db/schema/chat";
import { auditDetails, auditEntries } from "@/db/schema/proof";
import { botSettings } from "@/db/schema/work";
import type { ChatbotSettings } from "@/lib/conversation/schema";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { askRoute, signInAs } from "../support/ask-route";
import { BuyerPhone } from "../support/chat";
import { ownDatabase } from "../support/database";
import { makeSalesWorld, type SalesWorld, setTestEnvironment } from "../support/sales-world";

const database = await ownDatabase();
setTestEnvironment(database.databaseUrl);
const PATH = "/api/ceo/chatbot/settings";
const HOURS = { days: ["Mon", "Tue"], open: "09:00", close: "18:00", timezone: "Africa/Lagos" };
let ada: SalesWorld;
let token: string;
let phone: BuyerPhone;

beforeEach(async () => {
  ada = await makeSalesWorld();
  token = await signInAs(ada.ceo);
});

afterAll(() => closeDatabase());

const read = (as: string | undefined = token) => askRoute(route.GET, { path: PATH, token: as });
const save = (body: unknown, as: string | undefined = token) =>
  askRoute(route.PUT, { method: "PUT", path: PATH, body, token: as });

async function saved(body: unknown): Promise<ChatbotSettings & { cleaned: string[] }> {
  const answer = await save(body);
  const content = await answer.json();
  if (answer.status !== 200) throw new Error(JSON.stringify(content));
  return content.data;
}

async function refused(body: unknown, status: number) {
  const before = await (await read()).json();
  const answer = await save(body);
  expect(answer.status).toBe(status);
  // Whatever is refused leaves the settings alone.
  expect(await (await read()).json()).toEqual(before);
  return answer.json();
}

const entries = () =>
  withTenant(ada.bot, (tx) =>
    tx
      .select({ details: auditDetails.details, actor: auditEntries.actorKind })
      .from(auditEntries)
      .innerJoin(
        auditDetails,
        and(
          eq(auditDetails.ceoId, auditEntries.ceoId),
          eq(auditDetails.seq, auditEntries.seq),
          eq(auditDetails.chain, auditEntries.chain),
        ),
      )
      .where(eq(auditEntries.action, "CHATBOT_CONFIG_UPDATED")),
  );

describe("reading and saving how the bot speaks", () => {
  it("starts with the product's own voice, every field named", async () => {
    expect((await (await read()).json()).data).toEqual({
      greeting: null,
      tone: "friendly",
      fallback: null,
      business_hours: null,
      out_of_hours: null,
      quick_replies: { greeting: null, thanks: null, goodbye: null, questions: [] },
      features: { order_tracking: true, address_collection: true, catalogue_answers: true, reminders: true },
      version: 0,
    });
  });

  it("gives back what was saved, and leaves alone what was not named", async () => {
    const whole = {
      greeting: "Welcome to {business}, {name}!\nAsk me anything.",
      tone: "casual",
      fallback: "Somebody reads {order_ref} soon.",
      business_hours: HOURS,
      out_of_hours: "We don close.",
      quick_replies: {
        greeting: "Back again!",
        thanks: "No wahala",
        goodbye: "Bye",
        questions: [{ title: "Where is your shop?", answer: "12 Allen Avenue, Ikeja" }],
      },
      features: {
        order_tracking: false,
        address_collection: true,
        catalogue_answers: true,
        reminders: false,
      },
    };
    expect(await saved(whole)).toEqual({ ...whole, version: 1, cleaned: [] });
    await saved({ tone: "pidgin", features: { reminders: true }, greeting: "" });
    expect((await (await read()).json()).data).toEqual({
      ...whole,
      greeting: null,
      tone: "pidgin",
      features: { ...whole.features, reminders: true },
      version: 2,
    });
  });

  it("is the CEO's alone, and each CEO's her own", async () => {
    const tunde = await makeSalesWorld();
    const other = await signInAs(tunde.ceo);
    const vendor = await signInAs(ada.vendor);
    await saved({ greeting: "Hello from Ada" });
    expect((await (await read(other)).json()).data.greeting).toBeNull();
    expect((await save({ greeting: "Hello from Tunde" }, other)).status).toBe(200);
    expect((await (await read()).json()).data.greeting).toBe("Hello from Ada");
    for (const ask of [read, (as?: string) => save({ tone: "casual" }, as)]) {
      expect((await ask(vendor)).status).toBe(403);
    }
    expect((await askRoute(route.GET, { path: PATH })).status).toBe(401);
  });

  it("tells the log what changed, without a word of the texts", async () => {
    await saved({ greeting: "Call Ada on 0803 123 4567", tone: "pidgin" });
    await saved({ greeting: "Call Ada on 0803 123 4567" });
    const found = await entries();
    expect(found).toHaveLength(1);
    expect(found[0]?.actor).toBe("ceo");
    expect(JSON.parse(String(found[0]?.details))).toMatchObject({
      version: 1,
      changed: ["greeting", "tone"],
      from: { tone: "friendly" },
      to: { tone: "pidgin" },
    });
    expect(JSON.stringify(found)).not.toContain("0803");
  });
});

describe("what cannot be saved", () => {
  it("takes scripts and markup out, and says from where", async () => {
    const settings = await saved({
      greeting: "<script>alert(1)</script>Hello <b>there</b> 👩🏾‍🦱",
      fallback: "5 < 6 & more",
      out_of_hours: "&lt;img src=x onerror=alert(1)&gt;<i>Closed</i>",
      quick_replies: { thanks: "\u202eBye<svg onload=alert(1)>" },
    });
    expect(settings).toMatchObject({
      greeting: "Hello there 👩🏾‍🦱",
      fallback: "5 < 6 & more",
      out_of_hours: "Closed",
      quick_replies: { thanks: "Bye" },
      cleaned: ["greeting", "out_of_hours", "quick_replies.thanks"],
    });
  });

  it("names an unknown placeholder and the known ones", async () => {
    const problem = await refused({ greeting: "Hello {nmae}, {business}", fallback: "{code}" }, 422);
    expect(problem).toMatchObject({ code: "unfit_settings" });
    expect(problem.fields).toEqual([
      {
        path: "greeting",
        message: "{nmae} is not a placeholder. You can use {business}, {name} and {order_ref}.",
      },
      {
        path: "fallback",
        message: "{code} is not a placeholder. You can use {business}, {name} and {order_ref}.",
      },
    ]);
    expect((await saved({ greeting: "Hello {name}, {business}" })).version).toBe(1);
  });

  it("refuses 10,000 characters with how many there are and how many fit; 1,500 fit", async () => {
    const problem = await refused({ greeting: "a".repeat(10_000) }, 400);
    expect(problem.fields).toEqual([
      { path: "greeting", message: "has 10,000 characters; at most 1,500 fit" },
    ]);
    expect((await saved({ greeting: "a".repeat(1_500) })).greeting).toHaveLength(1_500);
  });

  it("P7.5 keeps account numbers out, where one could be put in without a code; a phone number may stand", async () => {
    const answer = "Pay to 0123 4567-89";
    const questions = [{ title: "Wholesale", answer }];
    for (const body of [{ greeting: answer }, { fallback: answer }, { quick_replies: { questions } }]) {
      expect((await refused(body, 422)).fields[0].message).toContain("Leave account numbers out");
    }
    expect((await saved({ greeting: "Call 0803 123 4567 or +234 803 123 4567" })).version).toBe(1);
  });

  it.each([
    ["what the bot needs itself", "I don pay", "needs these words"],
    ["the way out", "Stop", "needs these words"],
    ["nothing but signs", "?!", "in letters"],
    ["a placeholder", "Hi {name}", "no room for placeholders"],
    ["twice the same", "where is your SHOP", "already"],
  ])("has no question called %s", async (_what, title, words) => {
    const questions = [
      { title: "Where is your shop?", answer: "Ikeja" },
      { title, answer: "Yes" },
    ];
    const { fields } = await refused({ quick_replies: { questions } }, 422);
    expect(fields).toEqual([
      { path: "quick_replies.questions.1.title", message: expect.stringContaining(words) },
    ]);
  });

  it.each([
    [
      "a title over 20 characters",
      { quick_replies: { questions: [{ title: "a".repeat(21), answer: "b" }] } },
    ],
    ["eleven questions", { quick_replies: { questions: Array(11).fill({ title: "a", answer: "b" }) } }],
    ["a tone it does not have", { tone: "rude" }],
    ["a zone that is none", { business_hours: { ...HOURS, timezone: "Africa/Nowhere" } }],
    ["a time that is none", { business_hours: { ...HOURS, open: "24:00" } }],
    ["a day twice", { business_hours: { ...HOURS, days: ["Mon", "Mon"] } }],
    ["another business's name", { business: "Zenith" }],
    ["a number for a text", { greeting: 7 }],
  ])("refuses %s", async (_what, body) => {
    expect(await refused(body, 400)).toMatchObject({ code: "invalid_request" });
  });

  it("takes hours that end before they begin, that never end, and no day at all", async () => {
    for (const change of [
      { open: "20:00", close: "02:00" },
      { open: "00:00", close: "00:00" },
      { days: [] },
    ]) {
      const hours = { ...HOURS, ...change };
      expect((await saved({ business_hours: hours })).business_hours).toEqual(hours);
    }
  });
});

describe("two tabs that save", () => {
  it("tells the second what the first changed, gives it the settings now, and writes nothing", async () => {
    const { version } = (await (await read()).json()).data;
    await saved({ tone: "casual", fallback: "First", version });
    const problem = await refused({ tone: "pidgin", greeting: "Second", version }, 409);
    expect(problem).toMatchObject({
      code: "superseded",
      changed: ["tone", "fallback"],
      current: { tone: "casual", fallback: "First", greeting: null, version: 1 },
    });
    expect(
      (await saved({ tone: "pidgin", greeting: "Second", version: problem.current.version })).version,
    ).toBe(2);
  });

  it("takes exactly one of many that save at once", async () => {
    const tries = Array.from({ length: 8 }, (_, at) => save({ greeting: `Hello ${at}`, version: 0 }));
    const statuses = (await Promise.all(tries)).map((answer) => answer.status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status === 409)).toHaveLength(7);
    expect(await entries()).toHaveLength(1);
  });

  it("is no conflict when both want the same", async () => {
    await saved({ tone: "casual", version: 0 });
    expect((await saved({ tone: "casual", version: 0 })).version).toBe(1);
  });
});

describe("saved settings", () => {
  beforeEach(async () => {
    const [channel] = await withTenant(ada.bot, (tx) => tx.select().from(channels));
    phone = new BuyerPhone(ada, channel?.externalId ?? "", database.adminUrl, "2348035550101");
    return () => phone.close();
  });

  it("answer the very next message of a conversation that is under way", async () => {
    const before = (await phone.says("hello")).join("\n");
    expect(before).toContain("Welcome to");
    await saved({
      greeting: "E kaabo to {business}!",
      tone: "pidgin",
      quick_replies: { questions: [{ title: "Wholesale", answer: "From ten pieces." }] },
    });
    expect((await phone.says("hello")).join("\n")).toContain("E kaabo to");
    expect((await phone.says("wholesale")).join("\n")).toBe("From ten pieces.");
    expect((await phone.says("thanks")).join("\n")).toContain("No wahala");
  });

  it("say once that the business is closed, and still take the order", async () => {
    await saved({ business_hours: { ...HOURS, days: [] }, out_of_hours: "We are asleep." });
    expect((await phone.says("I want the red ankara dress")).join("\n")).toContain("We are asleep.");
    await phone.says("Chinedu, 123 Lagos St, Ikeja");
    const paid = (await phone.says(await phone.lastCode())).join("\n");
    expect(paid).toContain("0000014579");
    expect((await phone.heard()).filter((text) => text.includes("We are asleep."))).toHaveLength(1);
  });

  it("are what the preview begins with, and a preview saves nothing", async () => {
    await saved({ greeting: "Saved hello" });
    const play = async (body: Record<string, unknown>) => {
      const answer = await askRoute(previewRoute.POST, {
        method: "POST",
        path: "/api/ceo/chatbot/preview",
        token,
        body: { messages: [{ text: "hello" }], ...body },
      });
      return (await answer.json()).data.turns[0];
    };
    expect((await play({})).out).toEqual(["Saved hello"]);
    const unsaved = { greeting: "<i>Unsaved</i> hello", business_hours: HOURS, out_of_hours: "Closed!" };
    const turn = await play({ when: "closed", settings: unsaved });
    expect(turn.out).toEqual(["Closed!\n\nUnsaved hello"]);
    expect(turn.buttons).toEqual(["See the list", "Talk to a person"]);
    const [row] = await withTenant(ada.bot, (tx) => tx.select().from(botSettings));
    expect(row).toMatchObject({ version: 1, settings: { greeting: "Saved hello" } });
  });

  it("may be sent back as they were answered, to be saved and to be played", async () => {
    const answered = await saved({ greeting: "<i>Saved</i> hello" });
    expect(answered.cleaned).toEqual(["greeting"]);
    expect(await saved({ ...answered, tone: "casual" })).toMatchObject({ tone: "casual", cleaned: [] });
    const readNow = (await (await read()).json()).data;
    expect(await saved(readNow)).toMatchObject({ tone: "casual", greeting: "Saved hello" });
    const played = await askRoute(previewRoute.POST, {
      method: "POST",
      path: "/api/ceo/chatbot/preview",
      token,
      body: { settings: { ...answered, greeting: "Played hello" }, messages: [{ text: "hello" }] },
    });
    expect((await played.json()).data.turns[0].out).toEqual(["Played hello"]);
  });
});
