import { sql } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase } from "@/db/client";
import { findContacts } from "@/lib/contacts/find-contacts";
import { readContact } from "@/lib/contacts/queries";
import { contactFilter } from "@/lib/contacts/schema";
import { encodeCursor } from "@/lib/cursor";
import { newestIds } from "@/lib/messaging/contact-messages";
import { type Tx, withTenant } from "@/lib/tenancy/with-tenant";
import { readTrouble } from "@/lib/trouble/queries";
import { troubleFilter } from "@/lib/trouble/schema";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { type Cost, explained } from "../support/explain";
import { makeSalesWorld, type SalesWorld, setTestEnvironment } from "../support/sales-world";

const SMALL = 10_000;
const LARGE = 100_000;
const GROWTH_MAX = 1.5;

let database: TestDatabase;
let world: SalesWorld;
let admin: postgres.Sql;

beforeAll(async () => {
  database = await createTestDatabase({ isSound: false });
  setTestEnvironment(database.databaseUrl);
  world = await makeSalesWorld();
  admin = postgres(database.adminUrl, { max: 1, onnotice: () => {} });
});

afterAll(async () => {
  await admin.end();
  await closeDatabase();
  await database.drop();
});

/**
 * Contacts with a conversation each, up to `count`: every tenth is called Amina, each hundredth writes on Instagram, all seen at moments of their
 * own in no order; messages in one long conversation, every thousandth of them failed.
 */
async function growTo(from: number, count: number): Promise<void> {
  const { ceoId } = world;
  await admin.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`insert into contacts (ceo_id, id, name, phone, last_seen_at)
      select ${ceoId}, 'con_' || lpad(n::text, 9, '0'), case when n % 10 = 0 then 'Amina' else 'Name' || lpad(n::text, 9, '0') end,
        '+234' || (8100000000 + n), now() - ((n::bigint * 7919) % 1000003) * interval '1 second'
      from generate_series(${from}::int + 1, ${count}::int) n`;
    await tx`insert into contact_identities (ceo_id, id, contact_id, kind, value)
      select ${ceoId}, 'cid_' || n, 'con_' || lpad(n::text, 9, '0'), case when n % 100 = 0 then 'igsid' else 'wa_id' end,
        '234' || (8100000000 + n) from generate_series(${from}::int + 1, ${count}::int) n`;
    await tx`insert into conversations (ceo_id, id, channel_id, contact_id)
      select ${ceoId}, 'cnv_' || n, ${world.channelId}, 'con_' || lpad(n::text, 9, '0')
      from generate_series(${from}::int + 1, ${count}::int) n`;
    await tx`insert into messages (ceo_id, id, conversation_id, channel_id, direction, author, kind, text, status, provider_at, created_at)
      select ${ceoId}, 'msg_' || n, ${world.conversationId}, ${world.channelId}, 'out', 'bot', 'text', 'x',
        case when n % 1000 = 0 then 'failed' else 'sent' end, now(), now() - n * interval '10 seconds'
      from generate_series(${from}::int + 1, ${count}::int) n`;
    await tx`insert into contact_terms (ceo_id, term, contact_id)
      select c.ceo_id, t.term, c.id from contacts c cross join lateral (
        select unnest(search_words(c.name)) union select number_terms(c.phone)) t(term)
      where c.ceo_id = ${ceoId} and c.id > ${`con_${String(from).padStart(9, "0")}`} on conflict do nothing`;
  });
  await admin`vacuum analyze`;
}

const search = (text: string) => (tx: Tx) =>
  findContacts(tx, world.ceoId, contactFilter.parse(Object.fromEntries(new URLSearchParams(text))));

/** A place in the middle of the list, which is as far as a list of any length goes. */
const deep = encodeURIComponent(
  encodeCursor({ createdAt: new Date(Date.now() - 500_000_000).toISOString(), id: "con_x" }),
);

const READS: Record<string, (tx: Tx) => Promise<unknown>> = {
  "the first page": search("limit=50"),
  "a page deep inside": search(`limit=50&cursor=${deep}`),
  "a name that many have": search("q=amina&limit=50"),
  "one letter": search("q=n&limit=50"),
  "a whole number": search("q=08100000777&limit=50"),
  "a name that one has": search("q=name000007777&limit=50"),
  "two words, one rare": search("q=amina 2348100000770&limit=50"),
  "one platform": search("platform=instagram&limit=20"),
  "one group": search("group=registered&limit=50"),
  "one contact": (tx) => readContact(tx, world.ceoId, "con_000007777"),
  "everything said with one": (tx) => newestIds(tx, world.ceoId, world.contactId, 51, undefined),
  "what went wrong": (tx) => readTrouble(tx, world.ceoId, troubleFilter.parse({ limit: 10 })),
};

async function measure(): Promise<Record<string, Cost>> {
  const costs: Record<string, Cost> = {};
  for (const [name, read] of Object.entries(READS)) {
    costs[name] = await withTenant(world.bot, (tx) => explained(tx, read));
  }
  return costs;
}

describe("the cost of finding a contact", () => {
  it("stays the same from 10,000 to 100,000, and never reads a table from end to end", {
    timeout: 180_000,
  }, async () => {
    await growTo(0, SMALL);
    const small = await measure();
    await growTo(SMALL, LARGE);
    const large = await measure();
    const figures = Object.keys(READS).map((name) => ({
      name,
      small: small[name]?.buffers ?? 0,
      large: large[name]?.buffers ?? 0,
    }));
    console.log(JSON.stringify(figures));
    for (const name of Object.keys(READS)) {
      expect(large[name]?.scans, name).toEqual([]);
      expect(large[name]?.buffers, name).toBeGreaterThan(0);
      expect(large[name]?.buffers, name).toBeLessThanOrEqual((small[name]?.buffers ?? 0) * GROWTH_MAX + 5);
    }
  });

  it("notices a table that is read from end to end", async () => {
    const cost = await withTenant(world.bot, (tx) =>
      explained(tx, (watched) => watched.execute(sql`select from contacts where address = 'nowhere'`)),
    );
    expect(cost.scans).toEqual(["contacts"]);
  });

  it("finds what is there however much there is, page after page, each once", async () => {
    const found = new Set<string>();
    let cursor = "";
    do {
      const page = await withTenant(world.bot, (tx) =>
        search(`q=amina&limit=200${cursor && `&cursor=${encodeURIComponent(cursor)}`}`)(tx),
      );
      for (const row of page.rows) {
        expect(found.has(row.id)).toBe(false);
        found.add(row.id);
      }
      cursor = page.next ? encodeCursor(page.next) : "";
    } while (cursor);
    expect(found.size).toBe(LARGE / 10);
  });
});
