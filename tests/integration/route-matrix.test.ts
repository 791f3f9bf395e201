import { eq, sql } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { POST as writeMessage } from "@/app/api/conversations/[id]/messages/route";
import { ENDPOINTS } from "@/app/api/endpoints";
import { closeDatabase } from "@/db/client";
import { conversations } from "@/db/schema/chat";
import { vendors } from "@/db/schema/people";
import { escalations, receipts } from "@/db/schema/proof";
import { bankAccounts } from "@/db/schema/sales";
import { sha256Hex } from "@/lib/crypto";
import type { Endpoint } from "@/lib/endpoint";
import { newId } from "@/lib/ids";
import { store } from "@/lib/storage/store";
import { type MemberContext, memberContext } from "@/lib/tenancy/context";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { askRoute, type RouteHandler, signInAs } from "../support/ask-route";
import { ownDatabase } from "../support/database";
import { OPEN, ROWS, type Row, type Things } from "../support/route-rows";
import { checkedOrderIn, makeSalesWorld, type SalesWorld, setTestEnvironment } from "../support/sales-world";

/** Ada's vendor Femi, another vendor of hers, Ada; then Tunde and his vendor, of another business; and nobody. */
type Who = "nobody" | "vendor" | "sibling" | "ceo" | "otherVendor" | "otherCeo";

const database = await ownDatabase();
setTestEnvironment(database.databaseUrl);
const admin = postgres(database.adminUrl, { max: 1, onnotice: () => undefined });
afterAll(async () => {
  await closeDatabase();
  await admin.end();
});

let ada: SalesWorld;
let tunde: SalesWorld;
let things: Things;
let members: Record<Exclude<Who, "nobody">, MemberContext>;

beforeAll(async () => {
  ada = await makeSalesWorld();
  tunde = await makeSalesWorld({ businessName: "Tunde Electronics" });
  members = {
    vendor: ada.vendor,
    sibling: await siblingOf(ada),
    ceo: ada.ceo,
    otherVendor: tunde.vendor,
    otherCeo: tunde.ceo,
  };
  const small = await checkedOrderIn(ada);
  await checkedOrderIn(ada, { quantity: 100 });
  await keepPicture(small.receiptId);
  things = {
    order: small.orderId,
    receipt: small.receiptId,
    escalation: await onlyId(escalations),
    conversation: ada.conversationId,
    contact: ada.contactId,
    product: ada.productId,
    vendor: ada.vendorId,
    heldMessage: await heldMessage(),
    bankAccount: await onlyId(bankAccounts),
    channel: ada.channelId,
    passkey: await passkeyOfAda(),
    session: "",
  };
});

async function onlyId(table: typeof escalations | typeof bankAccounts): Promise<string> {
  const [row] = await withTenant(ada.bot, (tx) => tx.select({ id: table.id }).from(table));
  return row?.id ?? "";
}

/** Femi writes an account that is not Ada's: the message waits for her. */
async function heldMessage(): Promise<string> {
  await withTenant(ada.bot, (tx) => tx.update(conversations).set({ lastInboundAt: new Date() }));
  await askRoute(writeMessage, {
    method: "POST",
    path: "/api/conversations/x/messages",
    params: { id: ada.conversationId },
    body: { text: "Pay into GTBank 0123456789" },
    token: await signInAs(ada.vendor),
  });
  const [row] = await admin<{ id: string }[]>`
    select id from messages where ceo_id = ${ada.ceoId} and status = 'held'`;
  return row?.id ?? "";
}

/** A file behind the receipt's keys. */
async function keepPicture(receiptId: string): Promise<void> {
  const [row] = await withTenant(ada.bot, (tx) =>
    tx.select({ viewKey: receipts.viewKey }).from(receipts).where(eq(receipts.id, receiptId)),
  );
  const bytes = Buffer.from("a picture");
  await store().put(row?.viewKey ?? "", bytes, { contentType: "image/jpeg", sha256Hex: sha256Hex(bytes) });
}

