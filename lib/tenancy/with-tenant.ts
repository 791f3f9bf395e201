import { type SQL, sql } from "drizzle-orm";
import { type Database, inTransaction } from "@/db/client";
import { collectWrites, writeCollected } from "./collected-writes";
import type { Context } from "./context";

type AnyTx = Parameters<Parameters<Database["transaction"]>[0]>[0];

declare const tenantScope: unique symbol;
declare const platformScope: unique symbol;

/** A transaction in which row level security shows one business (and, for a vendor, their part of it). */
export type Tx = AnyTx & { readonly [tenantScope]: true };

/** A transaction that sees what belongs to no business: identities, sessions, codes, raw webhook bodies. */
export type PlatformTx = AnyTx & { readonly [platformScope]: true };

/**
 * Runs `work` in one transaction under the context's business. The settings are transaction-local and bound as
 * parameters; after it they are gone, and without them the database shows no row.
 */
export function withTenant<T>(
  ctx: Context,
  work: (tx: Tx) => Promise<T>,
  options: TenantOptions = {},
): Promise<T> {
  const { lockTimeoutMs, lockKeys } = options;
  const timeout =
    lockTimeoutMs === undefined ? sql`` : sql`, set_config('lock_timeout', ${`${lockTimeoutMs}ms`}, true)`;
  const lock =
    lockKeys === undefined
      ? sql``
      : sql`, (select count(pg_advisory_xact_lock(hashtextextended(key, 7)))
          from json_array_elements_text(${JSON.stringify([...lockKeys].sort())}::json) as key)`;
  const settings = sql`select set_config('app.ceo_id', ${ctx.ceoId}, true), set_config('app.vendor_id', ${ctx.vendorScope ?? ""}, true)
    ${timeout}${lock}`;
  return run(settings, (tx) => work(tx as Tx));
}

/** What is wanted from the first moment on, without a round trip of its own. */
export type TenantOptions = {
  /** How long a lock is waited for, instead of the usual five seconds. */
  lockTimeoutMs?: number;
  /** Advisory locks held until the end of the transaction, taken in one order by everybody. */
  lockKeys?: readonly string[];
};

/** Runs `work` in one transaction over the tables that belong to no business. For sign-in, codes and the inbox. */
export function withPlatform<T>(work: (tx: PlatformTx) => Promise<T>): Promise<T> {
  return run(sql`select set_config('app.platform', 'on', true)`, (tx) => work(tx as PlatformTx));
}

/** One transaction that sees both, where a business's fact and a sign-in fact must change together. */
export function withTenantAndPlatform<T>(
  ctx: Context,
  work: (tx: Tx & PlatformTx) => Promise<T>,
): Promise<T> {
  const settings = sql`select set_config('app.ceo_id', ${ctx.ceoId}, true), set_config('app.vendor_id', ${ctx.vendorScope ?? ""}, true),
    set_config('app.platform', 'on', true)`;
  return run(settings, (tx) => work(tx as Tx & PlatformTx));
}

/**
 * The settings travel together with the first statement of `work`, before it, and are not waited for: each round trip
 * costs as much as what is asked. Should they not get through, the transaction is broken and shows nothing.
 */
function run<T>(settings: SQL, work: (tx: AnyTx) => Promise<T>): Promise<T> {
  return inTransaction(async (tx) => {
    collectWrites(tx);
    const set = tx.execute(settings).then(() => undefined);
    const [, result] = await Promise.all([set, work(tx)]);
    await writeCollected(tx);
    return result;
  });
}

/**
 * Does a part of a transaction in another business's name, then goes back: for a number that moves from one to the other,
 * where both must change together. Whoever asks has proved that it is theirs. A throw ends the whole transaction.
 */
export async function inOtherTenant<T>(
  tx: Tx,
  { from, to }: { from: Context; to: Context },
  work: () => Promise<T>,
): Promise<T> {
  const enter = ({ ceoId, vendorScope }: Context) =>
    tx.execute(
      sql`select set_config('app.ceo_id', ${ceoId}, true), set_config('app.vendor_id', ${vendorScope ?? ""}, true)`,
    );
  // What was kept back for the end belongs to the business in whose name it was asked for.
  await writeCollected(tx);
  await enter(to);
  collectWrites(tx);
  const result = await work();
  await writeCollected(tx);
  await enter(from);
  collectWrites(tx);
  return result;
}
