import { and, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import * as log from "@/app/api/ceo/contacts/[id]/audit-log/route";
import * as said from "@/app/api/ceo/contacts/[id]/messages/route";
import * as one from "@/app/api/ceo/contacts/[id]/route";
import * as list from "@/app/api/ceo/contacts/route";
import { closeDatabase } from "@/db/client";
import { channels, contactIdentities, contacts, contactTerms, conversations } from "@/db/schema/chat";
import { messages } from "@/db/schema/messages";
import { auditEntries } from "@/db/schema/proof";
import { listContactLog } from "@/lib/contacts/contact-log";
import type { ContactListItem } from "@/lib/contacts/schema";
import { newId } from "@/lib/ids";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { askRoute, keysOf, signInAs } from "../support/ask-route";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { makeSalesWorld, type SalesWorld, setTestEnvironment } from "../support/sales-world";

let database: TestDatabase;
let ada: SalesWorld;
let tunde: SalesWorld;
let tokens: { ceo: string; vendor: string; otherCeo: string };
/** People of Ada's, by what they are called here. */
const people: Record<string, string> = {};

beforeAll(async () => {
  database = await createTestDatabase();
  setTestEnvironment(database.databaseUrl);
  ada = await makeSalesWorld({ buyerPhone: "+2348031234567" });
  tunde = await makeSalesWorld({ businessName: "Tunde Electronics", buyerPhone: "+2348035550001" });
  tokens = {
    ceo: await signInAs(ada.ceo),
    vendor: await signInAs(ada.vendor),
    otherCeo: await signInAs(tunde.ceo),
  };
  people.chinedu = ada.contactId;
  people.amina = await addPerson("Amina Bello", "+2348055550199", "2348055550199");
  people.adebayo = await addPerson("Adébáyọ̀ Ɗan-Musa", null, undefined, "NG.13491208655302741918");
  people.nobody = await addPerson(null, null, undefined, "NG.77770000111122223333");
});

beforeEach(forgetRequests);

afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

/** A hundred requests a minute are a limit of another test. */
async function forgetRequests(): Promise<void> {
  await withTenant(ada.bot, (tx) => tx.execute(sql`delete from rate_limits`));
}

async function addPerson(
  name: string | null,
  phone: string | null,
  waId?: string,
  bsuid?: string,
): Promise<string> {
  const id = newId("contact");
  await withTenant(ada.bot, async (tx) => {
    await tx.insert(contacts).values({ ceoId: ada.ceoId, id, name, phone, profileName: null });
    const ids = [
      ...(waId ? [{ kind: "wa_id" as const, value: waId }] : []),
      ...(bsuid ? [{ kind: "bsuid" as const, value: bsuid }] : []),
    ];
    await tx
      .insert(contactIdentities)
      .values(
        ids.map((found) => ({ ceoId: ada.ceoId, id: newId("contactIdentity"), contactId: id, ...found })),
      );
  });
  return id;
}

async function find(query: string, token = tokens.ceo): Promise<ContactListItem[]> {
  const answer = await askRoute(list.GET, { path: `/api/ceo/contacts?${query}`, token });
  expect(answer.status).toBe(200);
  return (await answer.json()).data.items;
}

const names = (items: ContactListItem[]) => items.map((item) => item.name);
const entries = (action: string, contactId: string) =>
  withTenant(ada.bot, (tx) =>
    tx
      .select()
      .from(auditEntries)
      .where(and(eq(auditEntries.action, action), eq(auditEntries.subjectId, contactId))),
  );

describe("GET /api/ceo/contacts", () => {
  it.each([
    "0803 123 4567",
    "+2348031234567",
    "234 803 1234567",
    "8031234567",
    "1234567",
    "4567",
    "wa_2348031234567",
    "+234***4567",
    "Chin",
    "CHINEDU",
  ])("finds Chinedu by %s", async (q) => {
    expect(names(await find(`q=${encodeURIComponent(q)}`))).toEqual(["Chinedu"]);
  });

  it.each(["adebayo", "Adébáyọ̀", "dan musa", "musa ade", "NG.1349", "wa_NG.13491208655302741918", "1918"])(
    "finds a name with marks, or an id without a phone, by %s",
    async (q) => {
      expect(names(await find(`q=${encodeURIComponent(q)}`))).toEqual(["Adébáyọ̀ Ɗan-Musa"]);
    },
  );

  it.each(["amina chinedu", "hinedu", "9999", "!!!", "😀"])("finds nobody by %s", async (q) => {
    expect(await find(`q=${encodeURIComponent(q)}`)).toEqual([]);
  });

  it("shows handles, phones and emails masked only", async () => {
    const [chinedu] = await find("q=chinedu");
    expect(chinedu).toMatchObject({ masked_handle: "wa_234***4567", phone_masked: "+234***4567", orders: 0 });
    expect(JSON.stringify(await find(""))).not.toMatch(/8031234567|8055550199|13491208655302741918/);
  });

  it("narrows by group and platform", async () => {
    expect(await find("group=new")).toMatchObject([{ contact_id: people.nobody }]);
    expect(names(await find("group=registered&q=amina"))).toEqual(["Amina Bello"]);
    expect(await find("platform=instagram")).toEqual([]);
    expect(await find("platform=whatsapp")).toHaveLength(4);
  });

  it("goes through all of them page by page, each once, the one seen last first", async () => {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const answer: Response = await askRoute(list.GET, {
        path: `/api/ceo/contacts?limit=1${cursor ? `&cursor=${cursor}` : ""}`,
        token: tokens.ceo,
      });
      const { data } = await answer.json();
      seen.push(...data.items.map((item: ContactListItem) => item.contact_id));
      cursor = data.next_cursor;
    } while (cursor);
    expect(seen).toHaveLength(4);
    expect(new Set(seen).size).toBe(4);
    const all = (await find("")).map((item) => Date.parse(item.last_seen_at));
    expect(all).toEqual([...all].sort((a, b) => b - a));
  });

  it("keeps what is searched for as names and numbers change", async () => {
    const id = await addPerson("Ngozi", null, "2348066660001");
    await withTenant(ada.bot, (tx) => tx.update(contacts).set({ name: "Nkechi" }).where(eq(contacts.id, id)));
    expect(await find("q=ngozi")).toEqual([]);
    expect(names(await find("q=nkechi"))).toEqual(["Nkechi"]);
    await withTenant(ada.bot, (tx) =>
      tx.delete(contactIdentities).where(eq(contactIdentities.contactId, id)),
    );
    expect(await find("q=2348066660001")).toEqual([]);
    await withTenant(ada.bot, (tx) => tx.delete(contacts).where(eq(contacts.id, id)));
    const left = await withTenant(ada.bot, (tx) =>
      tx.select().from(contactTerms).where(eq(contactTerms.contactId, id)),
    );
    expect(left).toEqual([]);
  });

  it("does not touch the search when a contact only writes again", async () => {
    const before = await withTenant(ada.bot, (tx) =>
      tx.execute(
        sql`select xmin::text, term from contact_terms where contact_id = ${ada.contactId} order by term`,
      ),
    );
    await withTenant(ada.bot, (tx) =>
      tx
        .update(contacts)
        .set({ lastSeenAt: sql`now()`, profileName: null })
        .where(eq(contacts.id, ada.contactId)),
    );
    const after = await withTenant(ada.bot, (tx) =>
      tx.execute(
        sql`select xmin::text, term from contact_terms where contact_id = ${ada.contactId} order by term`,
      ),
    );
    expect([...after]).toEqual([...before]);
  });

  it("IN-01 answers hostile searches, filters and cursors without a fault of ours", async () => {
    const hostile = [
      "' or 1=1 --",
      '"; drop table contacts; --',
      "%",
      "_",
      "\\",
      "\\'",
      "%00",
      "$1",
      "#{1}",
      "{{7*7}}",
      "\u202e",
      "chi%nedu",
      "a".repeat(200),
      "((((",
      "[a-z]+(",
      "\uffff",
      "\u{10ffff}",
      "' union select null--",
      "pg_sleep(1)",
      "0".repeat(40),
      "+",
      "+-+-",
      "()",
      "wa_",
      "ig_",
      "NULL",
      "'; select pg_sleep(5); --",
      "\t\n",
      "٠٨٠٣",
      "😀".repeat(60),
    ];
    for (const text of hostile) {
      await forgetRequests();
      for (const name of ["q", "platform", "group", "limit", "cursor"]) {
        const path = `/api/ceo/contacts?${name}=${encodeURIComponent(text)}`;
        const { status } = await askRoute(list.GET, { path, token: tokens.ceo });
        expect([200, 400], `${name}=${text}`).toContain(status);
      }
      const change = {
        method: "PATCH",
        path: "/x",
        params: { id: text.slice(0, 150) },
        body: { name: "Ada" },
      };
      expect((await askRoute(one.PATCH, { ...change, token: tokens.ceo })).status).toBe(404);
    }
    expect((await askRoute(list.GET, { path: "/api/ceo/contacts?q=%00", token: tokens.ceo })).status).toBe(
      400,
    );
  });
});

