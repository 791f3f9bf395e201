import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";

const SCRIPT = /\/_next\/static\/[\w./~%-]+\.js/g;
/** Browsers that know modules do not load it. */
const LEGACY_ONLY = /<script[^>]*nomodule[^>]*><\/script>/gi;

/**
 * First-load JavaScript of one page: every script its HTML names, in tags or in what React is told to load with it, each
 * compressed by itself. Throws when the page does not answer 200.
 *
 * @param {string} url address of the page of a built, running product
 * @param {{ cookie?: string }} options the Cookie header of somebody who may see it
 * @returns {Promise<{ gzipBytes: number, scripts: { path: string, gzipBytes: number }[] }>} the largest first
 */
export async function measurePage(url, { cookie } = {}) {
  const answer = await fetch(url, { redirect: "manual", headers: cookie ? { cookie } : {} });
  const html = await answer.text();
  if (answer.status !== 200) throw new Error(`${new URL(url).pathname} answered ${answer.status}`);
  const paths = new Set(html.replace(LEGACY_ONLY, "").match(SCRIPT) ?? []);
  const scripts = await Promise.all([...paths].map((path) => measureScript(new URL(path, url))));
  scripts.sort((a, b) => b.gzipBytes - a.gzipBytes);
  return { gzipBytes: scripts.reduce((sum, script) => sum + script.gzipBytes, 0), scripts };
}

async function measureScript(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url.pathname} answered ${answer.status}`);
  const body = Buffer.from(await answer.arrayBuffer());
  return { path: url.pathname, gzipBytes: gzipSync(body).length };
}

/** For a look by hand: node scripts/measure-pages.mjs http://127.0.0.1:3000 /login /register, signed in by $COOKIE. */
async function main([base, ...paths]) {
  for (const path of paths) {
    const { gzipBytes, scripts } = await measurePage(new URL(path, base).href, {
      cookie: process.env.COOKIE,
    });
    console.log(`${(gzipBytes / 1024).toFixed(1).padStart(7)} KiB gz  ${path}`);
    for (const script of scripts) {
      console.log(`${(script.gzipBytes / 1024).toFixed(1).padStart(15)}  ${script.path}`);
    }
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await main(process.argv.slice(2));
