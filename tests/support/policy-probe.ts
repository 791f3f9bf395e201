import postgres from "postgres";

/** A policy as the catalogue tells it. */
export interface Policy {
  table: string;
  name: string;
  isRestrictive: boolean;
  roles: string[];
  command: "ALL" | "SELECT" | "INSERT" | "UPDATE" | "DELETE";
  using: string | null;
  check: string | null;
}

/** Two businesses and a colleague: each text column of A's rows says "A", so that references between them hold. */
const TENANTS = ["A", "B"];
const STRANGER = "A-colleague";
const PLATFORM_ROWS = ["platform"];

/** Where a database rule wants something special. */
const VALUES: Record<string, unknown> = {
  "orders.status": "NEGOTIATING",
  "channels.login": null,
  "channels.page_id": null,
  "bank_accounts.account_number": "0000014579",
  "offers.state": "open",
  "offers.decided_at": null,
  "escalations.offer_id": null,
  "invoices.file_key": null,
  "invoices.sha256": null,
  "invoices.issued_at": null,
  "message_pictures.state": "waiting",
  "order_disputes.note": null,
  "order_disputes.closed_by_id": null,
  "order_disputes.closed_at": null,
  "profile_changes.field": "phone",
  "recoveries.started_at": "2026-11-21T08:00:00Z",
  "recoveries.ready_at": "2026-11-21T09:00:00Z",
};

export async function readPolicies(admin: postgres.Sql): Promise<Policy[]> {
  const rows = await admin`
    select tablename as table, policyname as name, permissive = 'RESTRICTIVE' as "isRestrictive", roles::text[] as roles,
      cmd as command, qual as using, with_check as check
    from pg_policies where schemaname = 'public' order by tablename, policyname`;
  return rows as unknown as Policy[];
}

/** One row per business in every table, made from the catalogue alone. */
export async function fillEveryTable(adminUrl: string): Promise<void> {
  const admin = postgres(adminUrl, {
    max: 1,
    onnotice: () => {},
    connection: { session_replication_role: "replica" },
  });
  const tables = await admin<{ table: string }[]>`
    select c.relname as table from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition`;
  for (const { table } of tables) {
    const isAudit = table.startsWith("audit_");
    for (const tag of isAudit ? [...TENANTS, ...PLATFORM_ROWS] : TENANTS) await insertRow(admin, table, tag);
  }
  await admin.end();
}

/**
 * Looks at one table through every pair of eyes and gives what is wrong: a row that must not be seen or written, or
 * one's own that cannot be. Empty is good. What is expected is stated here, not read from the policies.
 */
export async function probeTable(urls: { admin: string; runtime: string }, table: string): Promise<string[]> {
  const admin = postgres(urls.admin, { max: 1, onnotice: () => {} });
  const runtime = postgres(urls.runtime, { max: 1, onnotice: () => {} });
  try {
    const shape = await readShape(admin, table);
    const problems: string[] = [];
    for (const view of expectedViews(table, shape)) {
      const seen = await look(view.role ? admin : runtime, table, shape, view);
      for (const [what, is] of Object.entries(seen)) {
        const should = view[what as keyof Seen];
        if (should !== undefined && is !== should)
          problems.push(`${table} as ${view.as}: ${what} is ${is}, not ${should}`);
      }
    }
    return problems;
  } finally {
    await Promise.all([admin.end(), runtime.end()]);
  }
}

/** What one pair of eyes sees: whose rows, how many it can write, and for whom it may add one. */
type Seen = { reads?: string; updates?: number; insertsA?: boolean; insertsB?: boolean };
type View = Seen & { as: string; settings: Record<string, string>; role?: string };
type Shape = { columns: string[]; kind: "tenant" | "platform" | "open"; grants: Record<string, string[]> };

/** Tables that belong to no business; everything else is a tenant's. */
const PLATFORM_TABLES = new Set([
  "identities",
  "sessions",
  "otp_challenges",
  "otp_challenge_codes",
  "otp_challenge_failures",
  "notices",
  "webhook_events",
  "webhook_event_keys",
  "worker_heartbeats",
  "passkeys",
  "profile_changes",
  "recoveries",
  "data_deletions",
]);

