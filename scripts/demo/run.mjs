import path from "node:path";
import { buildPrograms, buildWeb, isBuilt } from "../build.mjs";
import { erasePostgres, stopPostgres } from "../postgres/start.mjs";
import { findFreePort, isPortFree } from "../processes/ports.mjs";
import { seconds, step } from "../processes/steps.mjs";
import { installPackages, whyInstall } from "../setup/install.mjs";
import { prepareDatabase, seedDatabase } from "./database.mjs";
import { startPrograms } from "./programs.mjs";
import { Shutdown } from "./shutdown.mjs";
import { claimData, eraseData, PLACES, readSettings, releaseData, runningDemo } from "./state.mjs";
import { welcome } from "./welcome.mjs";

/**
 * The whole product on this machine: database, simulator, web server, worker. Everything it starts ends with it.
 *
 * @param {{ isFresh: boolean, host: string, webPort: number, simulatorPort: number }} options isFresh: forget earlier
 *   demos; host: the product's name in addresses
 */
export async function runDemo({ isFresh, host, webPort, simulatorPort }) {
  const startedAt = Date.now();
  // A terminal or a pipe that is closed is no reason to fall before everything is stopped in order.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
  await refuseIfBusy({ PORT: webPort, SIMULATOR_PORT: simulatorPort });
  const shutdown = new Shutdown({ onEnd: releaseData });
  const must = (title, work) => mustSucceed(shutdown, title, work);
  console.log("\nTrustGuard demo\n");
  if (isFresh) await must("earlier data forgotten", forget);
  claimData();
  const settings = readSettings();
  const mail = await findMailPort(settings, [webPort, simulatorPort]);
  const ports = { web: webPort, simulator: simulatorPort, mail };
  await must("packages", install);
  const built = isBuilt();
  if (!built) await must("programs bundled", buildPrograms);
  const [environment] = await Promise.all([
    prepareDatabase({ settings, host, ports, shutdown, must }),
    must(built ? "web application, as built before" : "web application built", () => built || compile()),
  ]);
  const people = await seedDatabase({ environment, must });
  await startPrograms({ environment, settings, ports, shutdown, must });
  console.log(
    `\nReady after ${seconds(startedAt)}.\n\n${welcome({ product: environment.APP_URL, ports, people })}`,
  );
}

async function refuseIfBusy(ports) {
  const pid = runningDemo();
  const complaints = pid
    ? [`The demo runs already, as process ${pid}. Stop it first: Ctrl-C there, or kill ${pid}.`]
    : [];
  for (const [variable, port] of pid ? [] : Object.entries(ports)) {
    if (await isPortFree(port)) continue;
    complaints.push(
      `Port ${port} is taken by another program. Stop that one, or choose another port: ` +
        `${variable}=${port + 100} npm run demo`,
    );
  }
  if (complaints.length === 0) return;
  console.error(complaints.join("\n"));
  process.exit(1);
}

/** A step without which there is no demo. While everything is being stopped, nothing new begins. */
async function mustSucceed(shutdown, title, work) {
  let result;
  const isFine = await step(title, async () => {
    try {
      result = await shutdown.track(work);
    } catch (error) {
      if (!shutdown.isEnding) throw error;
    }
    if (shutdown.isEnding) await forever();
    return typeof result === "string" ? result : result?.remark;
  });
  if (isFine) return result;
  await shutdown.end(1);
  return forever();
}

function forever() {
  return new Promise(() => {});
}

async function forget() {
  await stopPostgres(PLACES.postgres);
  erasePostgres(PLACES.postgres);
  eraseData();
}

/** The one of the last start, or the one after the simulator's, or any. */
async function findMailPort({ own }, taken) {
  for (const port of [Number(own.DEMO_MAIL_PORT), taken[1] + 1]) {
    if (port && !taken.includes(port) && (await isPortFree(port))) return port;
  }
  return findFreePort();
}

async function install() {
  const reason = whyInstall();
  await installPackages({ logFile: path.join(PLACES.logs, "install.log") });
  return reason ?? "as locked";
}

async function compile() {
  await buildWeb({ logFile: path.join(PLACES.logs, "build.log") });
}
