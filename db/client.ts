import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";

export type Database = PostgresJsDatabase<Record<string, never>>;

type Pools = { url: string; db: Database; pool: postgres.Sql; raw: postgres.Sql };

// Next keeps several copies of a module; the pools must be one per process.
const store = globalThis as typeof globalThis & { trustguardPools?: Pools };

/** Drizzle over the runtime login. Use it through `withTenant` or `withPlatform`: outside them no row is seen. */
export function database(): Database {
  return pools().db;
}

/** A second client that Drizzle has not touched, for look-up functions, LISTEN and queue SQL. */
export function rawSql(): postgres.Sql {
  return pools().raw;
}

/** Closes both pools, waiting up to five seconds for what runs. */
export async function closeDatabase(): Promise<void> {
  const open = store.trustguardPools;
  store.trustguardPools = undefined;
  if (open) await Promise.all([open.pool.end({ timeout: 5 }), open.raw.end({ timeout: 5 })]);
}

function pools(): Pools {
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error("DATABASE_URL is missing");
  if (store.trustguardPools?.url !== url) {
    const max = Number(process.env.DATABASE_POOL_MAX ?? 10);
    const pool = open(url, max, "trustguard");
    store.trustguardPools = {
      url,
      pool,
      db: drizzle(pool),
      raw: open(url, Math.max(2, max >> 1), "trustguard raw"),
    };
  }
  return store.trustguardPools as Pools;
}

function open(url: string, max: number, name: string): postgres.Sql {
  return postgres(url, {
    max,
    connect_timeout: 5,
    idle_timeout: 60,
    onnotice: () => undefined,
    connection: {
      application_name: name,
      statement_timeout: 10_000,
      lock_timeout: 5_000,
      idle_in_transaction_session_timeout: 15_000,
    },
  });
}