/** What a member of staff may not do at all; elsewhere they see what hangs on their own orders. */
const VENDOR_VIEWS: Record<string, { own: Seen; stranger: Seen }> = {
  channels: {
    own: { reads: "A", updates: 0, insertsA: false, insertsB: false },
    stranger: { reads: "A", updates: 0, insertsA: false, insertsB: false },
  },
  live_events: { own: { reads: "A" }, stranger: { reads: "" } },
  push_deliveries: {
    own: { reads: "", updates: 0, insertsA: false, insertsB: false },
    stranger: { reads: "", updates: 0, insertsA: false, insertsB: false },
  },
  trouble_marks: {
    own: { reads: "", updates: 0, insertsA: false, insertsB: false },
    stranger: { reads: "", updates: 0, insertsA: false, insertsB: false },
  },
};
const VENDOR_SCOPED = new Set([
  "orders",
  "order_items",
  "order_transitions",
  "offers",
  "order_disputes",
  "invoices",
  "request_keys",
  "push_settings",
  "push_subscriptions",
  "receipts",
  "receipt_checks",
  "credit_facts",
  "escalations",
  "confirmations",
  "conversations",
  "conversation_reads",
  "messages",
  "message_pictures",
  "contacts",
  "contact_identities",
  "contact_terms",
  "vendors",
]);

function expectedViews(table: string, shape: Shape): View[] {
  const nothing: Seen = { reads: "", updates: 0, insertsA: false, insertsB: false };
  const ofA: Seen = { reads: "A", updates: 1, insertsA: true, insertsB: false };
  const ofB: Seen = { reads: "B", updates: 1, insertsA: false, insertsB: true };
  const both: Seen = { reads: "A,B", updates: 2, insertsA: true, insertsB: true };
  const asA = { "app.ceo_id": "A" };
  const asPlatform = { "app.platform": "on" };
  const vendor =
    VENDOR_VIEWS[table] ??
    (VENDOR_SCOPED.has(table) ? { own: { reads: "A" }, stranger: nothing } : undefined);
  const platform = table.startsWith("audit_") ? { reads: "platform" } : nothing;
  const views: View[] = [];
  if (shape.kind === "open") views.push({ as: "anybody", settings: {}, ...both });
  else if (shape.kind === "platform") {
    views.push({ as: "nobody", settings: {}, ...nothing }, { as: "business A", settings: asA, ...nothing });
    views.push({ as: "the platform", settings: asPlatform, ...both });
  } else {
    views.push({ as: "nobody", settings: {}, ...nothing }, { as: "business A", settings: asA, ...ofA });
    views.push({ as: "business B", settings: { "app.ceo_id": "B" }, ...ofB });
    views.push({
      as: "the platform",
      settings: asPlatform,
      ...(table === "unhandled_events" ? both : platform),
    });
  }
  if (vendor) {
    views.push({ as: "vendor A of A", settings: { ...asA, "app.vendor_id": "A" }, ...vendor.own });
    views.push({
      as: "a colleague in A",
      settings: { ...asA, "app.vendor_id": STRANGER },
      ...vendor.stranger,
    });
  }
  const all = table.startsWith("audit_") ? "A,B,platform" : "A,B";
  for (const role of ["tg_lookup", "tg_append"]) {
    if (shape.grants[role]?.length) {
      views.push({
        as: role,
        role,
        settings: {},
        reads: all,
        updates: all.split(",").length,
        insertsA: true,
        insertsB: true,
      });
    }
  }
  return views;
}

