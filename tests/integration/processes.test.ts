import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isAlive, waitUntilGone } from "../../scripts/processes/alive.mjs";
import { findFreePort, isPortFree } from "../../scripts/processes/ports.mjs";
import { describeEnd, startService, waitUntilReady } from "../../scripts/processes/service.mjs";

const SERVER = `
  require("node:http").createServer((_, answer) => answer.end("up")).listen(process.env.PORT, "127.0.0.1");
  process.on("SIGTERM", () => { console.log("drained"); process.exit(0); });
`;
const CRASHING = `console.log("about to fall"); process.exit(3);`;
const ENDLESS = `setInterval(() => {}, 1000);`;

describe("programs that are started beside each other", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), "trustguard-processes-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function program(name: string, source: string): string {
    const file = path.join(folder, `${name}.cjs`);
    writeFileSync(file, source);
    return path.relative(process.cwd(), file);
  }

  function start(name: string, source: string, env: Record<string, string> = {}) {
    return startService({
      name,
      file: program(name, source),
      env,
      logFile: path.join(folder, `${name}.log`),
    });
  }

  it("are ready when they answer, and hear of the end in time to finish", async () => {
    const port = await findFreePort();
    expect(await isPortFree(port)).toBe(true);
    const service = start("server", SERVER, { PORT: String(port) });
    await waitUntilReady(`http://127.0.0.1:${port}/`, { service, timeoutMs: 10_000 });
    expect(await isPortFree(port)).toBe(false);
    await service.stop();
    expect(await service.ended).toBe("with code 0");
    expect(isAlive(service.pid)).toBe(false);
    expect(describeEnd(service, "now")).toContain("drained");
  });

  it("say their last words when they fall while starting", async () => {
    const service = start("crashing", CRASHING);
    const waiting = waitUntilReady("http://127.0.0.1:1/", { service, timeoutMs: 10_000 });
    await expect(waiting).rejects.toThrow(/crashing ended with code 3[\s\S]*about to fall/);
  });

  it("end even when the one who started them is killed", async () => {
    const starter = path.join(folder, "starter.mjs");
    const serviceUrl = pathToFileURL(path.resolve("scripts/processes/service.mjs")).href;
    const options = {
      name: "endless",
      file: program("endless", ENDLESS),
      env: {},
      logFile: path.join(folder, "endless.log"),
    };
    writeFileSync(
      starter,
      `import { startService } from ${JSON.stringify(serviceUrl)};
       console.log(startService(${JSON.stringify(options)}).pid); setInterval(() => {}, 1000);`,
    );
    const parent = spawn(process.execPath, [starter], { stdio: ["ignore", "pipe", "inherit"] });
    const pid = await new Promise<number>((resolve) => {
      parent.stdout.once("data", (text) => resolve(Number(text)));
    });
    expect(isAlive(pid)).toBe(true);
    parent.kill("SIGKILL");
    expect(await waitUntilGone(pid, 15_000)).toBe(true);
  });
});
