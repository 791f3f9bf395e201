import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { REPO_ROOT } from "./tools.mjs";

/** Everything that a build reads. */
const INPUTS = [
  "app",
  "components",
  "db",
  "lib",
  "public",
  "scripts",
  "simulator",
  "middleware.ts",
  "migrate.ts",
  "next.config.mjs",
  "package-lock.json",
  "postcss.config.mjs",
  "server.ts",
  "trustguard.ts",
  "tsconfig.json",
  "worker.ts",
];

/** SHA-256 over names and contents of the sources, and Node's major version: when it differs, build again. */
export function hashSources(root = REPO_ROOT) {
  const hash = createHash("sha256").update(process.versions.node.split(".")[0]);
  for (const input of INPUTS) addTo(hash, root, input);
  return hash.digest("hex");
}

function addTo(hash, root, relative) {
  const full = path.join(root, relative);
  if (!existsSync(full)) return;
  if (statSync(full).isDirectory()) {
    for (const name of readdirSync(full).sort()) addTo(hash, root, `${relative}/${name}`);
    return;
  }
  hash.update(`\0${relative}\0`).update(readFileSync(full));
}
