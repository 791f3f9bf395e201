import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { run } from "../processes/run.mjs";
import { npm, REPO_ROOT } from "./tools.mjs";

const INSTALL_ARGUMENTS = ["ci", "--include=dev", "--include=optional", "--no-audit", "--no-fund"];

/**
 * Why node_modules is not what package-lock.json asks for, or undefined when it is. npm writes down what it has
 * installed in a lock file of its own there; comparing the two also notices an install that was interrupted.
 */
export function whyInstall(root = REPO_ROOT) {
  const installedLock = path.join(root, "node_modules", ".package-lock.json");
  if (!existsSync(installedLock)) return "no packages are installed yet";
  const wanted = readPackages(path.join(root, "package-lock.json"));
  const installed = readPackages(installedLock);
  for (const [name, entry] of Object.entries(wanted)) {
    if (name === "" || isSame(entry, installed[name])) continue;
    const mayBeAbsent = entry.optional || entry.devOptional;
    if (!installed[name] && mayBeAbsent) continue;
    return `${name.replace(/^.*node_modules\//, "")} has changed`;
  }
  return undefined;
}

function readPackages(file) {
  return JSON.parse(readFileSync(file, "utf8")).packages;
}

function isSame(wanted, installed) {
  return installed?.version === wanted.version && installed?.integrity === wanted.integrity;
}

/** Installs the locked packages when they are not there. Gives false when there was nothing to do. */
export async function installPackages({ logFile } = {}) {
  if (!whyInstall()) return false;
  // Under NODE_ENV=production npm would leave the compilers out.
  const env = { ...process.env, NODE_ENV: "development" };
  const { code, output } = await run(npm(...INSTALL_ARGUMENTS), { env, logFile });
  if (code !== 0) throw new Error(`Installing the packages failed:\n${lastLines(output, 15)}`);
  return true;
}

function lastLines(text, count) {
  return text.trimEnd().split("\n").slice(-count).join("\n");
}
