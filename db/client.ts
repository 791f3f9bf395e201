import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { Admission } from "./admission";

export type Database = PostgresJsDatabase<Record<string, never>>;

type Pools = { url: string; db: Database; pool: postgres.Sql; raw: postgres.Sql; admission: Admission };

// Next keeps several copies of a module; the pools must be one per process.
const store = globalThis as typeof globalThis & { trustguardPools?: Pools };

/**
 * One transaction of the runtime login, as soon as a connection is free; see {@link Admission} for when none is. Use it through
 * `withTenant` or `withPlatform`: outside them no row is seen.
 */
export function inTransaction<T>(work: Parameters<Database["transaction"]>[0]): Promise<T> {
  const { admission, db } = pools();
  return admission.run(() => db.transaction(work) as Promise<T>);
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
      admission: new Admission(max),
      db: drizzle(keepPrepared(pool)),
      raw: open(url, Math.max(2, max >> 1), "trustguard raw"),
    };
  }
  return store.trustguardPools as Pools;
}

function open(url: string, max: number, name: string): postgres.Sql {
  return postgres(url, {
    max,
    connect_timeout: 5,
    // The driver's own wait grows to 20 s after a few refusals: long after the database is back.
    backoff: () => 0.1 + Math.random() * 0.2,
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

/**
 * Lets each connection prepare a statement once and keep it. Drizzle has every statement parsed, described and planned
 * anew each time, in two round trips; a turn has a hundred of them. Refuses what comes when its transaction `isOver`.
 */
function keepPrepared<S extends postgres.Sql | postgres.TransactionSql>(
  client: S,
  life: { isOver: boolean } = { isOver: false },
): S {
  const { unsafe } = client;
  // Without parameters several statements may stand in one text, which only the simple protocol takes.
  client.unsafe = ((text: string, parameters: never[] = [], options = {}) => {
    if (life.isOver) throw new Error("a statement came when its transaction was over");
    return unsafe(text, parameters, { ...options, prepare: parameters.length > 0 });
  }) as S["unsafe"];
  for (const name of ["begin", "savepoint"] as const) {
    const scope: unknown = Reflect.get(client, name);
    if (typeof scope !== "function") continue;
    Reflect.set(client, name, (...args: unknown[]) => {
      const work = args.pop() as (inner: postgres.TransactionSql) => unknown;
      return scope(...args, (inner: postgres.TransactionSql) => within(inner, work));
    });
  }
  return client;
}

/**
 * When one part of a transaction's work fails, the others may still be on their way. The driver would send what they ask next to
 * the same connection, where by then another business's transaction may run (AZ-12).
 */
async function within(
  inner: postgres.TransactionSql,
  work: (inner: postgres.TransactionSql) => unknown,
): Promise<unknown> {
  const life = { isOver: false };
  try {
    return await work(keepPrepared(inner, life));
  } finally {
    life.isOver = true;
  }
}
