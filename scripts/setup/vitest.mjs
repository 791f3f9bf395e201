import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { run } from "../processes/run.mjs";
import { step } from "../processes/steps.mjs";
import { tool } from "./tools.mjs";

/**
 * Runs one of the projects of vitest.config.ts and prints a line about it, or all of its output when it fails.
 * A run that ends badly for another reason than a test counts as one failure, and so does one without tests.
 *
 * @param {"unit" | "integration" | "faults" | "e2e"} project which tests
 * @param {Record<string, string>} variables added to the environment
 * @returns {Promise<{ passed: number, failed: number, skipped: number }>}
 */
export async function runTests(project, variables = {}) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const folder = mkdtempSync(path.join(os.tmpdir(), "trustguard-results-"));
  const report = path.join(folder, "report.json");
  const isFine = await step(`${project} tests`, async () => {
    const env = { ...process.env, ...variables };
    const { code, output } = await run(vitest(project, report), { env });
    Object.assign(counts, readReport(report));
    if (code !== 0 || counts.passed === 0) throw new Error(output);
    return `${counts.passed} passed`;
  });
  rmSync(folder, { recursive: true, force: true });
  return isFine ? counts : { ...counts, failed: Math.max(1, counts.failed) };
}

/** The last line of a run, in the form that build servers read. */
export function sumUp(runs) {
  const sum = (key) => runs.reduce((total, counts) => total + counts[key], 0);
  const skipped = sum("skipped");
  return `${sum("passed")} passed, ${sum("failed")} failed${skipped ? `, ${skipped} skipped` : ""}`;
}

function vitest(project, report) {
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  return tool("vitest", "run", "--project", project, ...reporters);
}

function readReport(report) {
  if (!existsSync(report)) return {};
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(
    readFileSync(report, "utf8"),
  );
  return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests };
}