describe("GET /api/ceo/contacts/{id}", () => {
  const ask = (id: string, token = tokens.ceo) =>
    askRoute(one.GET, { path: `/api/ceo/contacts/${id}`, params: { id }, token });

  it("shows one in full and writes the look down once", async () => {
    const { data } = await (await ask(ada.contactId)).json();
    expect(data).toMatchObject({
      name: "Chinedu",
      handle: "wa_2348031234567",
      phone: "+2348031234567",
      address: "123 Lagos St, Ikeja",
      identities: [{ handle: "wa_2348031234567", kind: "wa_id", from: ["Ada's Fashion"] }],
      conversations: [{ conversation_id: ada.conversationId, verified_until: null }],
    });
    await ask(ada.contactId);
    const looks = await entries("CONTACT_VIEWED", ada.contactId);
    expect(looks).toMatchObject([{ chain: "access", actorKind: "ceo", actorId: ada.ceoId }]);
  });

  it("is hers alone, and leaves no trace when refused", async () => {
    expect((await ask(ada.contactId, tokens.vendor)).status).toBe(403);
    expect((await ask(ada.contactId, tokens.otherCeo)).status).toBe(404);
    expect((await askRoute(one.GET, { path: "/x", params: { id: ada.contactId } })).status).toBe(401);
    expect(await entries("CONTACT_VIEWED", ada.contactId)).toHaveLength(1);
  });
});

