import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { bundle } from "./bundle.mjs";
import { run } from "./processes/run.mjs";
import { hashSources } from "./setup/sources.mjs";
import { REPO_ROOT, tool } from "./setup/tools.mjs";

const STAMP = path.join(REPO_ROOT, ".next", "trustguard-build");

/** Whether .next and dist were built from the sources as they are now. */
export function isBuilt() {
  if (!existsSync(STAMP) || !existsSync(path.join(REPO_ROOT, "dist", "server.mjs"))) return false;
  return readFileSync(STAMP, "utf8") === hashSources();
}

/** Bundles the programs into dist; one that has no source fails the build. */
export async function buildPrograms() {
  const { missing } = await bundle();
  if (missing.length > 0) throw new Error(`The build is not complete without ${missing.join(", ")}.`);
}

/**
 * Builds the web application into .next.
 *
 * @param {{ echo?: boolean, logFile?: string }} options as for `run`
 */
export async function buildWeb(options = {}) {
  // Hashed first: what changes while the build runs must count as a change.
  const hash = hashSources();
  const env = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
  const { code, output } = await run(tool("next", "build"), { ...options, env });
  if (code !== 0) throw new Error(options.echo ? "next build failed." : `next build failed:\n${output}`);
  writeFileSync(STAMP, hash);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    await buildPrograms();
    await buildWeb({ echo: true });
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