async function passkeyOfAda(): Promise<string> {
  const id = newId("passkey");
  await admin`
    insert into passkeys (id, identity_id, credential_id, public_key, name)
    values (${id}, ${ada.ceo.identityId}, ${id}, ${Buffer.from("key")}, 'Phone')`;
  return id;
}

async function siblingOf(world: SalesWorld): Promise<MemberContext> {
  const ids = { id: newId("vendor"), identityId: newId("identity") };
  await withTenant(world.bot, (tx) =>
    tx.insert(vendors).values({ ceoId: world.ceoId, ...ids, name: "Second vendor", phone: "+2348030000077" }),
  );
  const member = {
    ...world.vendor,
    vendorId: ids.id,
    identityId: ids.identityId,
    memberName: "Second vendor",
  };
  return memberContext(member, { requestId: newId("request") });
}

const nameOf = ({ method, path }: Endpoint) => `${method} ${path}`;
const guarded = ENDPOINTS.filter(({ auth }) => auth !== "public");

async function handlerOf({ method, path }: Endpoint): Promise<RouteHandler> {
  const folder = path.replaceAll("{", "[").replaceAll("}", "]");
  const module = (await import(/* @vite-ignore */ `../../app${folder}/route.ts`)) as Record<
    string,
    RouteHandler
  >;
  const handler = module[method];
  if (!handler) throw new Error(`${method} ${path} has no handler`);
  return handler;
}

/** Each knock opens a session of its own, so that signing out takes nobody else's away. */
async function knock(
  one: Endpoint,
  who: Who,
): Promise<{ status: number; text: string; location: string | null }> {
  const row = ROWS[nameOf(one)] ?? {};
  const token = who === "nobody" ? undefined : await signInAs(members[who]);
  const session = await sessionOfAda();
  const named: Things = { ...things, session };
  const names = [...one.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "");
  const params = Object.fromEntries(names.map((name, at) => [name, named[row.ids?.[at] ?? "order"]]));
  const request = new Request(`http://127.0.0.1:3000${one.path}${row.query ? `?${row.query}` : ""}`, {
    method: one.method,
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(row.body || row.raw ? { "content-type": row.raw?.type ?? "application/json" } : {}),
    },
    body: row.raw ? Buffer.from(row.raw.bytes) : row.body ? JSON.stringify(row.body(named)) : undefined,
    signal: AbortSignal.timeout(10_000),
  });
  const handler = await handlerOf(one);
  const response = await handler(request, { params: Promise.resolve(params) });
  const isStream = response.headers.get("content-type")?.startsWith("text/event-stream");
  if (isStream) await response.body?.cancel();
  const text = isStream ? "" : await response.text();
  return { status: response.status, text, location: response.headers.get("location") };
}

/** A device of Ada's that is signed in. */
async function sessionOfAda(): Promise<string> {
  await signInAs(ada.ceo);
  const [row] = await admin<{ id: string }[]>`
    select id from sessions where ceo_id = ${ada.ceoId} and role = 'CEO' order by created_at desc limit 1`;
  return row?.id ?? "";
}

/** Who is turned away, and how: the wrong role with 403, what is not theirs with 404, nobody with 401. */
function refusalsOf(one: Endpoint, row: Row): Partial<Record<Who, number>> {
  const isForCeo = one.auth === "ceo" || row.isForCeo === true;
  const hasThing = row.ids !== undefined || row.names === true;
  return {
    nobody: 401,
    ...(isForCeo ? { vendor: 403, sibling: 403, otherVendor: 403 } : {}),
    ...(hasThing && !isForCeo && !row.isShared ? { sibling: 404 } : {}),
    ...(row.isAdas ? { vendor: 404 } : {}),
    ...(hasThing ? { otherCeo: 404, ...(isForCeo ? {} : { otherVendor: 404 }) } : {}),
  };
}

