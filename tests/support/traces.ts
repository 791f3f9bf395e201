import postgres from "postgres";

/** How ids, references of orders and digests of files and entries look, wherever they stand. */
const TRACE = /\b[a-z]{3}_[\w-]{22,26}|TG-[A-Z0-9]{4,5}|[0-9a-f]{64}/g;

/** Every trace that a text carries. */
export function tracesIn(text: string): Set<string> {
  return new Set(text.match(TRACE));
}

/**
 * By owner's email: every id, reference and digest in any column of any table of a business that no other business has. A new
 * table is looked through without a word here.
 */
export async function tracesOfBusinesses(adminUrl: string): Promise<Map<string, Set<string>>> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => undefined });
  try {
    const tables = await sql<{ name: string }[]>`
      select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'ceo_id'
      where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition`;
    const found = new Map<string, Set<string>>();
    for (const { name } of tables) {
      const rows = await sql<{ ceo_id: string; row: string }[]>`
        select ceo_id, to_jsonb(t)::text as row from ${sql(name)} t where ceo_id is not null`;
      for (const { ceo_id, row } of rows) {
        const traces = found.get(ceo_id) ?? new Set();
        for (const trace of tracesIn(row)) traces.add(trace);
        found.set(ceo_id, traces);
      }
    }
    const owners = await sql<{ ceo_id: string; email: string }[]>`
      select c.ceo_id, i.email from ceos c join identities i on i.id = c.identity_id`;
    return new Map(owners.map(({ ceo_id, email }) => [email, ownAlone(ceo_id, found)]));
  } finally {
    await sql.end();
  }
}

function ownAlone(ceoId: string, found: Map<string, Set<string>>): Set<string> {
  const others = [...found].filter(([id]) => id !== ceoId).map(([, traces]) => traces);
  const own = [...(found.get(ceoId) ?? [])];
  return new Set(own.filter((trace) => !others.some((traces) => traces.has(trace))));
}
