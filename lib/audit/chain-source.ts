import { type SQL, sql } from "drizzle-orm";
import type { Context } from "@/lib/tenancy/context";
import { type PlatformTx, type Tx, withPlatform, withTenant } from "@/lib/tenancy/with-tenant";
import type { Chain } from "./record-entry";
import { PLATFORM_TENANT } from "./record-entry";
import type { AuditRow, ChainPosition } from "./rules/check-entry";
import type { SignedCheckpoint } from "./rules/checkpoint-note";

/** Whose chains are read: a business's, or the platform's own. */
export type ChainOwner = { ceoId: string; run<T>(work: (tx: Tx | PlatformTx) => Promise<T>): Promise<T> };

/** The chains of the context's business. */
export function ownerOf(ctx: Context): ChainOwner {
  return { ceoId: ctx.ceoId, run: (work) => withTenant(ctx, work) };
}

/** The platform's chain: refused webhooks, unknown sign-ins, operator's acts. */
export const PLATFORM_OWNER: ChainOwner = { ceoId: PLATFORM_TENANT, run: withPlatform };

/** Every chain that a business has. */
export const CHAINS: readonly Chain[] = ["main", "access"];

const BATCH = 2_000;

export type ChainEnd = { seq: number; hash: Buffer; lastSeq: number };

/** Where the chain's head stands and its highest entry, of one moment; null when nothing was ever written. */
export async function readEnd(tx: Tx | PlatformTx, ceoId: string, chain: Chain): Promise<ChainEnd | null> {
  const rows = await tx.execute<{ seq: string | null; hash: Buffer | null; last: string | null }>(sql`
    select h.seq, h.hash, e.last from
      (select max(seq) as last from audit_entries where ceo_id = ${ceoId} and chain = ${chain}) e
      left join audit_heads h on h.ceo_id = ${ceoId} and h.chain = ${chain}`);
  const [row] = rows;
  if (!row || (row.seq === null && row.last === null)) return null;
  return { seq: Number(row.seq ?? 0), hash: row.hash ?? Buffer.alloc(32), lastSeq: Number(row.last ?? 0) };
}

/**
 * The entries after `afterSeq` up to `lastSeq`, oldest first, in batches; each batch is a short transaction. The next
 * batch is fetched while the caller works on this one.
 */
export async function* readEntries(
  owner: ChainOwner,
  chain: Chain,
  afterSeq: number,
  lastSeq: number,
): AsyncGenerator<AuditRow[]> {
  const fetch = (after: number) => {
    const condition = sql`e.ceo_id = ${owner.ceoId} and e.chain = ${chain} and e.seq > ${after} and e.seq <= ${lastSeq}`;
    return owner.run((tx) => selectRows(tx, condition, sql`e.seq limit ${BATCH}`));
  };
  let pending = afterSeq < lastSeq ? fetch(afterSeq) : Promise.resolve([]);
  try {
    for (;;) {
      const rows = await pending;
      const last = rows.at(-1);
      if (!last) return;
      pending = last.seq < lastSeq ? fetch(last.seq) : Promise.resolve([]);
      yield rows;
    }
  } finally {
    // A caller that stops early leaves a batch behind; what became of it does not matter any more.
    await pending.catch(() => undefined);
  }
}

type StoredRow = Omit<AuditRow, "seq"> & { seq: string };

/**
 * Entries with their details, as the hash needs them: numbers exact, time with its microseconds. `offset 0` keeps the
 * look-up of details by its whole key: joined plainly, a chain that is not analyzed yet is read once per entry (9 s
 * for 2,000 of 10,000).
 */
export async function selectRows(tx: Tx | PlatformTx, condition: SQL, order: SQL): Promise<AuditRow[]> {
  const rows = await tx.execute<StoredRow>(sql`
    select e.ceo_id as "ceoId", e.chain, e.seq,
      to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, e.action,
      e.actor_kind as "actorKind", e.actor_id as "actorId", e.subject_kind as "subjectKind",
      e.subject_id as "subjectId", e.request_id as "requestId", e.details_commit as "detailsCommit",
      e.prev_hash as "prevHash", e.hash, d.salt, d.details
    from audit_entries e left join lateral (
      select x.salt, x.details, x.contact_id from audit_details x
      where x.ceo_id = e.ceo_id and x.chain = e.chain and x.seq = e.seq offset 0) d on true
    where ${condition} order by ${order}`);
  return rows.map((row) => ({ ...row, seq: Number(row.seq) }));
}

/** The checkpoints of a chain from entry `fromSeq` on, oldest first. */
export async function readCheckpoints(
  tx: Tx | PlatformTx,
  ceoId: string,
  chain: Chain,
  fromSeq = 0,
): Promise<SignedCheckpoint[]> {
  const rows = await tx.execute<{
    note: string;
    signature: Buffer;
    keyId: string;
    seq: string;
    hash: Buffer;
  }>(sql`
    select note, signature, key_id as "keyId", seq, hash from audit_checkpoints
    where ceo_id = ${ceoId} and chain = ${chain} and seq >= ${fromSeq} order by seq`);
  return rows.map(({ seq, hash, ...signed }) => ({ ...signed, stored: { seq: Number(seq), hash } }));
}

/** The position of one entry, from which a later verification may go on; null when it is not there. */
export async function readPosition(
  tx: Tx | PlatformTx,
  ceoId: string,
  chain: Chain,
  seq: number,
): Promise<ChainPosition | null> {
  const [row] = await selectRows(
    tx,
    sql`e.ceo_id = ${ceoId} and e.chain = ${chain} and e.seq = ${seq}`,
    sql`e.seq`,
  );
  return row ? { seq: row.seq, hash: row.hash, at: row.at } : null;
}
