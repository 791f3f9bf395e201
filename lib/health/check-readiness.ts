import { randomBytes } from "node:crypto";
import { rawSql } from "@/db/client";
import journal from "@/db/migrations/meta/_journal.json";
import { sha256Hex } from "@/lib/crypto";
import { describeError, log } from "@/lib/log";
import { store } from "@/lib/storage/store";

/** One thing that must be right before requests are taken, in words, without secrets. */
export type Check = { name: "database" | "migrations" | "storage"; ok: boolean; message: string };

export type Readiness = { ready: boolean; checks: Check[] };

const CHECK_TIMEOUT_MS = 5_000;

/** Whether this process can serve: the database answers, its schema is this version's, files can be kept. */
export async function checkReadiness(): Promise<Readiness> {
  const checks = await Promise.all([
    tell("database", checkDatabase),
    tell("migrations", checkMigrations),
    tell("storage", checkStorage),
  ]);
  return { ready: checks.every((check) => check.ok), checks };
}

async function tell(name: Check["name"], check: () => Promise<string | null>): Promise<Check> {
  try {
    const trouble = await Promise.race([check(), timeout()]);
    return { name, ok: trouble === null, message: trouble ?? "ok" };
  } catch (error) {
    log.warn({ check: name, error: describeError(error) }, "not ready");
    return { name, ok: false, message: "cannot be reached" };
  }
}

async function checkDatabase(): Promise<string | null> {
  await rawSql()`select 1`;
  return null;
}

/** A newer schema than ours is fine: migrations are safe while the previous version runs (P16.5). */
async function checkMigrations(): Promise<string | null> {
  const missing = await missingMigrations();
  return missing.length === 0 ? null : `${missing.length} to apply: run npm run db:migrate`;
}

/** The names of the migrations that this program brings and the database has not seen. */
export async function missingMigrations(): Promise<string[]> {
  const [row] = await rawSql()<{ applied: string | null }[]>`
    select max(created_at) as applied from drizzle.__drizzle_migrations`;
  return journal.entries.filter(({ when }) => when > Number(row?.applied ?? 0)).map(({ tag }) => tag);
}

const STORAGE_FRESH_MS = 30_000;
let storageGoodUntil = 0;

/** Writes a few bytes, reads them back and removes them; at most twice a minute, for probes come often. */
async function checkStorage(): Promise<string | null> {
  if (Date.now() < storageGoodUntil) return null;
  const key = `health/${randomBytes(12).toString("hex")}.txt`;
  const bytes = randomBytes(16);
  await store().put(key, bytes, { contentType: "text/plain", sha256Hex: sha256Hex(bytes) });
  const read = await store().get(key);
  await store().delete(key);
  if (!read?.bytes.equals(bytes)) return "does not give back what was put there";
  storageGoodUntil = Date.now() + STORAGE_FRESH_MS;
  return null;
}

function timeout(): Promise<string> {
  return new Promise((done) => setTimeout(() => done("does not answer in time"), CHECK_TIMEOUT_MS).unref());
}
