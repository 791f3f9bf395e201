import { sql } from "drizzle-orm";
import { AppError } from "@/lib/errors";
import type { MemberContext } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { type Tx, withTenant } from "@/lib/tenancy/with-tenant";
import { CHAINS, selectRows } from "./chain-source";
import { filterConditions, seqRange, words } from "./filter-entries";
import { readLabels } from "./read-labels";
import type { Chain } from "./record-entry";
import type { AuditRow } from "./rules/check-entry";
import { type Labels, nameActor, nameSubject, readDetails, sayEntry } from "./rules/say-entry";
import { topicOf } from "./rules/topics";
import type { AuditItem, AuditPage, AuditQuery } from "./schema";

/** A search for words looks at so many entries of a chain at a time; the next page goes on from there. */
const SEARCH_WINDOW = 20_000;

/** Where the next page begins, per chain: entries before this number. */
type Position = Partial<Record<Chain, number>>;

/** Entries of one chain, newest first, and where to go on when they are used up (0: nothing is left). */
type Found = { rows: AuditRow[]; floor: number };

/** The log, newest first, filtered. Both chains are read as one unless the filter names one. CEO only. */
export async function listEntries(ctx: MemberContext, query: AuditQuery): Promise<AuditPage> {
  authorize(ctx, "audit.read");
  return withTenant(ctx, async (tx) => {
    const { rows, next } = await findRows(tx, ctx, query);
    const labels = await readLabels(
      tx,
      ctx.ceoId,
      rows.flatMap((row) => [row.actorId, row.subjectId]),
    );
    return { items: rows.map((row) => toItem(row, labels)), next_cursor: next };
  });
}

/** The rows of one page, newest first, and where the next one begins. The caller has authorized. */
export async function findRows(
  tx: Tx,
  ctx: MemberContext,
  query: AuditQuery,
): Promise<{ rows: AuditRow[]; next: string | null }> {
  const chains = query.chain ? [query.chain] : CHAINS;
  const position = readPosition(query.cursor);
  const found = new Map<Chain, Found>();
  for (const chain of chains) found.set(chain, await findEntries(tx, ctx, chain, query, position[chain]));
  return merge(found, query.limit, position);
}

async function findEntries(
  tx: Tx,
  ctx: MemberContext,
  chain: Chain,
  query: AuditQuery,
  before = Number.MAX_SAFE_INTEGER,
): Promise<Found> {
  const range = await seqRange(tx, ctx.ceoId, chain, query, ctx.timeZone);
  const end = Math.min(before, range.end, await endOf(tx, ctx.ceoId, chain));
  const isSearch = words(query.q).length > 0;
  const first = isSearch ? Math.max(range.first, end - SEARCH_WINDOW) : range.first;
  const conditions = [
    sql`e.ceo_id = ${ctx.ceoId} and e.chain = ${chain} and e.seq >= ${first} and e.seq < ${end}`,
    ...filterConditions(query),
  ];
  const rows = await selectRows(
    tx,
    sql.join(conditions, sql` and `),
    sql`e.seq desc limit ${query.limit + 1}`,
  );
  return { rows, floor: first > range.first ? first : 0 };
}

async function endOf(tx: Tx, ceoId: string, chain: Chain): Promise<number> {
  const [row] = await tx.execute<{ end: string }>(sql`
    select coalesce(max(seq), 0) + 1 as "end" from audit_entries where ceo_id = ${ceoId} and chain = ${chain}`);
  return Number(row?.end ?? 1);
}

/** The newest `limit` of all chains; each chain remembers for itself where it goes on. */
function merge(
  found: Map<Chain, Found>,
  limit: number,
  position: Position,
): { rows: AuditRow[]; next: string | null } {
  const all = [...found.values()].flatMap(({ rows }) => rows);
  all.sort((left, right) => (left.at === right.at ? right.seq - left.seq : left.at < right.at ? 1 : -1));
  const rows = all.slice(0, limit);
  const next: Position = {};
  for (const [chain, { rows: candidates, floor }] of found) {
    const shown = rows.filter((row) => row.chain === chain);
    const isUsedUp = shown.length === candidates.length;
    const goesOnAt = isUsedUp ? floor : (shown.at(-1)?.seq ?? position[chain] ?? Number.MAX_SAFE_INTEGER);
    next[chain] = goesOnAt;
  }
  const isMore = Object.values(next).some((seq) => seq > 0);
  return { rows, next: isMore ? Buffer.from(JSON.stringify(next)).toString("base64url") : null };
}

function readPosition(cursor: string | undefined): Position {
  if (cursor === undefined) return {};
  try {
    const given: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    const entries = Object.entries(given as Record<string, unknown>);
    const isKnown = entries.every(
      ([chain, seq]) => CHAINS.includes(chain as Chain) && Number.isSafeInteger(seq),
    );
    if (isKnown && entries.length > 0) return given as Position;
  } catch {
    // Falls through to the answer below: what cannot be parsed is no cursor of ours.
  }
  throw new AppError("invalid_request", "This page of the log is not known. Start again from the newest.", {
    fields: [{ path: "cursor", message: "cannot be read" }],
  });
}

/** An entry as the page and the API show it. */
export function toItem(row: AuditRow, labels: Labels): AuditItem {
  const details = readDetails(row.details);
  const entry = {
    action: row.action,
    actor: { kind: row.actorKind, id: row.actorId },
    subject: { kind: row.subjectKind, id: row.subjectId },
    details,
  };
  return {
    seq: row.seq,
    chain: row.chain as Chain,
    at: row.at,
    action: row.action,
    topic: topicOf(row.action),
    sentence: sayEntry(entry, labels),
    actor: { ...entry.actor, name: nameActor(entry, labels) },
    subject: { ...entry.subject, name: nameSubject(entry, labels) },
    details,
    request_id: row.requestId,
    hash: row.hash.toString("hex"),
  };
}
