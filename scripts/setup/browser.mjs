import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { run } from "../processes/run.mjs";
import { REPO_ROOT } from "./tools.mjs";

const SYSTEM_NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
const SYSTEM_FILES = {
  darwin: [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
  ],
  win32: [
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
  ],
};

/**
 * A Chromium that starts: the one that CHROMIUM_PATH names, the system's, Playwright's own, or the one that comes as
 * an npm package. Gives undefined when there is none.
 *
 * @returns {Promise<string | undefined>} path of the program
 */
export async function findBrowser() {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (starts(given)) return given;
    throw new Error(`CHROMIUM_PATH names ${given}, which does not start.`);
  }
  for (const find of [systemBrowser, playwrightBrowser, packagedBrowser]) {
    const program = await find();
    if (program) return program;
  }
  return undefined;
}

/**
 * As {@link findBrowser}, and as a last try installs one: by Playwright, or on Debian and its kin by root with apt.
 *
 * @param {(text: string) => void} say what is being installed
 */
export async function ensureBrowser(say) {
  const found = await findBrowser();
  if (found) return found;
  for (const install of [installForPlaywright, installByApt]) {
    await install(say);
    const program = await findBrowser();
    if (program) return program;
  }
  throw new Error("No browser was found. Install Chromium or Chrome, or set CHROMIUM_PATH to one.");
}

function systemBrowser() {
  const inPath = (process.env.PATH ?? "")
    .split(path.delimiter)
    .flatMap((folder) => SYSTEM_NAMES.map((name) => path.join(folder, name)));
  return [...inPath, ...(SYSTEM_FILES[process.platform] ?? [])].find(starts);
}

async function playwrightBrowser() {
  const { chromium } = await import("playwright");
  const program = chromium.executablePath();
  return starts(program) ? program : undefined;
}

/**
 * The package unpacks itself into TMPDIR and trusts what lies there; a folder of our own keeps other users' files out.
 */
async function packagedBrowser() {
  const packageDir = path.join(REPO_ROOT, "node_modules", "@sparticuz", "chromium");
  if (process.platform !== "linux" || process.arch !== "x64" || !existsSync(packageDir)) return undefined;
  const { version } = JSON.parse(readFileSync(path.join(packageDir, "package.json"), "utf8"));
  const folder = path.join(REPO_ROOT, "node_modules", ".cache", `chromium-${version}`);
  const program = path.join(folder, "chromium");
  if (starts(program)) return program;
  mkdirSync(folder, { recursive: true });
  const unpack = `import("@sparticuz/chromium").then(({ default: chromium }) => chromium.executablePath())`;
  await run([process.execPath, "-e", unpack], { env: { ...process.env, TMPDIR: folder } });
  return starts(program) ? program : undefined;
}

/** A browser can be there and yet lack the system's libraries. */
function starts(program) {
  if (!existsSync(program)) return false;
  // On Windows Chrome would open a window.
  if (process.platform === "win32") return true;
  return spawnSync(program, ["--version"], { stdio: "ignore", timeout: 20_000 }).status === 0;
}

async function installForPlaywright(say) {
  say("No browser found: trying to download Playwright's own (about 150 MB) …");
  const script = path.join(REPO_ROOT, "node_modules", "playwright", "cli.js");
  await run([process.execPath, script, "install", "chromium"]);
}

async function installByApt(say) {
  const isDebian = existsSync("/usr/bin/apt-get") && process.getuid?.() === 0;
  if (!isDebian) return;
  say("No browser found: installing Debian's chromium with apt-get …");
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await run(["apt-get", "update"], { env });
  await run(["apt-get", "install", "-y", "--no-install-recommends", "chromium"], { env });
}