describe("PATCH /api/ceo/contacts/{id}", () => {
  const patch = (id: string, body: unknown, token = tokens.ceo) =>
    askRoute(one.PATCH, { method: "PATCH", path: `/api/ceo/contacts/${id}`, params: { id }, body, token });

  it("works, is found by the new email, and leaves its entry with the email masked", async () => {
    const answer = await patch(people.amina ?? "", { name: "Amina B.", email: "Amina@Example.com" });
    expect((await answer.json()).data).toMatchObject({ name: "Amina B.", email: "Amina@Example.com" });
    expect(names(await find("q=amina@example.com"))).toEqual(["Amina B."]);
    const page = await listContactLog(ada.ceo, { contactId: people.amina ?? "", limit: 10 });
    expect(page.items[0]).toMatchObject({
      action: "CONTACT_CHANGED",
      sentence: "Ada corrected the details of Amina B.",
      details: { changed: ["name", "email"], email: "A***@Example.com" },
    });
  });

  it("twice is once", async () => {
    const before = await entries("CONTACT_CHANGED", people.amina ?? "");
    await Promise.all([1, 2, 3].map(() => patch(people.amina ?? "", { name: "Amina Bello" })));
    expect(await entries("CONTACT_CHANGED", people.amina ?? "")).toHaveLength(before.length + 1);
  });

  it("refuses a wrong role and shows another business nothing", async () => {
    expect((await patch(people.amina ?? "", { name: "X" }, tokens.vendor)).status).toBe(403);
    expect((await patch(people.amina ?? "", { name: "X" }, tokens.otherCeo)).status).toBe(404);
    expect(names(await find("q=amina"))).toEqual(["Amina Bello"]);
  });

  it("keeps an email to one contact of the business, whatever its capitals", async () => {
    const answer = await patch(ada.contactId, { email: "AMINA@example.COM" });
    expect(answer.status).toBe(409);
    expect(await answer.json()).toMatchObject({ code: "email_taken" });
  });

  it("AZ-04 does not tell that another business knows an email", async () => {
    const taken = await patch(tunde.contactId, { email: "amina@example.com" }, tokens.otherCeo);
    expect(taken.status).toBe(200);
  });

  it("AZ-02 takes nothing of another business from the body", async () => {
    const body = { name: "Ada", ceo_id: tunde.ceoId };
    expect((await patch(ada.contactId, body)).status).toBe(400);
  });
});

