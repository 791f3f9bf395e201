import { existsSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { REPO_ROOT } from "./setup/tools.mjs";

/** Programs that run outside Next.js: file in dist/ → its source. */
const ENTRIES = {
  server: "server.ts",
  worker: "worker.ts",
  migrate: "migrate.ts",
  trustguard: "trustguard.ts",
  simulator: "simulator/main.ts",
  "imaging-child": "lib/imaging/child.ts",
  "pdf-child": "lib/pdf/child.ts",
  seed: "scripts/seed.ts",
};

/**
 * Bundles each program into one file of dist/. Packages stay outside, in node_modules.
 *
 * @param {string[]} names the programs wanted; all of them when left out
 * @returns {Promise<{ built: string[], missing: string[] }>} missing: sources that are not there
 */
export async function bundle(names = Object.keys(ENTRIES)) {
  const { build, stop } = await import("esbuild");
  const wanted = names.map((name) => [name, ENTRIES[name]]);
  const present = wanted.filter(([, source]) => existsSync(path.join(REPO_ROOT, source)));
  const outdir = path.join(REPO_ROOT, "dist");
  await build({
    absWorkingDir: REPO_ROOT,
    entryPoints: Object.fromEntries(present),
    outdir,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    alias: { "@": REPO_ROOT.replace(/[/\\]$/, "") },
    jsx: "automatic",
    sourcemap: true,
    logLevel: "warning",
  });
  // Its background process would stay as long as ours.
  await stop();
  const built = present.map(([name]) => name);
  const missing = wanted
    .map(([, source]) => source)
    .filter((source) => !existsSync(path.join(REPO_ROOT, source)));
  return { built, missing };
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const names = process.argv.slice(2);
  const unknown = names.filter((name) => !(name in ENTRIES));
  if (unknown.length > 0) throw new Error(`No program ${unknown}; there are ${Object.keys(ENTRIES)}.`);
  try {
    const { built, missing } = await bundle(names.length > 0 ? names : undefined);
    console.log(`dist/: ${built.map((name) => `${name}.mjs`).join(", ")}`);
    for (const source of missing) console.log(`left out, for there is no ${source}`);
  } catch {
    // esbuild has said what is wrong.
    process.exit(1);
  }
}
