import { type SQL, sql } from "drizzle-orm";
import { type Cursor, decodeCursor } from "@/lib/cursor";
import type { Tx } from "@/lib/tenancy/with-tenant";
import { prefixRange, readSearch, searchTerms, spellingsOf } from "./rules";
import type { ContactFilter } from "./schema";

/** A word that fewer contacts have is looked up by itself; with more, the newest contacts are looked through. */
const CANDIDATES_MAX = 1_000;

/** How many contacts one page looks through at most; the next page goes on from there. */
const WINDOW = 20_000;

export type FoundContact = { id: string; seenText: string };
export type FoundPage = { rows: FoundContact[]; next: Cursor | null };

/**
 * Contacts of the business that fit, the one seen last first, one more page behind the cursor. It costs the same among
 * ten thousand and a million: a rare word is looked up, a common one is met soon. Each word must begin some word, number
 * or id of the contact.
 */
export async function findContacts(tx: Tx, ceoId: string, filter: ContactFilter): Promise<FoundPage> {
  const cursor = decodeCursor(filter.cursor);
  const narrowing = filterConditions(ceoId, filter);
  if (!filter.q) {
    if (narrowing.length === 0)
      return pageOf(await newest(tx, ceoId, cursor, filter.limit + 1), filter.limit);
    return lookThrough(tx, ceoId, filter.limit, cursor, narrowing);
  }
  const terms = await readTerms(tx, filter.q);
  if (terms.length === 0) return { rows: [], next: null };
  const rare = await rarest(tx, ceoId, terms);
  const id = sql`c.id`;
  const conditions = [...narrowing, ...terms.map((term) => hasTerm(ceoId, term, id))];
  if (!rare) return lookThrough(tx, ceoId, filter.limit, cursor, conditions);
  const rows = await select(
    tx,
    ceoId,
    [isAmong(rare, id), ...conditions, ...behind(cursor)],
    filter.limit + 1,
  );
  return pageOf(rows, filter.limit);
}

/** The condition that the contact with this id meets the search, for lists of what belongs to contacts. */
export async function matchContacts(tx: Tx, ceoId: string, q: string, contactId: SQL): Promise<SQL> {
  const terms = await readTerms(tx, q);
  if (terms.length === 0) return sql`false`;
  const rare = await rarest(tx, ceoId, terms);
  const conditions = terms.map((term) => hasTerm(ceoId, term, contactId));
  if (rare) conditions.unshift(isAmong(rare, contactId));
  return sql.join(conditions, sql` and `);
}

async function readTerms(tx: Tx, q: string): Promise<string[]> {
  const search = readSearch(q);
  if (search.kind === "number") return searchTerms([search.digits]);
  const [row] = await tx.execute<{ words: string[] }>(sql`select search_words(${search.text}) as words`);
  return searchTerms(row?.words ?? []);
}

/** The contacts who have the first word that few have; null when each word is common. */
async function rarest(tx: Tx, ceoId: string, terms: readonly string[]): Promise<string[] | null> {
  for (const term of terms) {
    const rows = await tx.execute<{ id: string }>(sql`
      select t.contact_id as id from contact_terms t
      where t.ceo_id = ${ceoId} and ${beginsAs(term)} limit ${CANDIDATES_MAX + 1}`);
    if (rows.length <= CANDIDATES_MAX) return [...new Set(rows.map((row) => row.id))];
  }
  return null;
}

function newest(tx: Tx, ceoId: string, cursor: Cursor | undefined, limit: number): Promise<FoundContact[]> {
  return select(tx, ceoId, behind(cursor), limit);
}

/**
 * Goes through the contacts from the newest on until the page is full or the window is used up. The conditions are
 * asked row by row, outside a `limit`, so that no plan ever collects all who fit before it stops.
 */
async function lookThrough(
  tx: Tx,
  ceoId: string,
  limit: number,
  cursor: Cursor | undefined,
  conditions: readonly SQL[],
): Promise<FoundPage> {
  const all = sql.join([sql`c.ceo_id = ${ceoId}`, ...behind(cursor)], sql` and `);
  const rows = await tx.execute<FoundContact>(sql`
    select c.id, c.last_seen_at::text as "seenText" from (
      select c.* from contacts c where ${all} order by c.last_seen_at desc, c.id desc limit ${WINDOW}) c
    where ${sql.join([...conditions], sql` and `)} limit ${limit + 1}`);
  if (rows.length > limit) return pageOf(rows, limit);
  const [edge] = await tx.execute<FoundContact>(sql`
    select c.id, c.last_seen_at::text as "seenText" from contacts c where ${all}
    order by c.last_seen_at desc, c.id desc offset ${WINDOW - 1} limit 1`);
  return { rows: [...rows], next: edge ? { createdAt: edge.seenText, id: edge.id } : null };
}

async function select(
  tx: Tx,
  ceoId: string,
  conditions: readonly SQL[],
  limit: number,
): Promise<FoundContact[]> {
  return tx.execute<FoundContact>(sql`
    select c.id, c.last_seen_at::text as "seenText" from contacts c
    where ${sql.join([sql`c.ceo_id = ${ceoId}`, ...conditions], sql` and `)}
    order by c.last_seen_at desc, c.id desc limit ${limit}`);
}

function pageOf(rows: readonly FoundContact[], limit: number): FoundPage {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const hasMore = rows.length > limit && last;
  return { rows: shown, next: hasMore ? { createdAt: last.seenText, id: last.id } : null };
}

function behind(cursor: Cursor | undefined): SQL[] {
  if (!cursor) return [];
  return [sql`(c.last_seen_at, c.id) < (${cursor.createdAt}::timestamptz, ${cursor.id})`];
}

function isAmong(ids: readonly string[], contactId: SQL): SQL {
  return sql`${contactId} = any(array(select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb)))`;
}

/** A look-up by contact and word; as a value rather than `exists`, so that it stays a look-up per contact. */
function hasTerm(ceoId: string, term: string, contactId: SQL): SQL {
  return sql`(select true from contact_terms t where t.ceo_id = ${ceoId} and t.contact_id = ${contactId}
    and ${beginsAs(term)} limit 1)`;
}

function beginsAs(term: string): SQL {
  const ranges = spellingsOf(term).map((spelling) => {
    const { from, to } = prefixRange(spelling);
    return sql`t.term >= ${from} and t.term < ${to}`;
  });
  return sql`(${sql.join(ranges, sql` or `)})`;
}

function filterConditions(ceoId: string, { platform, group }: ContactFilter): SQL[] {
  const kinds = platform === "instagram" ? sql`('igsid')` : sql`('wa_id', 'bsuid')`;
  const groups = {
    registered: sql`c.name is not null and c.opted_out_at is null`,
    new: sql`c.name is null and c.opted_out_at is null`,
    opted_out: sql`c.opted_out_at is not null`,
  };
  return [
    ...(platform
      ? [
          sql`(select true from contact_identities i where i.ceo_id = ${ceoId} and i.contact_id = c.id
            and i.kind in ${kinds} limit 1)`,
        ]
      : []),
    ...(group ? [groups[group]] : []),
  ];
}
