import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/lib/tenancy/with-tenant";
import { AUDIT_ACTIONS } from "./actions";
import type { Chain } from "./record-entry";
import { actionsOf } from "./rules/topics";
import type { AuditFilter } from "./schema";

/** The conditions of a filter on `audit_entries e left join audit_details d`, apart from time. */
export function filterConditions(filter: AuditFilter): SQL[] {
  return [
    filter.action && sql`e.action = ${filter.action}`,
    filter.topic && sql`e.action in ${actionsOf(filter.topic)}`,
    filter.actor && sql`${filter.actor} in (e.actor_id, e.actor_kind)`,
    filter.subject && subjectCondition(filter.subject),
    ...words(filter.q).map(wordCondition),
  ].filter((condition): condition is SQL => Boolean(condition));
}

/** Words of a search; each must be found, in whatever place. */
export function words(q: string | undefined): string[] {
  return q?.split(/\s+/).filter(Boolean).slice(0, 8) ?? [];
}

function subjectCondition(subject: string): SQL {
  return sql`(${subject} in (e.subject_id, e.subject_kind) or e.subject_id in
    (select o.id from orders o where o.ceo_id = e.ceo_id and o.reference = upper(${subject})))`;
}

function wordCondition(word: string): SQL {
  const pattern = `%${word.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  const lower = word.toLowerCase();
  const said = Object.entries(AUDIT_ACTIONS)
    .filter(([, sentence]) => sentence.toLowerCase().includes(lower))
    .map(([action]) => action);
  const bySentence = said.length > 0 ? sql`or e.action in ${said}` : sql``;
  return sql`(e.action ilike ${pattern} or e.actor_id = ${word} or e.subject_id = ${word} or e.request_id = ${word}
    or d.details ilike ${pattern} ${bySentence}
    or e.actor_id in (select v.id from vendors v where v.ceo_id = e.ceo_id and v.name ilike ${pattern})
    or e.actor_id in (select c.ceo_id from ceos c where c.ceo_id = e.ceo_id and c.name ilike ${pattern})
    or coalesce(d.contact_id, e.subject_id) in
      (select c.id from contacts c where c.ceo_id = e.ceo_id and coalesce(c.name, c.profile_name) ilike ${pattern} limit 500))`;
}

/** The part of a chain between two moments as numbers: `seq >= first and seq < end`. Days are the business's own. */
export async function seqRange(
  tx: Tx,
  ceoId: string,
  chain: Chain,
  filter: AuditFilter,
  timeZone: string,
): Promise<{ first: number; end: number }> {
  const first = filter.from ? await firstSeqAt(tx, ceoId, chain, momentOf(filter.from, timeZone, false)) : 1;
  const end = filter.to ? await firstSeqAt(tx, ceoId, chain, momentOf(filter.to, timeZone, true)) : Infinity;
  return { first, end };
}

function momentOf(text: string, timeZone: string, isEnd: boolean): SQL {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text);
  if (isDay) {
    const day = isEnd ? sql`${text}::date + 1` : sql`${text}::date`;
    return sql`(${day})::timestamp at time zone ${timeZone}`;
  }
  return isEnd ? sql`${text}::timestamptz + interval '1 microsecond'` : sql`${text}::timestamptz`;
}

/**
 * The number of the first entry at or after a moment, one past the end when there is none. Time never runs backwards
 * in a chain, so halving finds it in some twenty look-ups, without an index on time.
 */
async function firstSeqAt(tx: Tx, ceoId: string, chain: Chain, moment: SQL): Promise<number> {
  const rows = await tx.execute<{ hi: string }>(sql`
    with recursive halving(lo, hi) as (
      select 0::bigint, coalesce(max(seq), 0) + 1 from audit_heads where ceo_id = ${ceoId} and chain = ${chain}
      union all
      select case when e.at < ${moment} then m.mid else h.lo end, case when e.at < ${moment} then h.hi else m.mid end
      from halving h cross join lateral (select (h.lo + h.hi) / 2 as mid) m
        join audit_entries e on e.ceo_id = ${ceoId} and e.chain = ${chain} and e.seq = m.mid
      where h.hi - h.lo > 1)
    select hi from halving order by hi - lo limit 1`);
  return Number(rows[0]?.hi ?? 1);
}
