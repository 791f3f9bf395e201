import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { fillEveryTable, type Policy, probeTable, readPolicies } from "../support/policy-probe";

let database: TestDatabase;
let admin: postgres.Sql;
let policies: Policy[];

beforeAll(async () => {
  database = await createTestDatabase({ isSound: false });
  admin = postgres(database.adminUrl, { max: 1, onnotice: () => {} });
  await fillEveryTable(database.adminUrl);
  policies = await readPolicies(admin);
});

afterAll(async () => {
  await admin.end();
  await database.drop();
});

const probe = (table: string) =>
  probeTable({ admin: database.adminUrl, runtime: database.databaseUrl }, table);

/** Upkeep runs as the owner of the tables, who in these tests is a superuser and bound by no policy. */
function ownersOf(...tables: string[]): Record<string, string> {
  const reason = "binds owners who are no superuser; here it is one";
  const changes = tables.flatMap((table) =>
    ["using", "check"].map((part) => `${table}.${table}_owner: ${part} → false`),
  );
  return Object.fromEntries(changes.map((change) => [change, reason]));
}

/** Changes that make no difference to anybody, and why. They must go on making none. */
const WITHOUT_EFFECT: Record<string, string> = {
  ...ownersOf(
    "channel_candidates",
    "early_statuses",
    "live_events",
    "oauth_states",
    "webhook_event_keys",
    "webhook_events_default",
  ),
  "webhook_event_keys.webhook_event_keys_platform: using → true":
    "no role has rights here but tg_append, by its own policy",
  "webhook_event_keys.webhook_event_keys_platform: using → false":
    "no role has rights here but tg_append, by its own policy",
  "webhook_event_keys.webhook_event_keys_platform: check → true":
    "no role has rights here but tg_append, by its own policy",
  "webhook_event_keys.webhook_event_keys_platform: check → false":
    "no role has rights here but tg_append, by its own policy",
  "webhook_events.webhook_events_platform: check → true":
    "nothing is inserted by tg_app, and a change passes `using` first",
};

type Mutation = { part: "using" | "check"; to: "true" | "false" };

/** Every change of one policy that should make a difference; what is `true` already cannot be made so. */
function mutationsOf(policy: Policy): Mutation[] {
  return (["using", "check"] as const)
    .filter((part) => policy[part] !== null)
    .flatMap((part) => (["true", "false"] as const).map((to) => ({ part, to })))
    .filter(({ part, to }) => policy[part] !== to);
}

async function setPolicy(policy: Policy, part: Mutation["part"], expression: string): Promise<void> {
  const clause = part === "using" ? "using" : "with check";
  await admin.unsafe(`alter policy ${policy.name} on ${policy.table} ${clause} (${expression})`);
}

describe("AZ-11 row level security, policy by policy", () => {
  it("shows each business its own rows and nobody else's, in every table", async () => {
    const tables = [...new Set(policies.map((policy) => policy.table))];
    expect(tables.length).toBeGreaterThan(35);
    const problems = [];
    for (const table of tables) problems.push(...(await probe(table)));
    expect(problems).toEqual([]);
  });

  it("notices every single policy that is made too wide or too narrow", { timeout: 300_000 }, async () => {
    const survivors: string[] = [];
    let killed = 0;
    for (const policy of policies) {
      for (const { part, to } of mutationsOf(policy)) {
        await setPolicy(policy, part, to);
        const problems = await probe(policy.table);
        await setPolicy(policy, part, policy[part]!);
        if (problems.length === 0) survivors.push(`${policy.table}.${policy.name}: ${part} → ${to}`);
        else killed += 1;
      }
    }
    expect(survivors.sort()).toEqual(Object.keys(WITHOUT_EFFECT).sort());
    expect(killed).toBeGreaterThan(150);
  });

  it("is whole again afterwards", async () => {
    expect(await readPolicies(admin)).toEqual(policies);
  });
});
