import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { findFreePort } from "../../scripts/processes/ports.mjs";
import { describeEnd, type Service, startService, waitUntilReady } from "../../scripts/processes/service.mjs";
import {
  bareEnvironment,
  createSecrets,
  productEnvironment,
  simulatorEnvironment,
} from "../../scripts/setup/environment.mjs";
import { createTestDatabase, type TestDatabase } from "./database";

const READY_TIMEOUT_MS = 60_000;

type DemoPeople = typeof import("@/scripts/seed").DEMO_PEOPLE;
type Variables = Record<string, string>;

/** The whole built product, running on ports and a database of its own. */
export interface TestApp {
  /** Address of the web server. */
  url: string;
  /** Address of the simulator: page, phones, administration under /_sim. */
  simulatorUrl: string;
  database: TestDatabase;
  /** The product's environment, e.g. to run the operator's program with. */
  environment: Variables;
  web: Service;
  worker: Service;
  simulator: Service;
  /** The people of the example business. */
  people: DemoPeople;
  /** Another worker, for instance after the first was killed. It is stopped with the rest. */
  startWorker(): Service;
  /** Stops everything, drops the database, deletes the files. Throws when a program had ended by itself. */
  stop(): Promise<void>;
}

/**
 * Starts the built product (`npm run build`) with the simulator. `variables` replace the usual ones; `host` is the name it is
 * opened by: passkeys need one, a bare number has none.
 */
export async function startApp(variables: Variables = {}, host = "127.0.0.1"): Promise<TestApp> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "trustguard-e2e-"));
  const [web, simulator, mail] = await Promise.all([findFreePort(), findFreePort(), findFreePort()]);
  const ports = { web, simulator, mail };
  const secrets = createSecrets();
  const database = await createTestDatabase();
  const storageDir = path.join(folder, "storage");
  const { databaseUrl } = database;
  const environment = {
    ...bareEnvironment(),
    ...productEnvironment({ secrets, ports, databaseUrl, storageDir }),
    APP_URL: `http://${host}:${web}`,
    NEXTAUTH_URL: `http://${host}:${web}`,
    ...variables,
  };
  const simulatorVariables = { ...bareEnvironment(), ...simulatorEnvironment({ secrets, ports }) };
  const programs = new Programs(folder);
  try {
    const people = await seedExample(environment);
    const started = {
      simulator: programs.start("simulator", simulatorVariables),
      worker: programs.start("worker", environment),
      web: programs.start("server", environment),
    };
    const wait = (url: string, service: Service) =>
      waitUntilReady(url, { service, timeoutMs: READY_TIMEOUT_MS });
    await Promise.all([
      wait(`http://127.0.0.1:${simulator}/_sim/health`, started.simulator),
      wait(`http://127.0.0.1:${web}/api/health/ready`, started.web),
    ]);
    return {
      ...started,
      url: `http://${host}:${web}`,
      simulatorUrl: `http://127.0.0.1:${simulator}`,
      database,
      environment,
      people,
      startWorker: () => programs.start("worker", environment),
      stop: () => cleanUp(programs, database, folder),
    };
  } catch (error) {
    await cleanUp(programs, database, folder).catch(() => {});
    throw error;
  }
}

class Programs {
  readonly #started: Service[] = [];
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  start(name: "server" | "worker" | "simulator", env: Variables): Service {
    const logFile = path.join(this.#folder, `${name}-${this.#started.length}.log`);
    const service = startService({ name, file: `dist/${name}.mjs`, env, logFile });
    this.#started.push(service);
    return service;
  }

  /** The latest first. Gives the last words of those that had ended with an error of their own. */
  async stop(): Promise<string[]> {
    const crashed: string[] = [];
    for (const service of [...this.#started].reverse()) {
      const wasRunning = service.isRunning;
      await service.stop();
      const how = await service.ended;
      // A test that kills a program does it by signal.
      if (!wasRunning && how.startsWith("with code")) crashed.push(describeEnd(service, how));
    }
    return crashed;
  }
}

async function cleanUp(programs: Programs, database: TestDatabase, folder: string): Promise<void> {
  const crashed = await programs.stop();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
  if (crashed.length > 0) throw new Error(crashed.join("\n\n"));
}

async function seedExample(environment: Variables): Promise<DemoPeople> {
  const { stdout } = await promisify(execFile)(process.execPath, ["scripts/demo/run-seed.mjs"], {
    env: environment as NodeJS.ProcessEnv,
  });
  return JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "");
}
