import { randomBytes } from "node:crypto";
import os from "node:os";
import path from "node:path";
import postgres from "postgres";
import type { TestProject } from "vitest/node";
import { type PostgresServer, startPostgres } from "../../scripts/postgres/start.mjs";
import { withDatabase } from "./database-url";

/** The login that the product runs as in tests; migrations make it. */
const RUNTIME_USER = "trustguard_test";
const RUNTIME_PASSWORD = "trustguard_test";

/** What test files need to make databases of their own. */
export interface TestServer {
  /** Superuser's address of the server's maintenance database. */
  adminUrl: string;
  /** Runtime login's address; its database is replaced. */
  runtimeUrl: string;
  /** A migrated database that the others are cloned from. */
  template: string;
}

declare module "vitest" {
  export interface ProvidedContext {
    testServer: TestServer;
  }
}

/**
 * Once per run and project: a server and a migrated template. `TEST_DATABASE_URL` (a superuser's address) names a
 * server that runs already, for instance PostgreSQL 15, the oldest that is supported; `TEST_POSTGRES_BIN` names the
 * folder of another version's programs. Else the embedded one is started, without fsync.
 */
export default async function setup(project: TestProject) {
  const server = await openServer();
  const template = `trustguard_template_${randomBytes(4).toString("hex")}`;
  try {
    await makeTemplate(server.adminUrl, template);
  } catch (error) {
    await server.close();
    throw error;
  }
  project.provide("testServer", {
    adminUrl: server.adminUrl,
    runtimeUrl: runtimeUrl(server.adminUrl),
    template,
  });
  return async () => {
    await dropTestDatabases(server.adminUrl, template);
    await server.close();
  };
}

async function openServer(): Promise<{ adminUrl: string; close(): Promise<void> }> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) return { adminUrl: given, close: async () => {} };
  const server: PostgresServer = await startPostgres({
    dir: path.join(os.tmpdir(), `trustguard-test-${process.pid}-${randomBytes(3).toString("hex")}`),
    fsync: false,
    temporary: true,
    binDir: process.env.TEST_POSTGRES_BIN,
    settings: { wal_level: "minimal", max_wal_senders: 0, shared_buffers: "256MB" },
  });
  return { adminUrl: server.adminUrl("postgres"), close: () => server.stop() };
}

function runtimeUrl(adminUrl: string): string {
  const url = new URL(adminUrl);
  url.username = RUNTIME_USER;
  url.password = RUNTIME_PASSWORD;
  return url.href;
}

async function makeTemplate(adminUrl: string, template: string): Promise<void> {
  const { migrate } = await import("@/db/migrate");
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {} });
  try {
    await sql.unsafe(`CREATE DATABASE ${template}`);
    await migrate({
      adminUrl: withDatabase(adminUrl, template),
      runtimeUrl: withDatabase(runtimeUrl(adminUrl), template),
    });
  } finally {
    await sql.end();
  }
}

/** On a borrowed server nothing may be left behind; the embedded one is deleted as a whole anyway. */
async function dropTestDatabases(adminUrl: string, template: string): Promise<void> {
  if (!process.env.TEST_DATABASE_URL) return;
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {} });
  const clones = `${template.replace("_template_", "_")}_%`;
  const rows =
    await sql`SELECT datname FROM pg_database WHERE datname LIKE ${clones} OR datname = ${template}`;
  for (const { datname } of rows) await sql.unsafe(`DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`);
  await sql.end();
}
