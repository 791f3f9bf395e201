import postgres from "postgres";
import { afterAll, describe, expect, it } from "vitest";
import { createTestDatabase, ownDatabase } from "@/tests/support/database";

const database = await ownDatabase();

describe("a test's own database", () => {
  const admin = postgres(database.adminUrl, { max: 1 });
  const runtime = postgres(database.databaseUrl, { max: 1 });
  afterAll(() => Promise.all([admin.end(), runtime.end()]));

  it("is used by a login that owns nothing and cannot step around row level security", async () => {
    const [login] = await runtime`
      SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user`;
    expect(login).toEqual({ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false });
    const owned = await runtime`
      SELECT relname FROM pg_class WHERE relowner = (SELECT oid FROM pg_roles WHERE rolname = current_user)`;
    expect(owned).toEqual([]);
  });

  it("has the product's tables", async () => {
    const tables = await admin`SELECT tablename FROM pg_tables WHERE schemaname = 'public'`;
    expect(tables.length).toBeGreaterThan(20);
  });

  it("is apart from every other", async () => {
    const other = await createTestDatabase();
    try {
      await admin`CREATE TABLE only_here (id int)`;
      const sql = postgres(other.adminUrl, { max: 1 });
      expect(await sql`SELECT to_regclass('only_here') AS found`).toEqual([{ found: null }]);
      await sql.end();
    } finally {
      await other.drop();
    }
    const left = await admin`SELECT 1 FROM pg_database WHERE datname = ${other.name}`;
    expect(left).toEqual([]);
  });
});
