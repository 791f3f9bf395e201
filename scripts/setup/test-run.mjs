import { buildPrograms, buildWeb, isBuilt } from "../build.mjs";
import { signalRunning } from "../processes/run.mjs";
import { seconds, step } from "../processes/steps.mjs";
import { ensureBrowser } from "./browser.mjs";
import { runStaticChecks } from "./checks.mjs";
import { installPackages, whyInstall } from "./install.mjs";
import { runTests, sumUp } from "./vitest.mjs";

const PARTS = ["unit", "integration", "faults", "e2e"];
const NOTHING = { passed: 0, failed: 0, skipped: 0 };

/**
 * Everything that must hold, from a bare clone: packages, static checks, unit, integration, build, browser tests.
 * A part that fails does not keep the others from running. The last line has the sums, the exit code the verdict.
 *
 * @param {string | undefined} only one of the parts: "unit", "integration", "faults" or "e2e"
 */
export async function runEverything(only) {
  if (only !== undefined && !PARTS.includes(only)) {
    console.error(`--only takes ${PARTS.join(", ")}; it was "${only}".`);
    process.exit(2);
  }
  stopOnSignals();
  const startedAt = Date.now();
  const isWanted = (part) => only === undefined || only === part;
  if (!(await step("packages", install))) return finish([failed(1)], startedAt);
  const runs = [];
  if (only === undefined) runs.push(failed(await runStaticChecks()));
  if (isWanted("unit")) runs.push(await runTests("unit"));
  if (isWanted("integration")) runs.push(await runTests("integration"));
  if (isWanted("faults")) runs.push(await runFaults());
  if (isWanted("e2e")) runs.push(await runInBrowser());
  finish(runs, startedAt);
}

async function install() {
  const reason = whyInstall();
  await installPackages();
  return reason ?? "as locked";
}

/** The built product, killed and starved: a short series. The long one is `npm run test:deep`. */
async function runFaults() {
  return (await step("build", buildOnce)) ? runTests("faults") : failed(1);
}

async function runInBrowser() {
  let browser;
  const isReady =
    (await step("build", buildOnce)) &&
    (await step("browser", async () => {
      browser = await ensureBrowser((text) => console.log(`  ${text}`));
      return browser;
    }));
  return isReady ? runTests("e2e", { CHROMIUM_PATH: browser }) : failed(1);
}

async function buildOnce() {
  if (isBuilt()) return "as built before";
  await buildPrograms();
  await buildWeb();
  return undefined;
}

/** A check that is no test counts as a failed one, so that the sums never look better than the verdict. */
function failed(count) {
  return { ...NOTHING, failed: count };
}

function finish(runs, startedAt) {
  const line = sumUp(runs);
  console.log(`\nAfter ${seconds(startedAt)}:\n${line}`);
  process.exitCode = / 0 failed/.test(line) ? 0 : 1;
}

function stopOnSignals() {
  for (const name of ["SIGINT", "SIGTERM"]) {
    process.once(name, () => {
      signalRunning("SIGTERM");
      process.exit(130);
    });
  }
}
