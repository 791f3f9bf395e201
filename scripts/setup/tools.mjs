import path from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of this repository. */
export const REPO_ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Start scripts of the tools in node_modules: run with this Node, they work alike on every system. */
const SCRIPTS = {
  biome: "@biomejs/biome/bin/biome",
  next: "next/dist/bin/next",
  tsc: "typescript/bin/tsc",
  vitest: "vitest/vitest.mjs",
};

/** A tool's command line: `[program, ...arguments]`. */
export function tool(name, ...args) {
  return [process.execPath, path.join(REPO_ROOT, "node_modules", SCRIPTS[name]), ...args];
}

/** npm's command line. Under `npm run` npm tells where it is; that also avoids npm.cmd on Windows. */
export function npm(...args) {
  const { npm_execpath: script } = process.env;
  return script?.endsWith(".js") ? [process.execPath, script, ...args] : ["npm", ...args];
}
