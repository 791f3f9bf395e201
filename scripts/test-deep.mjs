import { spawn } from "node:child_process";
import { buildPrograms, buildWeb, isBuilt } from "./build.mjs";
import { step } from "./processes/steps.mjs";
import { requireNode } from "./setup/node-version.mjs";
import { REPO_ROOT, tool } from "./setup/tools.mjs";

/**
 * The long series of faults (about an hour): hundreds of kills and cuts, a thousand histories and shuffles. Each part
 * prints its figures as a JSON line with the seed that repeats it: `FAULTS_SEED=… npm run test:deep`. Arguments choose
 * files, as vitest takes them: `npm run test:deep -- kill-worker`.
 */
requireNode();

const isReady = await step("build", async () => {
  if (isBuilt()) return "as built before";
  await buildPrograms();
  await buildWeb();
  return undefined;
});
if (!isReady) process.exit(1);

const [program, ...args] = tool("vitest", "run", "--project", "faults", ...process.argv.slice(2));
const child = spawn(program, args, {
  cwd: REPO_ROOT,
  env: { ...process.env, FAULTS: "deep" },
  stdio: "inherit",
});
for (const name of ["SIGINT", "SIGTERM"]) process.on(name, () => child.kill(name));
child.once("exit", (code) => {
  process.exitCode = code ?? 1;
});