describe("GET /api/ceo/contacts/{id}/messages", () => {
  const ask = (query = "", token = tokens.ceo, id = ada.contactId) =>
    askRoute(said.GET, { path: `/api/ceo/contacts/${id}/messages${query}`, params: { id }, token });

  it("puts all channels into one timeline, page by page, and writes the reading down once", async () => {
    const instagram = await addConversation();
    for (const [at, conversationId] of [
      ada.conversationId,
      instagram,
      ada.conversationId,
      instagram,
    ].entries()) {
      await addMessage(conversationId, `line ${at}`, at);
    }
    const first = (await (await ask("?limit=3")).json()).data;
    expect(first.items.map((item: { text: string }) => item.text)).toEqual(["line 3", "line 2", "line 1"]);
    expect(first.items.map((item: { platform: string }) => item.platform)).toEqual([
      "instagram",
      "whatsapp",
      "instagram",
    ]);
    const second = (await (await ask(`?limit=3&cursor=${first.next_cursor}`)).json()).data;
    expect(second).toMatchObject({ items: [{ text: "line 0" }], next_cursor: null });
    expect(await entries("CONVERSATION_VIEWED", ada.contactId)).toHaveLength(1);
  });

  it("is hers alone", async () => {
    expect((await ask("", tokens.vendor)).status).toBe(403);
    expect((await ask("", tokens.otherCeo)).status).toBe(404);
    expect((await ask("?cursor=nonsense")).status).toBe(400);
  });
});

describe("GET /api/ceo/contacts/{id}/audit-log", () => {
  const ask = (query = "", token = tokens.ceo) =>
    askRoute(log.GET, { path: `/x${query}`, params: { id: ada.contactId }, token });

  it("tells who looked and what happened, the newest first, each once over its pages", async () => {
    const { data } = await (await ask()).json();
    const actions = data.items.map((item: { action: string }) => item.action);
    expect(actions).toContain("CONTACT_VIEWED");
    expect(actions).toContain("CONVERSATION_VIEWED");
    const paged: string[] = [];
    let cursor: string | null = null;
    do {
      const page: { items: { chain: string; seq: number }[]; next_cursor: string | null } = (
        await (await ask(`?limit=1${cursor ? `&cursor=${cursor}` : ""}`)).json()
      ).data;
      paged.push(...page.items.map((item) => `${item.chain}:${item.seq}`));
      cursor = page.next_cursor;
    } while (cursor);
    expect(paged).toEqual(
      data.items.map((item: { chain: string; seq: number }) => `${item.chain}:${item.seq}`),
    );
  });

  it("is hers alone", async () => {
    expect((await ask("", tokens.vendor)).status).toBe(403);
    expect((await ask("", tokens.otherCeo)).status).toBe(404);
    expect((await ask("?cursor=WyJ4IiwieSJd")).status).toBe(400);
  });
});

describe("AZ-05 what answers about contacts carry", () => {
  it("is what the contract names and nothing of the tables", async () => {
    const pages = await Promise.all([
      askRoute(list.GET, { path: "/api/ceo/contacts", token: tokens.ceo }),
      askRoute(one.GET, { path: "/x", params: { id: ada.contactId }, token: tokens.ceo }),
      askRoute(said.GET, { path: "/x", params: { id: ada.contactId }, token: tokens.ceo }),
      askRoute(log.GET, { path: "/x", params: { id: ada.contactId }, token: tokens.ceo }),
    ]);
    const keys = keysOf(await Promise.all(pages.map((page) => page.json())));
    expect(
      [...keys].filter((key) => /token|secret|otp|sealed|salt|payload|ceo_id|ceoId|s3/i.test(key)),
    ).toEqual([]);
  });
});

async function addConversation(): Promise<string> {
  const id = newId("conversation");
  const channelId = newId("channel");
  await withTenant(ada.bot, async (tx) => {
    await tx.insert(channels).values({
      ceoId: ada.ceoId,
      id: channelId,
      platform: "instagram",
      login: "instagram",
      externalId: "178",
      displayName: "adas_fashion",
      displayHandle: "@adas_fashion",
    });
    await tx.insert(conversations).values({ ceoId: ada.ceoId, id, channelId, contactId: ada.contactId });
  });
  return id;
}

async function addMessage(conversationId: string, text: string, minute: number): Promise<void> {
  await withTenant(ada.bot, async (tx) => {
    const [talk] = await tx.select().from(conversations).where(eq(conversations.id, conversationId));
    await tx.insert(messages).values({
      ceoId: ada.ceoId,
      id: newId("message"),
      conversationId,
      channelId: talk?.channelId ?? "",
      direction: "in",
      author: "contact",
      kind: "text",
      text,
      status: "received",
      providerAt: new Date(),
      createdAt: new Date(Date.UTC(2026, 10, 20, 10, minute)),
      handledAt: new Date(),
    });
  });
}
