import { resolve } from "node:path";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as applyMigrations } from "drizzle-orm/postgres-js/migrator";
import { runMigrations } from "graphile-worker";
import postgres from "postgres";

/** Any fixed number: two migrations at once wait for each other on it. */
const MIGRATION_LOCK = 7_310_642;

/**
 * Brings the schema up to date and creates or updates the runtime login. Safe to run twice, and from two places at
 * once. `adminUrl` owns the schema; `runtimeUrl` names the login, password and database the product runs with.
 */
export async function migrate(options: {
  adminUrl: string;
  runtimeUrl: string;
  folder?: string;
}): Promise<void> {
  const runtime = runtimeLogin(options);
  const sql = postgres(options.adminUrl, { max: 1, onnotice: () => undefined });
  try {
    await sql`select pg_advisory_lock(${MIGRATION_LOCK})`;
    await applyMigrations(drizzle(sql), { migrationsFolder: options.folder ?? resolve("db/migrations") });
    await runMigrations({ connectionString: options.adminUrl });
    await ensureRuntimeLogin(options.adminUrl, runtime);
    await openQueueToRuntime(options.adminUrl);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

type Login = { user: string; password: string };

function runtimeLogin({ adminUrl, runtimeUrl }: { adminUrl: string; runtimeUrl: string }): Login {
  const runtime = new URL(runtimeUrl);
  const user = decodeURIComponent(runtime.username);
  if (!user) throw new Error("DATABASE_URL names no login");
  if (user === decodeURIComponent(new URL(adminUrl).username)) {
    throw new Error("DATABASE_URL and DATABASE_ADMIN_URL must name two logins: the runtime one owns nothing");
  }
  return { user, password: decodeURIComponent(runtime.password) };
}

async function ensureRuntimeLogin(adminUrl: string, { user, password }: Login): Promise<void> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => undefined });
  try {
    const name = quoteIdentifier(user);
    const [found] = await sql`select rolsuper, rolbypassrls from pg_roles where rolname = ${user}`;
    if (found?.rolsuper || found?.rolbypassrls) {
      throw new Error(`the login ${user} of DATABASE_URL may bypass row level security; give it another`);
    }
    const secret = password ? ` PASSWORD ${quoteLiteral(password)}` : "";
    await sql.unsafe(`${found ? "ALTER" : "CREATE"} ROLE ${name} LOGIN${secret}`);
    await sql.unsafe(`GRANT tg_app TO ${name}`);
    const [{ db }] = (await sql`select current_database() as db`) as unknown as [{ db: string }];
    await sql.unsafe(`GRANT CONNECT, TEMPORARY ON DATABASE ${quoteIdentifier(db)} TO ${name}`);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/**
 * The queue's own tables have row level security without a policy, so grants alone would show no job. Payloads hold
 * ids only, and each job resolves its tenant again.
 */
async function openQueueToRuntime(adminUrl: string): Promise<void> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => undefined });
  try {
    await sql.unsafe(`
      GRANT USAGE ON SCHEMA graphile_worker TO tg_app;
      GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA graphile_worker TO tg_app;
      GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA graphile_worker TO tg_app;
      GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA graphile_worker TO tg_app;
      DO $$
      DECLARE t regclass;
      BEGIN
        FOR t IN SELECT c.oid::regclass FROM pg_class c
          WHERE c.relnamespace = 'graphile_worker'::regnamespace AND c.relkind IN ('r', 'p') AND c.relrowsecurity LOOP
          IF NOT EXISTS (SELECT FROM pg_policy WHERE polrelid = t AND polname = 'tg_app_works') THEN
            EXECUTE format('CREATE POLICY tg_app_works ON %s FOR ALL TO tg_app USING (true) WITH CHECK (true)', t);
          END IF;
        END LOOP;
      END $$;`);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function quoteLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
