import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { afterAll, inject } from "vitest";
import { withDatabase } from "./database-url";
import { fsck } from "./fsck";

/** A migrated, empty database of a test's own. */
export interface TestDatabase {
  name: string;
  /** Superuser's login: for looking behind the curtain, never for the code under test. */
  adminUrl: string;
  /** The runtime role's login: owns nothing, row level security binds it. */
  databaseUrl: string;
  /** Removes it, whoever is still connected. */
  drop(): Promise<void>;
}

export type TestDatabaseOptions = {
  /** False for tests that falsify rows on purpose: then nobody looks at what they leave behind. */
  isSound?: boolean;
};

/**
 * Clones the migrated template (about 80 ms). The caller drops it, or uses {@link ownDatabase}. Before it goes, what its
 * tests left in it is looked over for what must never be.
 */
export async function createTestDatabase({
  isSound = true,
}: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const { adminUrl, runtimeUrl, template } = inject("testServer");
  const name = `${template.replace("_template_", "_")}_${randomBytes(5).toString("hex")}`;
  await asAdmin(adminUrl, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  const drop = async () => {
    const found = isSound ? await fsck(withDatabase(adminUrl, name)) : [];
    await asAdmin(adminUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    if (found.length > 0) throw new Error(`The tests left behind what must never be:\n${found.join("\n")}`);
  };
  return { name, adminUrl: withDatabase(adminUrl, name), databaseUrl: withDatabase(runtimeUrl, name), drop };
}

/** For the top of a test file: `const database = await ownDatabase()`; it is dropped after the file's tests. */
export async function ownDatabase(options?: TestDatabaseOptions): Promise<TestDatabase> {
  const database = await createTestDatabase(options);
  afterAll(() => database.drop());
  return database;
}

async function asAdmin(adminUrl: string, statement: string): Promise<void> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {} });
  try {
    await sql.unsafe(statement);
  } finally {
    await sql.end();
  }
}
