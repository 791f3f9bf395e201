import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";

const SOURCE = /\.(?:ts|tsx|mts|mjs|js|jsx)$/;
const SKIPPED = new Set(["node_modules", "dist", "coverage", "public", "test-results"]);
const ENDINGS = ["", ".ts", ".tsx", ".mjs", ".d.mts", "/index.ts", "/index.tsx"];

/**
 * Reads every source file below `root`. TypeScript 7 offers no parser to programs; the formatter puts each import
 * and export at the beginning of a line, which is enough to find them by pattern.
 *
 * @returns {{ file: string, text: string, imports: { specifier: string, isType: boolean, target?: string }[] }[]}
 *   target: the file of this repository that is meant; packages have none
 */
export function readSources(root) {
  return listFiles(root, "").map((file) => {
    const text = readFileSync(path.join(root, file), "utf8");
    const imports = findImports(text).map((found) => ({
      ...found,
      target: resolve(root, file, found.specifier),
    }));
    return { file, text, imports };
  });
}

function listFiles(root, folder) {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const relative = folder ? `${folder}/${entry.name}` : entry.name;
    if (entry.name.startsWith(".") || SKIPPED.has(entry.name)) return [];
    if (entry.isDirectory()) return listFiles(root, relative);
    return SOURCE.test(entry.name) ? [relative] : [];
  });
}

/**
 * What a file imports or re-exports: `from "x"`, `import "x"`, `import("x")`, `require("x")`.
 * isType: for its types alone, so that nothing of it is left when the program runs.
 */
export function findImports(text) {
  const statements = text.matchAll(/^(?:import|export)\b(?:[^"';]*?\bfrom)?\s*["']([^"']+)["']/gm);
  const calls = text.matchAll(/\b(?:import|require)\(\s*["']([^"']+)["']\s*\)/g);
  const found = new Map();
  for (const [statement, specifier] of [...statements, ...calls]) {
    const isType = /^(?:import|export)\s+type\s/.test(statement) && found.get(specifier) !== false;
    found.set(specifier, isType);
  }
  return [...found].map(([specifier, isType]) => ({ specifier, isType }));
}

function resolve(root, importer, specifier) {
  const isOwn = specifier.startsWith("@/") || specifier.startsWith(".");
  if (!isOwn) return undefined;
  const base = specifier.startsWith("@/")
    ? specifier.slice(2)
    : path.posix.join(path.posix.dirname(importer), specifier);
  const found = ENDINGS.map((ending) => base + ending).find((file) => isFile(path.join(root, file)));
  return found ?? base;
}

function isFile(file) {
  return existsSync(file) && statSync(file).isFile();
}
