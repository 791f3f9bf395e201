import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { run } from "../processes/run.mjs";
import { indent, step } from "../processes/steps.mjs";
import { readReport, replaceResults, sumCounts } from "./test-report.mjs";
import { tool } from "./tools.mjs";

/**
 * These run the whole product beside a browser or under starvation, on machines that others use too: a file that fails is run once
 * more by itself, and what passes only then is told as unsteady, with what it said the first time. The others get no second chance.
 */
const TIMED = ["faults", "e2e"];

/** More files than this that fail are no matter of timing. */
const MOST_AGAIN = 2;

/**
 * Runs one of the projects of vitest.config.ts and prints a line about it, or all of its output when it fails.
 * A run that ends badly for another reason than a test counts as one failure, and so does one without tests.
 *
 * @param {"unit" | "integration" | "faults" | "e2e"} project which tests
 * @param {Record<string, string>} variables added to the environment
 * @returns {Promise<{ passed: number, failed: number, skipped: number }>}
 */
export async function runTests(project, variables = {}) {
  const env = { ...process.env, ...variables };
  let counts = sumCounts([]);
  let unsteady;
  const isFine = await step(`${project} tests`, async () => {
    let { isPassed, output, results } = await runOnce(project, env);
    const failed = results.filter(({ isFailed }) => isFailed).map((file) => file.path);
    if (TIMED.includes(project) && failed.length > 0 && failed.length <= MOST_AGAIN) {
      unsteady = { files: failed, output };
      const again = await runOnce(project, env, failed);
      results = replaceResults(results, again.results);
      ({ isPassed } = again);
      output = `${output}\n\nRun once more:\n${again.output}`;
    }
    counts = sumCounts(results);
    if (!isPassed || counts.passed === 0) throw new Error(output);
    return `${counts.passed} passed`;
  });
  if (isFine && unsteady) sayUnsteady(unsteady);
  return isFine ? counts : { ...counts, failed: Math.max(1, counts.failed) };
}

/** The last line of a run, in the form that build servers read. */
export function sumUp(runs) {
  const { passed, failed, skipped } = sumCounts(runs);
  return `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ""}`;
}

async function runOnce(project, env, files = []) {
  const folder = mkdtempSync(path.join(os.tmpdir(), "trustguard-results-"));
  const report = path.join(folder, "report.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  try {
    const command = tool("vitest", "run", "--project", project, ...reporters, ...files);
    const { code, output } = await run(command, { env });
    return { isPassed: code === 0, output, results: readReport(report) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function sayUnsteady({ files, output }) {
  const names = files.map((file) => path.relative(process.cwd(), file)).join(", ");
  console.log(`  ! unsteady: ${names} passed only when run once more. The first time:`);
  console.log(indent(output));
}
