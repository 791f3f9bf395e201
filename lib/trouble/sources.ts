import { type SQL, sql } from "drizzle-orm";
import type { TroubleKind } from "./schema";

/** Older things are history: the audit log has them. */
const DAYS_SHOWN = 30;

/** Like events are one line; so many of the newest are counted. */
const EVENTS_COUNTED = 5_000;

/** What narrows a source, given its id and moment. */
export type Narrow = (id: SQL, at: SQL) => SQL;

type Source = { ceoId: string; narrow: Narrow; limit: number };

/**
 * Everything that went wrong in one business as rows `id, kind, reason, detail, at, count, conversation_id, order_id,
 * contact_id`: each source gives its newest `limit`.
 */
export function troubleRows(source: Source, only?: TroubleKind): SQL {
  const sources: Partial<Record<TroubleKind, SQL>> = {
    message: messageRows(source),
    event: eventRows(source),
    turn: turnRows(source),
    receipt: receiptRows(source),
    job: jobRows(source),
  };
  const wanted = only ? [sources[only]] : Object.values(sources);
  const chosen = wanted.filter((rows) => rows !== undefined);
  if (chosen.length === 0) return sql`(${messageRows({ ...source, limit: 0 })})`;
  return sql.join(
    chosen.map((rows) => sql`(${rows})`),
    sql` union all `,
  );
}

function since(at: SQL): SQL {
  return sql`${at} > now() - make_interval(days => ${DAYS_SHOWN})`;
}

/** Messages that did not go out. One that was stopped for its account number never stood in the outbox. */
function messageRows({ ceoId, narrow, limit }: Source): SQL {
  return sql`
    select m.id, 'message' as kind,
      case when m.status = 'held' and not exists
        (select from outbox o where o.ceo_id = m.ceo_id and o.message_id = m.id) then 'held_account' else m.status end as reason,
      m.failure as detail, m.created_at as at, 1 as count, m.conversation_id, null::text as order_id, n.contact_id
    from messages m join conversations n on n.ceo_id = m.ceo_id and n.id = m.conversation_id
    where m.ceo_id = ${ceoId} and m.status in ('failed', 'unknown', 'held') and ${since(sql`m.created_at`)}
      and ${narrow(sql`m.id`, sql`m.created_at`)}
    order by m.created_at desc, m.id desc limit ${limit}`;
}

/** What Meta sent and we could not use: one line per kind, at the moment of its newest. */
function eventRows({ ceoId, narrow, limit }: Source): SQL {
  return sql`
    select x.* from (
      select 'event:' || u.platform || ':' || u.reason as id, 'event' as kind, u.reason, u.platform as detail,
        max(u.created_at) as at, count(*)::int as count, null::text as conversation_id, null::text as order_id,
        null::text as contact_id
      from (select platform, reason, created_at from unhandled_events
        where ceo_id = ${ceoId} and reason <> 'turn_failed' and ${since(sql`created_at`)}
        order by created_at desc limit ${EVENTS_COUNTED}) u
      group by u.platform, u.reason) x
    where ${narrow(sql`x.id`, sql`x.at`)} order by x.at desc, x.id desc limit ${limit}`;
}

/** What the bot gave up after three tries: what somebody wrote, or news it should have passed on. */
function turnRows({ ceoId, narrow, limit }: Source): SQL {
  return sql`
    select u.id, 'turn' as kind, case when m.id is null then 'news' else 'message' end as reason, null as detail,
      u.created_at as at, 1 as count, n.id as conversation_id, null::text as order_id, n.contact_id
    from unhandled_events u
      left join messages m on m.ceo_id = u.ceo_id and m.id = u.event_id
      left join conversation_events v on v.ceo_id = u.ceo_id and v.id = u.event_id
      left join conversations n on n.ceo_id = u.ceo_id and n.id = coalesce(m.conversation_id, v.conversation_id)
    where u.ceo_id = ${ceoId} and u.reason = 'turn_failed' and ${since(sql`u.created_at`)}
      and ${narrow(sql`u.id`, sql`u.created_at`)}
    order by u.created_at desc, u.id desc limit ${limit}`;
}

function receiptRows({ ceoId, narrow, limit }: Source): SQL {
  return sql`
    select r.id, 'receipt' as kind, 'unreadable' as reason, r.trouble as detail, r.created_at as at, 1 as count,
      null::text as conversation_id, r.order_id, r.contact_id
    from receipts r
    where r.ceo_id = ${ceoId} and r.state = 'unreadable' and ${since(sql`r.created_at`)}
      and ${narrow(sql`r.id`, sql`r.created_at`)}
    order by r.created_at desc, r.id desc limit ${limit}`;
}

/** Work of this business that used up its tries. The queue holds only what is not done, so it stays small. */
function jobRows({ ceoId, narrow, limit }: Source): SQL {
  return sql`
    select x.* from (
      select 'job:' || j.id as id, 'job' as kind, t.identifier as reason, null as detail, j.updated_at as at, 1 as count,
        j.payload ->> 'conversationId' as conversation_id, coalesce(j.payload ->> 'orderId', r.order_id) as order_id,
        coalesce(r.contact_id, n.contact_id, o.contact_id) as contact_id
      from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
        left join receipts r on r.ceo_id = ${ceoId} and r.id = j.payload ->> 'receiptId'
        left join conversations n on n.ceo_id = ${ceoId} and n.id = j.payload ->> 'conversationId'
        left join orders o on o.ceo_id = ${ceoId} and o.id = j.payload ->> 'orderId'
      where not j.is_available and j.attempts >= j.max_attempts and j.locked_at is null
        and j.payload ->> 'ceoId' = ${ceoId}) x
    where ${since(sql`x.at`)} and ${narrow(sql`x.id`, sql`x.at`)} order by x.at desc, x.id desc limit ${limit}`;
}
