import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findDatabaseHoles } from "@/lib/operations/find-database-holes";
import { createTestDatabase, type TestDatabase } from "../support/database";

let database: TestDatabase;
let admin: postgres.Sql;
let login: string;

beforeAll(async () => {
  database = await createTestDatabase();
  login = new URL(database.databaseUrl).username;
  admin = postgres(database.adminUrl, { max: 1, onnotice: () => {} });
});

afterAll(async () => {
  await admin.end();
  await database.drop();
});

/** Makes the hole in a transaction that is taken back, and gives what the guard says meanwhile. */
async function holesAfter(...statements: string[]): Promise<string[]> {
  let holes: string[] = [];
  await admin
    .begin(async (tx) => {
      for (const statement of statements) await tx.unsafe(statement);
      holes = await findDatabaseHoles(tx as unknown as postgres.Sql, login);
      throw new Undo();
    })
    .catch((error) => {
      if (!(error instanceof Undo)) throw error;
    });
  return holes;
}

class Undo extends Error {}

describe("AZ-10 the database's own catalogue", () => {
  it("has no hole", async () => {
    expect(await findDatabaseHoles(admin, login)).toEqual([]);
  });

  it("sees the tables there are, so that finding nothing means something", async () => {
    const [{ count } = { count: 0 }] = await admin<{ count: number }[]>`
      select count(*)::int as count from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`;
    expect(count).toBeGreaterThan(35);
    const references =
      await admin`select 1 from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace`;
    expect(references.length).toBeGreaterThan(20);
  });

  const TABLE = "create table parcels (ceo_id text not null, id text not null, primary key (ceo_id, id))";
  const holes: [string, string[], string][] = [
    [
      "a table without row level security",
      [TABLE],
      "table parcels: row level security is not enabled and forced",
    ],
    [
      "a table that does not force it",
      [TABLE, "alter table parcels enable row level security"],
      "table parcels: row level security is not enabled and forced",
    ],
    [
      "a grant without a policy",
      ["drop policy contacts_tenant on contacts"],
      "table contacts: tg_app may DELETE and no policy says on which rows",
    ],
    [
      "a policy for another command only",
      ["drop policy orders_tenant on orders", "create policy o on orders for select using (false)"],
      "table orders: tg_app may INSERT and no policy says on which rows",
    ],
    [
      "AZ-03 a reference that leaves the tenant out",
      ["alter table receipts add constraint loose foreign key (id) references public_links (token_hash)"],
      "reference loose: receipts → public_links leaves ceo_id out",
    ],
    [
      "AZ-04 a unique index over all tenants",
      ["create unique index orders_everywhere on orders (reference)"],
      "unique index orders_everywhere of tenant table orders does not begin with ceo_id",
    ],
    [
      "a function with its owner's rights",
      [
        "create function peek() returns bigint language sql security definer set search_path = pg_catalog, public as 'select count(*) from orders'",
        "revoke all on function peek() from public",
      ],
      "function peek: runs with its owner's rights and is not known",
    ],
    [
      "a function whose search_path is not pinned",
      ["alter function lookup_channel(text, text) reset search_path"],
      "function lookup_channel: its search_path is not pinned",
    ],
    [
      "a function that everybody may call",
      ["grant execute on function use_session(text, text, boolean) to public"],
      "function use_session: everybody may call it",
    ],
    [
      "a view",
      ["create view every_order as select * from orders"],
      "view every_order: sees with its owner's eyes",
    ],
    [
      "a materialized view",
      ["create materialized view every_order as select * from orders"],
      "view every_order: sees with its owner's eyes",
    ],
    ["a grant to everybody", ["grant select on contacts to public"], "contacts: everybody has a grant on it"],
    [
      "a runtime login that bypasses",
      ["alter role {login} bypassrls"],
      "role {login}: bypasses row level security",
    ],
    ["a runtime login that is superuser", ["alter role {login} superuser"], "role {login}: is a superuser"],
    [
      "a runtime login that owns a table",
      [TABLE, "alter table parcels owner to {login}"],
      "role {login}: owns a table",
    ],
    [
      "a runtime login that is a member of an owner",
      ["grant tg_append to {login}"],
      "role {login}: is a member of another role",
    ],
    [
      "a runtime login that may create",
      ["grant create on schema public to {login}"],
      "role {login}: may create in the schema",
    ],
    ["an owner of functions that can sign in", ["alter role tg_lookup login"], "role tg_lookup: can sign in"],
  ];

  it.each(holes)("is not content with %s", async (_name, statements, expected) => {
    const fill = (text: string) => text.replaceAll("{login}", login);
    expect(await holesAfter(...statements.map(fill))).toContain(fill(expected));
  });
});

describe("AZ-03 a child cannot be hung on another business's parent", () => {
  it("is refused by the reference itself, as the runtime login", async () => {
    const runtime = postgres(database.databaseUrl, { max: 1, onnotice: () => {} });
    const insertProduct = (ceoId: string, vendorId: string) =>
      runtime.begin(async (tx) => {
        await tx`select set_config('app.ceo_id', ${ceoId}, true)`;
        await tx`insert into products (ceo_id, id, name, price_kobo, vendor_id) values (${ceoId}, 'p', 'Dress', 1, ${vendorId})`;
      });
    for (const ceoId of ["a", "b"]) {
      await admin`insert into ceos (ceo_id, identity_id, name, business_name) values (${ceoId}, ${ceoId}, 'x', 'x')`;
      await admin`insert into vendors (ceo_id, id, identity_id, name, phone) values (${ceoId}, ${`v-${ceoId}`}, ${ceoId}, 'x', 'x')`;
    }
    await expect(insertProduct("a", "v-b")).rejects.toMatchObject({ code: "23503" });
    await insertProduct("a", "v-a");
    await runtime.end();
  });
});
