import type postgres from "postgres";

/** Functions that run with their owner's rights, and why each needs to. Any other one is a hole (AZ-10). */
const DEFINER_FUNCTIONS: Record<string, string> = {
  audit_append: "the only way to write an entry; tg_append owns it",
  lookup_channel: "a webhook knows a channel before it knows a business",
  lookup_channel_owners: "a number may be another business's: asked before it is connected or moved",
  lookup_memberships: "a sign-in knows a person before a business",
  lookup_public_link: "a public page knows a token's hash only",
  lookup_upload_link: "an upload page knows a token's hash only",
  lookup_payout_stop_link: "a stop link's page knows a token's hash only",
  lookup_overdue_businesses:
    "reminders of undecided escalations go business by business, and know none before",
  lookup_unpaid_businesses: "the clock of reminders goes business by business, and knows none before",
  lookup_businesses: "rotating keys goes business by business, and knows none before",
  lookup_channels_unchecked: "the clock that checks channels knows no business before",
  lookup_authorized_channels: "Meta's deauthorize names a person, not a business",
  account_in_use: "two businesses may hear through one WhatsApp account; tells yes or no",
  use_session: "a request knows a session before a business",
  store_webhook_events: "an event is kept before it is known whose it is",
  maintain_webhook_partitions: "makes and drops partitions, which only their owner may",
  forget_passed: "takes old rows of every business away, which no tenant could",
  lookup_audit_chains: "the signing job goes through all chains",
  count_outbox: "numbers for the metrics, of all businesses",
};

/** Unique indexes of tenant tables that do not begin with the tenant, and why nobody learns anything from them. */
const GLOBAL_UNIQUES: Record<string, string> = {
  channels_page_id:
    "a Page's Instagram account belongs to one business at a time (P4.4), like the account itself",
  channels_external_id:
    "one number belongs to one business at a time (P4.4); a clash is answered generically",
  public_links_token: "SHA-256 of a random token: nobody can guess another's",
  upload_links_token: "SHA-256 of a random token: nobody can guess another's",
  payout_stop_links_token: "SHA-256 of a random token: nobody can guess another's",
};

const NOLOGIN_ROLES = ["tg_app", "tg_lookup", "tg_append"];

type Hole = { hole: string };

/**
 * What in the database's own catalogue would let one business see another, or the application change history: tables
 * without forced row level security or without a policy for a granted command, references and unique indexes that
 * leave the tenant out, functions with too many rights, a runtime login that is more than it should be. Empty is good.
 */
export async function findDatabaseHoles(sql: postgres.Sql, runtimeLogin: string): Promise<string[]> {
  const found = await Promise.all([
    unforcedTables(sql),
    ungovernedGrants(sql),
    looseReferences(sql),
    looseUniques(sql),
    looseFunctions(sql),
    looseViews(sql),
    publicGrants(sql),
    looseRoles(sql, runtimeLogin),
  ]);
  return found.flat().map(({ hole }) => hole);
}

function unforcedTables(sql: postgres.Sql) {
  return sql<Hole[]>`
    select format('table %s: row level security is not enabled and forced', relname) as hole from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not (relrowsecurity and relforcerowsecurity)
    order by 1`;
}

function ungovernedGrants(sql: postgres.Sql) {
  return sql<Hole[]>`
    select format('table %s: %s may %s and no policy says on which rows', c.relname, r.rolname, cmd.name) as hole
    from pg_class c cross join pg_roles r
      cross join (values ('SELECT', 'r'), ('INSERT', 'a'), ('UPDATE', 'w'), ('DELETE', 'd')) as cmd(name, letter)
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and r.rolname in ${sql(NOLOGIN_ROLES)}
      and has_table_privilege(r.oid, c.oid, cmd.name)
      and not exists (select from pg_policy p where p.polrelid = c.oid and p.polpermissive
        and (p.polcmd = '*' or p.polcmd::text = cmd.letter) and (p.polroles = '{0}' or r.oid = any(p.polroles)))
    order by 1`;
}

