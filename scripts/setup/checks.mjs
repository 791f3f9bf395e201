import { existsSync } from "node:fs";
import path from "node:path";
import { checkRepository } from "../architecture/check.mjs";
import { run } from "../processes/run.mjs";
import { step } from "../processes/steps.mjs";
import { REPO_ROOT, tool } from "./tools.mjs";

/** Format, lint, types and architecture. Prints a line for each; gives how many failed. */
export async function runStaticChecks() {
  const results = await Promise.all([
    step("format and lint", () => mustSucceed(tool("biome", "check", "--error-on-warnings", "."))),
    step("architecture", async () => checkRepository(REPO_ROOT)),
    step("types", checkTypes),
  ]);
  return results.filter((ok) => !ok).length;
}

/** Routes have types too: Next.js writes them from the folders below app/. */
async function checkTypes() {
  if (existsSync(path.join(REPO_ROOT, "app"))) await mustSucceed(tool("next", "typegen"));
  await mustSucceed(tool("tsc", "--noEmit", "-p", "."));
}

async function mustSucceed(commandLine) {
  const { code, output } = await run(commandLine);
  if (code !== 0) throw new Error(output);
}
