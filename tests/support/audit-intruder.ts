import { randomBytes } from "node:crypto";
import type postgres from "postgres";
import { CHAIN_START, hashEntry } from "@/lib/audit/entry-hash";

/** What somebody with the whole database in hand does to a chain of `size` entries. Gives the first entry harmed. */
export type Operator = (
  intruder: postgres.Sql,
  chain: { ceoId: string; size: number; other: string },
  random: (below: number) => number,
) => Promise<number>;

const middle = (size: number, random: (below: number) => number) => 2 + random(size - 2);

/** Twelve ways to falsify a log without signing anything. Each leaves the number where it begins to be false. */
export const OPERATORS: Record<string, Operator> = {
  "cuts off the newest entries": async (db, { ceoId, size }, random) => {
    const from = size - random(Math.min(3, size - 1));
    await db`delete from audit_entries where ceo_id = ${ceoId} and seq >= ${from}`;
    return from;
  },
  "cuts off the newest entries and sets the head back": async (db, { ceoId, size }) => {
    await cutWithHead(db, ceoId, size);
    return size;
  },
  "takes one out of the middle": async (db, { ceoId, size }, random) => {
    const seq = middle(size, random);
    await db`delete from audit_entries where ceo_id = ${ceoId} and seq = ${seq}`;
    return seq;
  },
  "takes one out and closes the gap": async (db, { ceoId, size }, random) => {
    const seq = middle(size, random);
    await db`delete from audit_entries where ceo_id = ${ceoId} and seq = ${seq}`;
    await shift(db, ceoId, seq + 1, -1);
    await db`update audit_heads set seq = seq - 1 where ceo_id = ${ceoId}`;
    return seq;
  },
  "swaps two neighbours": async (db, { ceoId, size }, random) => {
    const seq = middle(size, random) - 1;
    await db`update audit_entries set seq = -1 where ceo_id = ${ceoId} and seq = ${seq}`;
    await db`update audit_entries set seq = ${seq} where ceo_id = ${ceoId} and seq = ${seq + 1}`;
    await db`update audit_entries set seq = ${seq + 1} where ceo_id = ${ceoId} and seq = -1`;
    return seq;
  },
  "puts a forged one in between": async (db, { ceoId, size }, random) => {
    const seq = middle(size, random);
    await shift(db, ceoId, seq, 1);
    await forge(db, ceoId, seq);
    await db`update audit_heads set seq = seq + 1 where ceo_id = ${ceoId}`;
    return seq;
  },
  "adds a well-made one after the end": async (db, { ceoId, size }) => {
    await forge(db, ceoId, size + 1);
    return size + 1;
  },
  "exchanges one with another business": async (db, { ceoId, other }) => {
    await db`update audit_entries set ceo_id = 'between' where ceo_id = ${ceoId} and seq = 2`;
    await db`update audit_entries set ceo_id = ${ceoId} where ceo_id = ${other} and seq = 2`;
    await db`update audit_entries set ceo_id = ${other} where ceo_id = 'between'`;
    return 2;
  },
  "rewrites who acted": async (db, { ceoId, size }, random) => {
    const seq = middle(size, random);
    await db`update audit_entries set actor_id = 'somebody-else' where ceo_id = ${ceoId} and seq = ${seq}`;
    return seq;
  },
  "rewrites who acted, with the right hash": async (db, { ceoId, size }, random) => {
    const seq = middle(size, random) - 1;
    await db`update audit_entries e set actor_id = 'somebody-else', hash = audit_hash(e.ceo_id, e.chain, e.seq, e.at,
        e.action, e.actor_kind, 'somebody-else', e.subject_kind, e.subject_id, e.request_id, e.details_commit, e.prev_hash)
      where ceo_id = ${ceoId} and seq = ${seq}`;
    return seq + 1;
  },
  "rewrites the details": async (db, { ceoId, size }, random) => {
    const seq = middle(size, random);
    await db`update audit_details set details = '{"reference":"TG-0000"}' where ceo_id = ${ceoId} and seq = ${seq}`;
    return seq;
  },
  "moves the head": async (db, { ceoId, size }) => {
    await db`update audit_heads set hash = ${randomBytes(32)} where ceo_id = ${ceoId}`;
    return size;
  },
};

/** The newest entry is gone and nothing inside the chain tells of it. */
export async function cutWithHead(db: postgres.Sql, ceoId: string, size: number): Promise<void> {
  await db`delete from audit_entries where ceo_id = ${ceoId} and seq >= ${size}`;
  await db`update audit_heads h set seq = e.seq, at = e.at, hash = e.hash, prev_hash = e.prev_hash from audit_entries e
    where e.ceo_id = h.ceo_id and e.chain = h.chain and e.seq = ${size - 1} and h.ceo_id = ${ceoId}`;
}

/** Changes one entry and makes every hash after it fit again, the head's too: a complete rewrite. */
export async function rewriteFrom(db: postgres.Sql, ceoId: string, seq: number): Promise<void> {
  await db`update audit_entries set actor_id = 'somebody-else' where ceo_id = ${ceoId} and seq = ${seq}`;
  const rows = await db`select *, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at_text
    from audit_entries where ceo_id = ${ceoId} order by seq`;
  let prevHash = CHAIN_START;
  for (const row of rows) {
    const hash = hashEntry({
      ceoId,
      chain: row.chain,
      seq: Number(row.seq),
      at: row.at_text,
      action: row.action,
      actorKind: row.actor_kind,
      actorId: row.actor_id,
      subjectKind: row.subject_kind,
      subjectId: row.subject_id,
      requestId: row.request_id,
      detailsCommit: row.details_commit,
      prevHash,
    });
    await db`update audit_entries set prev_hash = ${prevHash}, hash = ${hash} where ceo_id = ${ceoId} and seq = ${row.seq}`;
    prevHash = hash;
  }
  await db`update audit_heads set hash = ${prevHash} where ceo_id = ${ceoId}`;
}

async function shift(db: postgres.Sql, ceoId: string, fromSeq: number, by: number): Promise<void> {
  await db`update audit_entries set seq = -seq where ceo_id = ${ceoId} and seq >= ${fromSeq}`;
  await db`update audit_entries set seq = -seq + ${by} where ceo_id = ${ceoId} and seq < 0`;
}

/** Writes an entry after `seq - 1` with a hash that is right for it. */
async function forge(db: postgres.Sql, ceoId: string, seq: number): Promise<void> {
  // The entry that stood there names the same one before it, which the database allows only once.
  await db`update audit_entries set prev_hash = ${randomBytes(32)} where ceo_id = ${ceoId} and seq = ${seq + 1}`;
  await db`
    insert into audit_entries (ceo_id, chain, seq, at, action, actor_kind, actor_id, subject_kind, subject_id, request_id,
      details_commit, prev_hash, hash)
    select e.ceo_id, e.chain, ${seq}::bigint, e.at, 'RECEIPT_APPROVED', 'ceo', e.ceo_id, 'order', 'ord_forged', 'req',
      e.details_commit, e.hash, audit_hash(e.ceo_id, e.chain, ${seq}::bigint, e.at, 'RECEIPT_APPROVED', 'ceo', e.ceo_id,
        'order', 'ord_forged', 'req', e.details_commit, e.hash)
    from audit_entries e where e.ceo_id = ${ceoId} and e.seq = ${seq - 1}`;
}
