import { findCycles, findHomeless, findImportViolations } from "./import-rules.mjs";
import { readSources } from "./read-sources.mjs";
import { findTextViolations } from "./text-rules.mjs";

/** Fewer files than this were not read but missed: the check itself would be broken. */
const PLAUSIBLE_FILES = 100;
const PLAUSIBLE_IMPORTS = 200;

/** Every violation below `root`, as `file: sentence`, and how much was looked at. */
export function findViolations(root) {
  const sources = readSources(root);
  const ofFiles = sources.flatMap((source) =>
    [...findHomeless(source), ...findImportViolations(source), ...findTextViolations(source)].map(
      (message) => `${source.file}: ${message}`,
    ),
  );
  const circles = findCycles(sources).map(({ file, message }) => `${file}: ${message}`);
  const imports = sources.flatMap((source) => source.imports.filter(({ target }) => target)).length;
  return { violations: [...ofFiles, ...circles], files: sources.length, imports };
}

/** Checks the repository; gives a remark on how much was read, throws with all violations. */
export function checkRepository(root) {
  const { violations, files, imports } = findViolations(root);
  const read = `${files} files, ${imports} imports`;
  if (files < PLAUSIBLE_FILES || imports < PLAUSIBLE_IMPORTS) {
    throw new Error(`Only ${read} were read; the check does not see the repository.`);
  }
  if (violations.length > 0) throw new Error([...violations, `${violations.length} in ${read}`].join("\n"));
  return read;
}
