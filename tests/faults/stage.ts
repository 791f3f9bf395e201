import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import postgres from "postgres";
import { expect } from "vitest";
import { findFreePort } from "../../scripts/processes/ports.mjs";
import { type Service, startService, waitUntilReady } from "../../scripts/processes/service.mjs";
import {
  bareEnvironment,
  createSecrets,
  productEnvironment,
  simulatorEnvironment,
} from "../../scripts/setup/environment.mjs";
import { type DurablePostgres, startDurablePostgres } from "../support/durable-postgres";
import { fsck } from "../support/fsck";

/** Short enough to wait for; the product's own are 15 and 60 s. */
export const LEASE_SECONDS = 1;
export const IN_DOUBT_SECONDS = 2;

type Variables = Record<string, string>;
type Ports = { web: number; simulator: number; mail: number };

/** The built product on a database that really writes to disk, every part of it a process that may be killed. */
export class Stage {
  private readonly services: Service[] = [];
  private readonly endings: (() => Promise<void>)[] = [];
  private readonly folder = mkdtempSync(path.join(os.tmpdir(), "trustguard-faults-"));
  readonly admin: postgres.Sql;
  simulatorUrl = "";
  environment: Variables = {};

  private constructor(readonly database: DurablePostgres) {
    this.admin = postgres(database.adminUrl, { max: 4, onnotice: () => undefined });
  }

  /** Starts database, simulator and one web server; workers are the test's to start. */
  static async start(variables: Variables = {}, options: { frontPort?: number } = {}): Promise<Stage> {
    const stage = new Stage(await startDurablePostgres());
    try {
      await stage.setUp(variables, options.frontPort);
      return stage;
    } catch (error) {
      await stage.stop();
      throw error;
    }
  }

  private async setUp(variables: Variables, frontPort: number | undefined): Promise<void> {
    const [web, simulator, mail] = await Promise.all([findFreePort(), findFreePort(), findFreePort()]);
    const ports: Ports = { web: frontPort ?? web, simulator, mail };
    const secrets = createSecrets();
    const storageDir = path.join(this.folder, "storage");
    const { databaseUrl } = this.database;
    this.environment = {
      ...bareEnvironment(),
      ...productEnvironment({ secrets, ports, databaseUrl, storageDir }),
      JOB_LEASE_SECONDS: String(LEASE_SECONDS),
      SEND_IN_DOUBT_SECONDS: String(IN_DOUBT_SECONDS),
      LOG_LEVEL: "warn",
      ...variables,
    };
    const env = this.environment as NodeJS.ProcessEnv;
    await promisify(execFile)(process.execPath, ["scripts/demo/run-seed.mjs"], { env });
    this.simulatorUrl = `http://127.0.0.1:${simulator}`;
    const service = this.run("simulator", {
      ...bareEnvironment(),
      ...simulatorEnvironment({ secrets, ports }),
    });
    await waitUntilReady(`${this.simulatorUrl}/_sim/health`, { service, timeoutMs: 60_000 });
    await this.simulate("/_sim/limits", { pairRate: false, throughput: false });
    if (!frontPort) await this.startWeb(web);
  }

  /** A web server on `port`, ready to answer. */
  async startWeb(port: number): Promise<Service> {
    const service = this.run("server", { ...this.environment, PORT: String(port) });
    await waitUntilReady(`http://127.0.0.1:${port}/api/health/ready`, { service, timeoutMs: 60_000 });
    return service;
  }

  startWorker(variables: Variables = {}): Service {
    return this.run("worker", { ...this.environment, ...variables });
  }

  private run(name: "server" | "worker" | "simulator", env: Variables): Service {
    const logFile = path.join(this.folder, `${name}-${this.services.length}.log`);
    const service = startService({ name, file: `dist/${name}.mjs`, env, logFile });
    this.services.push(service);
    return service;
  }

  /** Ends a process without warning, as the kernel does when memory runs out. */
  async kill(service: Service): Promise<void> {
    if (service.isRunning) process.kill(service.pid, "SIGKILL");
    await service.ended;
  }

  async simulate<T = Record<string, unknown>>(
    where: string,
    body?: unknown,
    method = body ? "POST" : "GET",
  ): Promise<T> {
    const answer = await fetch(this.simulatorUrl + where, {
      method,
      headers: { "content-type": "application/json" },
      body: body ? JSON.stringify(body) : undefined,
    });
    return (await answer.json()) as T;
  }

  /** What still has to happen, as sentences; none: everything has come to rest. */
  async underWay(): Promise<string[]> {
    const { pending_webhooks } = await this.simulate<{ pending_webhooks: number }>(
      "/_sim/ledger?since=999999999",
    );
    const [row] = await this.admin`
      select (select count(*) from webhook_events where state = 'stored')::int as bodies,
        (select count(*) from messages where direction = 'in' and handled_at is null)::int as unheard,
        (select count(*) from conversation_events where handled_at is null)::int as untold,
        (select count(*) from outbox where state <> 'held')::int as unsent,
        (select count(*) from graphile_worker._private_jobs where locked_at is not null)::int as locked,
        (select count(*) from graphile_worker._private_jobs where run_at < now() and attempts < max_attempts)::int as due`;
    const counts = { webhooks: pending_webhooks, ...row } as Record<string, number>;
    return Object.entries(counts).flatMap(([name, count]) => (count > 0 ? [`${count} ${name}`] : []));
  }

  /** Waits until nothing is under way, twice in a row; tells what is left when that takes too long. */
  async comesToRest(timeoutMs = 60_000): Promise<void> {
    let quiet = 0;
    const look = async () => {
      const left = await this.underWay();
      quiet = left.length === 0 ? quiet + 1 : 0;
      return quiet >= 3 ? "at rest" : left.join(", ");
    };
    await expect
      .poll(look, { timeout: timeoutMs, interval: 150 })
      .toBe("at rest")
      .catch((error: Error) => {
        throw new Error(`${error.message}\n${this.lastWords()}`);
      });
  }

  /** Every promise of the product, looked up behind its back once all has come to rest. */
  async findsNothingWrong(timeoutMs?: number): Promise<void> {
    await this.comesToRest(timeoutMs);
    const { adminUrl } = this.database;
    const signingKey = this.environment.AUDIT_SIGNING_KEY;
    expect(await fsck(adminUrl, { simulatorUrl: this.simulatorUrl, atRest: true, signingKey })).toEqual([]);
  }

  /** How many messages ended as *unknown*: given up for good, and shown to the shop. */
  async unknowns(): Promise<number> {
    const [row] = await this.admin`select count(*)::int as n from messages where status = 'unknown'`;
    return row?.n ?? 0;
  }

  /** The last lines of each program, for a failure that wants explaining. */
  lastWords(lines = 12): string {
    return this.services
      .map(
        (one) =>
          `${one.name} ${one.pid}\n${readFileSync(one.logFile, "utf8").trimEnd().split("\n").slice(-lines).join("\n")}`,
      )
      .join("\n\n");
  }

  /** Something to end before the programs are. */
  beforeStop(work: () => Promise<void>): void {
    this.endings.push(work);
  }

  async stop(): Promise<void> {
    for (const end of this.endings) await end();
    for (const service of [...this.services].reverse()) await service.stop();
    await this.admin.end({ timeout: 1 }).catch(() => undefined);
    await this.database.stop();
    if (!process.env.FAULTS_KEEP) rmSync(this.folder, { recursive: true, force: true });
  }
}