describe("AZ-01 role by route", () => {
  it("has a row for every way in, and none for what is gone", () => {
    expect(Object.keys(ROWS).sort()).toEqual(guarded.map(nameOf).sort());
    const open = ENDPOINTS.filter(({ auth }) => auth === "public").map(nameOf);
    expect(Object.keys(OPEN).sort()).toEqual(open.sort());
  });

  it("turns away who may not, and changes nothing for it", async () => {
    const before = await checksum();
    const seen: string[] = [];
    const wanted: string[] = [];
    for (const one of guarded) {
      for (const [who, status] of Object.entries(refusalsOf(one, ROWS[nameOf(one)] ?? {}))) {
        const answer = await knock(one, who as Who);
        seen.push(`${nameOf(one)} ${who} ${answer.status}`);
        wanted.push(`${nameOf(one)} ${who} ${status}`);
      }
    }
    expect(seen).toEqual(wanted);
    expect(await checksum()).toEqual(before);
  }, 120_000);

  it("AZ-02 shows those of another business nothing of Ada's", async () => {
    const secrets = Object.values(things).filter((id) => id !== "");
    for (const one of guarded.filter(({ method }) => method === "GET")) {
      for (const who of ["otherVendor", "otherCeo"] as const) {
        const { text } = await knock(one, who);
        const shown = secrets.filter((id) => text.includes(id));
        expect({ route: nameOf(one), who, shown }).toEqual({ route: nameOf(one), who, shown: [] });
      }
    }
  }, 60_000);

  it("AZ-14 answers with ids that nobody can guess, and with no number that counts them", async () => {
    const ids: string[] = [];
    const wrong: string[] = [];
    for (const one of guarded.filter(({ method }) => method === "GET")) {
      const { text } = await knock(one, "ceo");
      for (const { key, value } of leavesOf(text)) {
        const isCounted = /(?:^|_)(?:id|no|num|number|serial|index|count_id)$/.test(key);
        const isNumber = typeof value === "number" || /^\d{1,9}$/.test(String(value));
        if (isCounted && isNumber && !COUNTED_ON_PURPOSE.has(key))
          wrong.push(`${nameOf(one)} ${key}=${value}`);
        if (/(?:^|_)id$/.test(key) && typeof value === "string" && /^[a-z]{3}_/.test(value)) ids.push(value);
      }
    }
    expect(wrong).toEqual([]);
    // The control: there were ids to look at, and each has at least 64 random bits after its time.
    expect(new Set(ids).size).toBeGreaterThan(10);
    for (const id of ids) expect(id).toMatch(/^[a-z]{3}_(?:[0-9a-hjkmnp-tv-z]{26}|[\w-]{22,})$/);
    const made = Array.from({ length: 2_000 }, () => newId("order"));
    const randomParts = made.map((id) => id.slice(-16));
    expect(new Set(randomParts).size).toBe(made.length);
    expect(randomParts.every((part, at) => at === 0 || part > (randomParts[at - 1] ?? ""))).toBe(false);
  }, 60_000);

  it("lets in who may: the control of all the above", async () => {
    const turnedAway: string[] = [];
    for (const one of byHarm(guarded)) {
      const row = ROWS[nameOf(one)] ?? {};
      const isForCeo = one.auth === "ceo" || row.isForCeo || row.isAdas;
      for (const who of isForCeo ? (["ceo"] as const) : (["vendor", "ceo"] as const)) {
        const { status, text } = await knock(one, who);
        // What asks for a code has let her in already.
        const isLetIn = status < 400 || status === 409 || status === row.own || ASKS_FOR_CODE.test(text);
        if (!isLetIn) turnedAway.push(`${nameOf(one)} ${who} ${status} ${text.slice(0, 200)}`);
      }
    }
    expect(turnedAway).toEqual([]);
  }, 60_000);
});

