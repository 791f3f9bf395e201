import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** A program of ours that runs in a process of its own: its bundle's name, its source beside the caller, and the caller's `import.meta.url`. */
export type ChildProgram = { bundle: string; source: string; from: string };

export type ChildEntry = { execArguments: string[]; file: string };

/**
 * Where a child program is: the bundle beside the bundle that is running; in production the build's output under the
 * working directory; else the source, through tsx. Throws when it is nowhere.
 */
export function findChild({ bundle, source, from }: ChildProgram): ChildEntry {
  // Some bundlers leave an address here that is no file.
  const here = from.startsWith("file:") ? dirname(fileURLToPath(from)) : process.cwd();
  const bundles = [join(here, bundle)];
  if (process.env.NODE_ENV === "production") bundles.push(join(process.cwd(), "dist", bundle));
  const found = bundles.find((file) => existsSync(file));
  if (found !== undefined) return { execArguments: [], file: found };
  const file = join(here, source);
  if (!existsSync(file)) throw new Error(`${bundle} is missing: build the project first`);
  const loader = createRequire(file).resolve("tsx");
  return { execArguments: ["--import", pathToFileURL(loader).href], file };
}
