import { randomBytes } from "node:crypto";
import os from "node:os";
import path from "node:path";
import { startPostgres } from "../../scripts/postgres/start.mjs";
import { withDatabase } from "./database-url";

const RUNTIME_LOGIN = { username: "trustguard_test", password: "trustguard_test" };

/** A server of a test's own that really writes to disk and may be killed. */
export interface DurablePostgres {
  adminUrl: string;
  databaseUrl: string;
  /** Kills the postmaster without warning; its other processes notice and end without writing anything. */
  kill(): void;
  /** Starts it again on the same port, after {@link kill}. */
  restart(): Promise<void>;
  /** Stops it and deletes its files. */
  stop(): Promise<void>;
}

/** Starts a migrated server with fsync on, for durability and crash tests (about 2 s). */
export async function startDurablePostgres(): Promise<DurablePostgres> {
  const dir = path.join(os.tmpdir(), `trustguard-durable-${process.pid}-${randomBytes(3).toString("hex")}`);
  let server = await startPostgres({ dir, temporary: true });
  const { port } = server;
  const adminUrl = server.adminUrl("postgres");
  const runtimeUrl = Object.assign(new URL(adminUrl), RUNTIME_LOGIN).href;
  const { migrate } = await import("@/db/migrate");
  await migrate({ adminUrl, runtimeUrl });
  return {
    adminUrl,
    databaseUrl: withDatabase(runtimeUrl, "postgres"),
    kill() {
      process.kill(server.pid, "SIGKILL");
    },
    async restart() {
      server = await startPostgres({ dir, port, temporary: true });
    },
    stop: () => server.stop(),
  };
}