describe("AZ-15 with every row of every business denied", () => {
  it("no way in gives any of it, whatever its code would have asked for", async () => {
    const reads = byHarm(guarded).filter(({ method }) => method === "GET");
    // A passkey is a person's, whatever their businesses.
    const { passkey: _, ...ofTheBusiness } = things;
    const secrets = [
      ...Object.values(ofTheBusiness).filter((id) => id !== ""),
      "Chinedu",
      "Red ankara dress",
      "0000014579",
    ];
    let letIn = 0;
    const foundBy = async (one: Endpoint, who: "vendor" | "ceo"): Promise<string[]> => {
      const { status, text, location } = await knock(one, who);
      if (status === 200) letIn += 1;
      // Who asks is told who they are: that comes from their session.
      const known = who === "vendor" ? things.vendor : "";
      const found = secrets.filter((secret) => secret !== known && text.includes(secret));
      // A link to a file is as good as the file.
      return location?.includes("/files/") ? [...found, "file"] : found;
    };
    const shownBy = async () => {
      const shown: Record<string, string[]> = {};
      letIn = 0;
      for (const one of reads) {
        for (const who of ["vendor", "ceo"] as const)
          shown[`${nameOf(one)} ${who}`] = await foundBy(one, who);
      }
      return Object.fromEntries(Object.entries(shown).filter(([, found]) => found.length > 0));
    };
    // The control: with the policies as they are, most ways in do show something.
    expect(Object.keys(await shownBy()).length).toBeGreaterThan(20);
    const tables = await admin<{ table: string }[]>`
      select distinct p.tablename as table from pg_policies p
        join information_schema.columns c on c.table_schema = p.schemaname and c.table_name = p.tablename
      where p.schemaname = 'public' and c.column_name = 'ceo_id' and p.tablename <> 'sessions'`;
    expect(tables.length).toBeGreaterThan(25);
    for (const { table } of tables) {
      await admin.unsafe(`create policy az15 on ${table} as restrictive for select to tg_app using (false)`);
    }
    expect(await shownBy()).toEqual({});
    // The sessions still hold: they were let in, and found nothing.
    expect(letIn).toBeGreaterThan(15);
    for (const { table } of tables) await admin.unsafe(`drop policy az15 on ${table}`);
  }, 120_000);
});

/** Numbers that others gave: the bank to an account, Meta to a channel. */
const COUNTED_ON_PURPOSE = new Set(["account_number", "external_id"]);

type Leaf = { key: string; value: string | number | boolean | null };

/** Every value of a JSON answer with the name it stands under; nothing for what is no JSON. */
function leavesOf(text: string): Leaf[] {
  const leaves: Leaf[] = [];
  const walk = (key: string, value: unknown): void => {
    if (Array.isArray(value)) for (const one of value) walk(key, one);
    else if (value !== null && typeof value === "object")
      for (const [name, one] of Object.entries(value)) walk(name, one);
    else leaves.push({ key, value: value as Leaf["value"] });
  };
  try {
    walk("", JSON.parse(text));
  } catch {
    return [];
  }
  return leaves;
}

const ASKS_FOR_CODE = /"code":"(step_up_required|wrong_code)"/;

/** Reading before writing, writing before removing: what a later one needs is still there. */
function byHarm(endpoints: Endpoint[]): Endpoint[] {
  const order = ["GET", "PUT", "PATCH", "POST", "DELETE"];
  return [...endpoints].sort((left, right) => order.indexOf(left.method) - order.indexOf(right.method));
}

/** A digest of every row of Ada's, table by table; sessions and their traces change by knocking alone. */
async function checksum(): Promise<Record<string, string>> {
  return withTenant(ada.bot, async (tx) => {
    const tables = await tx.execute<{ name: string }>(sql`
      select c.table_name as name from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
      where table_schema = 'public' and column_name = 'ceo_id' and table_type = 'BASE TABLE'
        and table_name !~ '^(audit|sessions|devices|rate_limit|live)' order by 1`);
    const sums: Record<string, string> = {};
    for (const { name } of tables) {
      const [row] = await tx.execute<{ sum: string | null }>(
        sql`select md5(string_agg(t::text, '|' order by t::text)) as sum from ${sql.identifier(name)} t where t.ceo_id = ${ada.ceoId}`,
      );
      sums[name] = row?.sum ?? "";
    }
    return sums;
  });
}
