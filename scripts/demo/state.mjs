import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { isAlive, programOf } from "../processes/alive.mjs";
import { createSecrets } from "../setup/environment.mjs";
import { REPO_ROOT } from "../setup/tools.mjs";

/** DEMO_DATA_DIR lets a second demo, and the demo's own test, live beside the first. */
const DATA = path.resolve(process.env.DEMO_DATA_DIR ?? path.join(REPO_ROOT, ".data"));

/** Where the demo keeps what it has. */
export const PLACES = {
  data: DATA,
  environment: path.join(DATA, "demo.env"),
  pid: path.join(DATA, "demo.pid"),
  logs: path.join(DATA, "logs"),
  postgres: path.join(DATA, "postgres"),
  simulator: path.join(DATA, "simulator"),
  storage: path.join(DATA, "storage"),
};

/** Settings of the demo itself, which the product is not told. */
const OWN_PASSWORDS = ["DEMO_ADMIN_PASSWORD", "DEMO_RUNTIME_PASSWORD"];
const OWN_PORTS = ["DEMO_DATABASE_PORT", "DEMO_MAIL_PORT"];

/** The process id of a demo that runs already on these data, or undefined. */
export function runningDemo() {
  if (!existsSync(PLACES.pid)) return undefined;
  const pid = Number(readFileSync(PLACES.pid, "utf8"));
  const isDemo = pid > 0 && pid !== process.pid && isAlive(pid) && /node/i.test(programOf(pid));
  return isDemo ? pid : undefined;
}

/** Makes the folders and notes this process as the demo that owns them. Logs are of this start alone. */
export function claimData() {
  rmSync(PLACES.logs, { recursive: true, force: true });
  for (const folder of [PLACES.data, PLACES.logs, PLACES.storage, PLACES.simulator]) {
    mkdirSync(folder, { recursive: true });
  }
  writeFileSync(PLACES.pid, String(process.pid));
}

/** The demo no longer runs. */
export function releaseData() {
  rmSync(PLACES.pid, { force: true });
}

/** Forgets everything that earlier demos kept. */
export function eraseData() {
  for (const place of Object.values(PLACES)) {
    if (place !== DATA) rmSync(place, { recursive: true, force: true });
  }
}

/**
 * What earlier starts have settled, and new secrets on the first.
 *
 * @returns {{ secrets: object, own: object }} own: the demo's passwords and its last ports by name
 */
export function readSettings() {
  const kept = existsSync(PLACES.environment) ? parse(readFileSync(PLACES.environment, "utf8")) : {};
  const fresh = createSecrets();
  const secrets = Object.fromEntries(Object.keys(fresh).map((name) => [name, kept[name] ?? fresh[name]]));
  const passwords = OWN_PASSWORDS.map((name) => [name, kept[name] ?? randomBytes(24).toString("base64url")]);
  const ports = OWN_PORTS.map((name) => [name, kept[name]]);
  return { secrets, own: Object.fromEntries([...passwords, ...ports]) };
}

/** Keeps the whole environment, for the next start and for `node --env-file=.data/demo.env`. */
export function writeSettings(environment) {
  const head = "# Made by npm run demo. The secrets stay, the addresses are written anew at each start.\n";
  const lines = Object.entries(environment).map(([name, value]) => `${name}="${value}"\n`);
  writeFileSync(PLACES.environment, head + lines.join(""), { mode: 0o600 });
}

function parse(text) {
  return Object.fromEntries([...text.matchAll(/^(\w+)="(.*)"$/gm)].map(([, name, value]) => [name, value]));
}
