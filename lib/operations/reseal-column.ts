import { type SQL, sql } from "drizzle-orm";
import { seal, unseal } from "@/lib/crypto";
import { env } from "@/lib/env";
import { describeError, log } from "@/lib/log";
import type { PlatformTx, Tx } from "@/lib/tenancy/with-tenant";
import type { SealedColumn } from "./sealed-columns";

export type Resealed = { resealed: number; failed: number };

/** Runs work in one transaction that sees the rows of one scope. */
export type InScope = <T>(work: (tx: Tx | PlatformTx) => Promise<T>) => Promise<T>;

type Row = { keys: string[]; sealed: string };

const BATCH = 200;

/**
 * Seals again, under the ring's first key, what a column holds under another. In batches of their own transactions, and each
 * row only if it has not changed since it was read: nothing that runs meanwhile is held up or undone, and what was
 * interrupted goes on where it stopped. A row that does not open (its key is gone) is counted, left and said.
 */
export async function resealColumn(column: SealedColumn, ceoId: string, inScope: InScope): Promise<Resealed> {
  const total: Resealed = { resealed: 0, failed: 0 };
  let after: string[] | null = null;
  for (;;) {
    const from: string[] | null = after;
    const rows = await inScope(async (tx) => {
      const found = await readStale(tx, column, ceoId, from);
      for (const row of found) {
        const isDone = await resealRow(tx, column, ceoId, row);
        total[isDone ? "resealed" : "failed"] += 1;
      }
      return found;
    });
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) return total;
    after = last.keys;
  }
}

/** How many rows of a column are sealed under another key than the ring's first. */
export async function countStale(tx: Tx | PlatformTx, column: SealedColumn, ceoId: string): Promise<number> {
  const rows = await tx.execute<{ n: number }>(sql`
    select count(*)::int as n from ${sql.identifier(column.table)} where ${isStale(column, ceoId)}`);
  return rows[0]?.n ?? 0;
}

function readStale(tx: Tx | PlatformTx, column: SealedColumn, ceoId: string, after: string[] | null) {
  const keys = list(column.keys.map((key) => sql.identifier(key)));
  const later = after ? sql`and (${keys}) > (${list(after.map((value) => sql`${value}`))})` : sql``;
  return tx.execute<Row>(sql`
    select array[${keys}]::text[] as keys, ${sql.identifier(column.column)} as sealed
    from ${sql.identifier(column.table)} where ${isStale(column, ceoId)} ${later}
    order by ${keys} limit ${BATCH}`);
}

/** Empty text is what a notice that failed leaves behind. */
function isStale({ column, scope }: SealedColumn, ceoId: string): SQL {
  const own = scope === "tenant" ? sql`ceo_id = ${ceoId} and` : sql``;
  const name = sql.identifier(column);
  return sql`${own} ${name} like 'v1.%' and split_part(${name}, '.', 2) <> ${env().ENCRYPTION_KEYS.current}`;
}

async function resealRow(
  tx: Tx | PlatformTx,
  column: SealedColumn,
  ceoId: string,
  { keys, sealed }: Row,
): Promise<boolean> {
  const ring = env().ENCRYPTION_KEYS;
  const place = column.place(ceoId, keys);
  const fresh = attempt(() => seal(ring, place, unseal(ring, place, sealed)));
  if (fresh instanceof Error) {
    log.error({ table: column.table, error: describeError(fresh) }, "a sealed row does not open");
    return false;
  }
  const name = sql.identifier(column.column);
  const own = column.scope === "tenant" ? sql`ceo_id = ${ceoId} and` : sql``;
  await tx.execute(sql`
    update ${sql.identifier(column.table)} set ${name} = ${fresh}
    where ${own} (${list(column.keys.map((key) => sql.identifier(key)))}) = (${list(keys.map((key) => sql`${key}`))})
      and ${name} = ${sealed}`);
  return true;
}

function attempt(work: () => string): string | Error {
  try {
    return work();
  } catch (error) {
    return error instanceof Error ? error : new Error("unknown");
  }
}

function list(parts: SQL[] | ReturnType<typeof sql.identifier>[]): SQL {
  return sql.join(parts, sql`, `);
}
