import { existsSync, readFileSync } from "node:fs";

/**
 * What the tests of one file came to.
 *
 * @typedef {{ path: string, isFailed: boolean, passed: number, failed: number, skipped: number }} FileResult
 */

/**
 * Reads what vitest's JSON reporter wrote.
 *
 * @param {string} report its path; one that is missing is a run that came to nothing
 * @returns {FileResult[]}
 */
export function readReport(report) {
  if (!existsSync(report)) return [];
  return JSON.parse(readFileSync(report, "utf8")).testResults.map(({ name, status, assertionResults }) => {
    const count = (...states) => assertionResults.filter((test) => states.includes(test.status)).length;
    const isFailed = status === "failed";
    const failed = count("failed");
    return {
      path: name,
      isFailed,
      passed: count("passed"),
      // A file can fail outside of its tests, as in what sets them up.
      failed: isFailed ? Math.max(1, failed) : failed,
      skipped: count("pending", "skipped", "todo", "disabled"),
    };
  });
}

/**
 * The results of a run of which some files were run once more: for those, only the second time counts.
 *
 * @param {FileResult[]} first
 * @param {FileResult[]} second
 */
export function replaceResults(first, second) {
  const again = new Set(second.map(({ path }) => path));
  return [...first.filter(({ path }) => !again.has(path)), ...second];
}

/** The sums of several files, or of several runs. */
export function sumCounts(parts) {
  const sum = (key) => parts.reduce((total, part) => total + part[key], 0);
  return { passed: sum("passed"), failed: sum("failed"), skipped: sum("skipped") };
}