function looseReferences(sql: postgres.Sql) {
  return sql<Hole[]>`
    select format('reference %s: %s → %s leaves ceo_id out', f.conname, f.conrelid::regclass, f.confrelid::regclass) as hole
    from pg_constraint f
    where f.contype = 'f' and f.connamespace = 'public'::regnamespace
      and exists (select from pg_attribute a where a.attrelid = f.conrelid and a.attname = 'ceo_id')
      and exists (select from pg_attribute a where a.attrelid = f.confrelid and a.attname = 'ceo_id')
      and not exists (select from unnest(f.conkey, f.confkey) as k(mine, theirs)
        join pg_attribute m on m.attrelid = f.conrelid and m.attnum = k.mine and m.attname = 'ceo_id'
        join pg_attribute t on t.attrelid = f.confrelid and t.attnum = k.theirs and t.attname = 'ceo_id')
    order by 1`;
}

function looseUniques(sql: postgres.Sql) {
  return sql<Hole[]>`
    select format('unique index %s of tenant table %s does not begin with ceo_id', i.indexrelid::regclass, c.relname) as hole
    from pg_index i join pg_class c on c.oid = i.indrelid join pg_class x on x.oid = i.indexrelid
    where c.relnamespace = 'public'::regnamespace and i.indisunique and x.relname <> all(${Object.keys(GLOBAL_UNIQUES)})
      and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'ceo_id' and a.attnotnull)
      and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = c.relname || '_platform')
      and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attnum = i.indkey[0] and a.attname = 'ceo_id')
    order by 1`;
}

function looseFunctions(sql: postgres.Sql) {
  return sql<Hole[]>`
    select format('function %s: %s', p.proname, w.why) as hole from pg_proc p cross join lateral (values
      (p.prosecdef and p.proname <> all(${Object.keys(DEFINER_FUNCTIONS)}), 'runs with its owner''s rights and is not known'),
      (not coalesce(p.proconfig::text ~ 'search_path=pg_catalog', false), 'its search_path is not pinned'),
      (has_function_privilege('public', p.oid, 'EXECUTE'), 'everybody may call it')) as w(is_hole, why)
    where p.pronamespace = 'public'::regnamespace and w.is_hole order by 1`;
}

function looseViews(sql: postgres.Sql) {
  return sql<Hole[]>`
    select format('view %s: sees with its owner''s eyes', relname) as hole from pg_class
    where relnamespace = 'public'::regnamespace
      and (relkind = 'm' or (relkind = 'v' and not coalesce(reloptions::text ~ 'security_invoker=(true|on|1)', false)))
    order by 1`;
}

function publicGrants(sql: postgres.Sql) {
  return sql<Hole[]>`
    select format('%s: everybody has a grant on it', c.relname) as hole from pg_class c
      cross join lateral aclexplode(c.relacl) as acl
    where c.relnamespace = 'public'::regnamespace and acl.grantee = 0 order by 1`;
}

function looseRoles(sql: postgres.Sql, login: string) {
  return sql<Hole[]>`
    select format('role %s: %s', r.rolname, w.why) as hole from pg_roles r cross join lateral (values
      (r.rolsuper, 'is a superuser'),
      (r.rolbypassrls, 'bypasses row level security'),
      (r.rolcreaterole or r.rolcreatedb or r.rolreplication, 'may create roles or databases, or replicate'),
      (r.rolname <> ${login} and r.rolcanlogin, 'can sign in'),
      (r.rolname = ${login} and exists (select from pg_class c where c.relowner = r.oid), 'owns a table'),
      (r.rolname = ${login} and exists (select from pg_proc p where p.proowner = r.oid), 'owns a function'),
      (r.rolname = ${login} and exists (select from pg_namespace n where n.nspowner = r.oid), 'owns a schema'),
      (r.rolname = ${login} and exists (select from pg_database d where d.datdba = r.oid), 'owns a database'),
      (r.rolname = ${login} and has_schema_privilege(r.oid, 'public', 'CREATE'), 'may create in the schema'),
      (exists (select from pg_roles o where o.rolname <> all(${[login, "tg_app"]}) and o.rolname !~ '^pg_'
        and o.oid <> r.oid and pg_has_role(r.oid, o.oid, 'MEMBER')), 'is a member of another role')) as w(is_hole, why)
    where r.rolname in ${sql([login, ...NOLOGIN_ROLES])} and w.is_hole order by 1`;
}
