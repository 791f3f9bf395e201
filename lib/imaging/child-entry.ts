import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const BUNDLE = "imaging-child.mjs";

export type ChildEntry = { execArguments: string[]; file: string };

/**
 * Where the child program is: the bundle beside the bundle that is running; in production the build's output under the
 * working directory; else the source, through tsx. Throws when it is nowhere: then nothing can be decoded safely.
 */
export function childEntry(): ChildEntry {
  const here = ownFolder();
  const bundles = [join(here, BUNDLE)];
  if (process.env.NODE_ENV === "production") bundles.push(join(process.cwd(), "dist", BUNDLE));
  const bundle = bundles.find((file) => existsSync(file));
  if (bundle !== undefined) return { execArguments: [], file: bundle };
  const source = join(here, "child.ts");
  if (!existsSync(source)) throw new Error(`${BUNDLE} is missing: build the project first`);
  const loader = createRequire(source).resolve("tsx");
  return { execArguments: ["--import", pathToFileURL(loader).href], file: source };
}

function ownFolder(): string {
  // Some bundlers leave an address here that is no file.
  return import.meta.url.startsWith("file:") ? dirname(fileURLToPath(import.meta.url)) : process.cwd();
}
