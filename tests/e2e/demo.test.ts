import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { erasePostgres, postgresFolder } from "../../scripts/postgres/start.mjs";
import { isAlive } from "../../scripts/processes/alive.mjs";
import { findFreePort, isPortFree } from "../../scripts/processes/ports.mjs";

interface Run {
  child: ChildProcess;
  output(): string;
  ended: Promise<number | null>;
}

describe("npm run demo", () => {
  let folder: string;
  let ports: { web: number; simulator: number };
  const runs: Run[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), "trustguard-demo-"));
    ports = { web: await findFreePort(), simulator: await findFreePort() };
  });

  afterEach(async () => {
    for (const { child, ended } of runs.splice(0)) {
      child.kill("SIGTERM");
      await ended;
    }
  });

  afterAll(() => {
    erasePostgres(path.join(folder, "postgres"));
    rmSync(folder, { recursive: true, force: true });
  });

  function startDemo(...options: string[]): Run {
    const { PORT: _port, ...rest } = process.env;
    const env = {
      ...rest,
      DEMO_DATA_DIR: folder,
      PORT: String(ports.web),
      SIMULATOR_PORT: String(ports.simulator),
    };
    const child = spawn(process.execPath, ["scripts/demo.mjs", ...options], {
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const chunks: Buffer[] = [];
    child.stdout.on("data", (chunk) => chunks.push(chunk));
    child.stderr.on("data", (chunk) => chunks.push(chunk));
    const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
    const run = { child, ended, output: () => Buffer.concat(chunks).toString() };
    runs.push(run);
    return run;
  }

  async function untilReady(run: Run): Promise<void> {
    let isOver = false;
    run.ended.then(() => {
      isOver = true;
    });
    await expect
      .poll(() => isOver || run.output().includes("Ready after"), { timeout: 90_000, interval: 100 })
      .toBe(true);
    if (isOver) throw new Error(run.output());
  }

  const kept = (name: string) =>
    new RegExp(`^${name}="(.*)"$`, "m").exec(readFileSync(path.join(folder, "demo.env"), "utf8"))?.[1];

  it("brings up the product, stops all of it on one signal, and finds everything again", async () => {
    const first = startDemo();
    await untilReady(first);
    expect((await fetch(`http://127.0.0.1:${ports.web}/`)).status).toBe(200);
    expect((await fetch(`http://127.0.0.1:${ports.simulator}/`)).status).toBe(200);
    expect(first.output()).toContain(`http://127.0.0.1:${ports.web}`);
    const postmaster = Number(
      readFileSync(path.join(postgresFolder(path.join(folder, "postgres")), "postmaster.pid"), "utf8").split(
        "\n",
      )[0],
    );
    const secrets = kept("ENCRYPTION_KEYS");

    first.child.kill("SIGINT");
    expect(await first.ended).toBe(0);
    expect(isAlive(postmaster)).toBe(false);
    expect(await Promise.all([ports.web, ports.simulator].map(isPortFree))).toEqual([true, true]);
    expect(existsSync(path.join(folder, "demo.pid"))).toBe(false);

    // By a name this time: browsers know passkeys by names only.
    const second = startDemo("--localhost");
    await untilReady(second);
    expect(kept("ENCRYPTION_KEYS")).toBe(secrets);
    const named = `http://localhost:${ports.web}`;
    expect(second.output()).toContain(`TrustGuard      ${named}\n`);
    const asks = (origin: string) =>
      fetch(`${named}/api/ceo/login`, {
        method: "POST",
        headers: { "content-type": "application/json", origin },
        body: JSON.stringify({ contact: "ada@adasfashion.example" }),
      });
    expect((await asks(named)).status).toBe(200);
    expect((await asks(`http://127.0.0.1:${ports.web}`)).status).toBe(403);
    second.child.kill("SIGTERM");
    expect(await second.ended).toBe(0);
  });

  it("says which port is taken, and what to do", async () => {
    const other = http.createServer().listen(ports.web, "127.0.0.1");
    await new Promise((resolve) => other.once("listening", resolve));
    const run = startDemo();
    expect(await run.ended).toBe(1);
    expect(run.output()).toMatch(new RegExp(`Port ${ports.web} is taken.*PORT=\\d+ npm run demo`));
    other.close();
  });

  it("says when the demo runs already", async () => {
    const first = startDemo();
    await untilReady(first);
    const second = startDemo();
    expect(await second.ended).toBe(1);
    expect(second.output()).toContain(`process ${first.child.pid}`);
    first.child.kill("SIGINT");
    expect(await first.ended).toBe(0);
  });
});
