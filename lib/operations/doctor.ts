import { rawSql } from "@/db/client";
import { EnvironmentError, readEnvironment } from "@/lib/env";
import { checkReadiness, missingMigrations } from "@/lib/health/check-readiness";
import { describeError } from "@/lib/log";
import { checkGateways } from "./check-gateways";
import { listGivenUp } from "./dead-letters";
import { findDatabaseHoles } from "./find-database-holes";
import { recordAct } from "./record-act";
import { type Command, mark, say } from "./terminal";

/** One thing that was looked at. `warning`: it works, and somebody should look. */
export type Finding = { area: string; level: "good" | "warning" | "bad"; message: string };

const POSTGRES_MIN = 150_000;

/** Looks at everything an installation needs; gives what was found, in the order a person would put it right. */
export async function examine(source: NodeJS.ProcessEnv): Promise<Finding[]> {
  const environment = examineEnvironment(source);
  if (environment.some(({ level }) => level === "bad")) return environment;
  const database = await attempt("database", examineDatabase);
  if (database.some(({ area, level }) => area === "database" && level === "bad"))
    return [...environment, ...database];
  const rest = await Promise.all([
    attempt("migrations", examineMigrations),
    attempt("row level security", examineHoles),
    attempt("storage", examineStorage),
    attempt("gateways", checkGateways),
    attempt("worker", examineWorkers),
    attempt("set aside", examineDeadLetters),
  ]);
  return [...environment, ...database, ...rest.flat()];
}

async function attempt(area: string, look: () => Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await look();
  } catch (error) {
    return [{ area, level: "bad", message: describeError(error).message }];
  }
}

function examineEnvironment(source: NodeJS.ProcessEnv): Finding[] {
  try {
    readEnvironment(source);
    return [{ area: "environment", level: "good", message: "every variable is there and well formed" }];
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    const lines = error.message.split("\n").filter((line) => line.startsWith("  "));
    return lines.map((line) => ({ area: "environment", level: "bad", message: line.trim() }));
  }
}

async function examineDatabase(): Promise<Finding[]> {
  const [row] = await rawSql()<{ version: number; name: string }[]>`
    select current_setting('server_version_num')::int as version, current_setting('server_version') as name`;
  const isOld = (row?.version ?? 0) < POSTGRES_MIN;
  return [
    {
      area: "database",
      level: isOld ? "bad" : "good",
      message: `PostgreSQL ${row?.name}${isOld ? "; 15 is the floor" : ""}`,
    },
  ];
}

async function examineMigrations(): Promise<Finding[]> {
  const missing = await missingMigrations();
  if (missing.length === 0) return [{ area: "migrations", level: "good", message: "up to date" }];
  return [
    { area: "migrations", level: "bad", message: `to apply with npm run db:migrate: ${missing.join(", ")}` },
  ];
}

async function examineHoles(): Promise<Finding[]> {
  const [who] = await rawSql()<{ login: string }[]>`select current_user as login`;
  const holes = await findDatabaseHoles(rawSql(), who?.login ?? "");
  if (holes.length > 0)
    return holes.map((message) => ({ area: "row level security", level: "bad", message }));
  return [
    {
      area: "row level security",
      level: "good",
      message: `forced on every table; ${who?.login} owns nothing`,
    },
  ];
}

async function examineStorage(): Promise<Finding[]> {
  const { checks } = await checkReadiness();
  return checks
    .filter(({ name }) => name === "storage")
    .map(({ ok, message }) => ({
      area: "storage",
      level: ok ? "good" : "bad",
      message: ok ? "keeps what is put there" : message,
    }));
}

async function examineWorkers(): Promise<Finding[]> {
  const [row] = await rawSql().begin(async (tx) => {
    await tx`select set_config('app.platform', 'on', true)`;
    return tx<{ alive: number }[]>`
      select count(*)::int as alive from worker_heartbeats where seen_at > now() - interval '1 minute'`;
  });
  const alive = row?.alive ?? 0;
  if (alive > 0) return [{ area: "worker", level: "good", message: `${alive} at work` }];
  return [
    {
      area: "worker",
      level: "warning",
      message: "none was seen in the last minute: npm run worker, or the cron route",
    },
  ];
}

async function examineDeadLetters(): Promise<Finding[]> {
  const { length } = await listGivenUp(200);
  if (length === 0) return [{ area: "set aside", level: "good", message: "nothing" }];
  return [{ area: "set aside", level: "warning", message: `${length}: npm run trustguard -- dead-letters` }];
}

/** Tells what is wrong with an installation, in words. */
export const doctorCommand: Command = {
  summary: "Check the environment, database, roles, storage, gateways and worker",
  usage: ["(no options)"],
  async run() {
    const findings = await examine(process.env);
    for (const { area, level, message } of findings) {
      say(`${level === "warning" ? " ?" : mark(level === "good")} ${area}: ${message}`);
    }
    const bad = findings.filter(({ level }) => level === "bad").length;
    if (bad === 0) await recordAct("doctor");
    say(bad === 0 ? "\nReady." : `\n${bad} to put right.`);
    return bad === 0 ? 0 : 1;
  },
};