async function look(sql: postgres.Sql, table: string, shape: Shape, view: View): Promise<Seen> {
  const grants = shape.grants[view.role ?? "tg_app"] ?? [];
  const attempt = <T>(work: (tx: postgres.TransactionSql) => Promise<T>, refused: T) =>
    inUndoneTransaction(sql, view, work).catch((error: { code?: string }) => {
      if (error.code === "42501") return refused;
      throw error;
    });
  const tag = shape.columns.includes("ceo_id") ? "ceo_id" : shape.columns[0];
  const seen: Seen = {};
  if (grants.includes("SELECT")) {
    seen.reads = await attempt(async (tx) => {
      const rows = await tx.unsafe(`select ${tag}::text as tag from ${table} order by 1`);
      return rows
        .map((row) => row.tag.replace(/^\\x4(\d)$/, (_: string, digit: string) => "?AB"[Number(digit)]))
        .join(",");
    }, "refused");
  }
  if (grants.includes("UPDATE") && grants.includes("SELECT")) {
    seen.updates = await attempt(
      async (tx) => (await tx.unsafe(`update ${table} set ${tag} = ${tag}`)).count,
      0,
    );
  }
  if (grants.includes("INSERT")) {
    seen.insertsA = await attempt((tx) => mayInsert(tx, table, "A"), false);
    seen.insertsB = await attempt((tx) => mayInsert(tx, table, "B"), false);
  }
  return seen;
}

/** The policy is asked before keys and references are: any other complaint than its own means that it let the row in. */
async function mayInsert(tx: postgres.TransactionSql, table: string, tag: string): Promise<boolean> {
  try {
    await insertRow(tx, table, tag);
    return true;
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === "42501") return false;
    if (["23505", "23503"].includes(code ?? "")) return true;
    throw error;
  }
}

class Undo extends Error {}

async function inUndoneTransaction<T>(
  sql: postgres.Sql,
  view: View,
  work: (tx: postgres.TransactionSql) => Promise<T>,
): Promise<T> {
  let result: T | undefined;
  await sql
    .begin(async (tx) => {
      if (view.role) await tx.unsafe(`set local role ${view.role}`);
      for (const [name, value] of Object.entries(view.settings))
        await tx`select set_config(${name}, ${value}, true)`;
      result = await work(tx);
      throw new Undo();
    })
    .catch((error) => {
      // A statement that failed has ended the transaction already; its result stands.
      if (!(error instanceof Undo) && result === undefined) throw error;
    });
  return result as T;
}

async function readShape(admin: postgres.Sql, table: string): Promise<Shape> {
  const columns = await admin<{ name: string }[]>`
    select attname as name from pg_attribute where attrelid = ${table}::regclass and attnum > 0 and not attisdropped
    order by attnum`;
  const grants: Record<string, string[]> = {};
  for (const role of ["tg_app", "tg_lookup", "tg_append"]) {
    const rows = await admin<{ command: string }[]>`
      select command from unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE']) command
      where has_table_privilege(${role}, ${table}, command)`;
    grants[role] = rows.map((row) => row.command);
  }
  const kind = table === "rate_limits" ? "open" : PLATFORM_TABLES.has(table) ? "platform" : "tenant";
  return { columns: columns.map((column) => column.name), kind, grants };
}

type AnySql = postgres.Sql | postgres.TransactionSql;

async function insertRow(sql: AnySql, table: string, tag: string): Promise<void> {
  const columns = await sql<{ name: string; type: string }[]>`
    select attname as name, format_type(atttypid, null) as type from pg_attribute
    where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`;
  const values = columns.map(({ name, type }) => {
    const special = VALUES[`${table}.${name}`];
    return special === null ? "null" : `${literal(special ?? sampleOf(type, tag))}::${type}`;
  });
  await sql.unsafe(
    `insert into ${table} (${columns.map(({ name }) => `"${name}"`).join(", ")}) values (${values.join(", ")})`,
  );
}

function sampleOf(type: string, tag: string): string {
  const number = String(["A", "B", "platform"].indexOf(tag) + 1);
  if (type === "text") return tag;
  if (type === "bytea") return `\\x4${number}`;
  if (type === "boolean") return "false";
  if (type.endsWith("[]")) return "{}";
  if (type === "jsonb") return "{}";
  if (type.startsWith("timestamp")) return "2026-11-21T10:00:00Z";
  // Sums hold with ones everywhere: an order of 1, less 1, plus delivery of 1, makes 1.
  if (["integer", "bigint"].includes(type)) return "1";
  throw new Error(`no value is known for ${type}`);
}

function literal(value: unknown): string {
  return `'${String(value).replaceAll("'", "''")}'`;
}
