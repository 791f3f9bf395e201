import path from "node:path";
import { describeEnd, startService, waitUntilReady } from "../processes/service.mjs";
import { bareEnvironment, simulatorEnvironment } from "../setup/environment.mjs";
import { PLACES } from "./state.mjs";

const READY_TIMEOUT_MS = 60_000;

/**
 * Starts simulator, worker and web server and waits for each. When one of them ends later, that is said and
 * everything is stopped: half a product would only puzzle.
 */
export async function startPrograms({ environment, settings, ports, shutdown, must }) {
  const product = { ...bareEnvironment(), ...environment };
  const simulator = {
    ...bareEnvironment(),
    ...simulatorEnvironment({ secrets: settings.secrets, ports, stateDir: PLACES.simulator }),
  };
  const start = (name, file, env) =>
    startService({ name, file, env, logFile: path.join(PLACES.logs, `${name}.log`) });
  await must("simulator", async () => {
    const service = start("simulator", "dist/simulator.mjs", simulator);
    shutdown.add(service.stop);
    const health = `http://127.0.0.1:${ports.simulator}/_sim/health`;
    await waitUntilReady(health, { timeoutMs: READY_TIMEOUT_MS, service });
    watch(service, shutdown);
  });
  await must("worker and web server", async () => {
    const worker = start("worker", "dist/worker.mjs", product);
    const web = start("web", "dist/server.mjs", product);
    shutdown.add(() => Promise.all([web.stop(), worker.stop()]));
    const ready = `http://127.0.0.1:${ports.web}/api/health/ready`;
    await waitUntilReady(ready, { timeoutMs: READY_TIMEOUT_MS, service: web });
    for (const service of [worker, web]) watch(service, shutdown);
  });
}

async function watch(service, shutdown) {
  const how = await service.ended;
  if (shutdown.isEnding) return;
  console.error(`\n${describeEnd(service, how)}\n`);
  await shutdown.end(1);
}
