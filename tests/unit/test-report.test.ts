import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readReport, replaceResults, sumCounts } from "../../scripts/setup/test-report.mjs";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "trustguard-report-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A report as vitest writes it, of files with tests in these states. */
function report(files: Record<string, string[]>, broken: string[] = []) {
  const file = path.join(folder, "report.json");
  const testResults = Object.entries(files).map(([name, states]) => ({
    name,
    status: broken.includes(name) || states.includes("failed") ? "failed" : "passed",
    assertionResults: states.map((status) => ({ status })),
  }));
  writeFileSync(file, JSON.stringify({ testResults }));
  return readReport(file);
}

describe("the sums of a test run", () => {
  it("counts what passed, failed and was left out", () => {
    const results = report({ a: ["passed", "failed", "skipped"], b: ["passed", "todo"] });
    expect(sumCounts(results)).toEqual({ passed: 2, failed: 1, skipped: 2 });
  });

  it("counts a file that fails outside of its tests as a failure", () => {
    expect(sumCounts(report({ a: ["passed"], b: [] }, ["b"]))).toEqual({ passed: 1, failed: 1, skipped: 0 });
  });

  it("comes to nothing without a report", () => {
    expect(readReport(path.join(folder, "none.json"))).toEqual([]);
  });

  it("takes the second time for what was run once more, and the first for the rest", () => {
    const first = report({ a: ["passed", "failed", "skipped"], b: ["passed"] });
    const second = report({ a: ["passed", "passed", "passed"] });
    expect(sumCounts(replaceResults(first, second))).toEqual({ passed: 4, failed: 0, skipped: 0 });
  });

  it("keeps the failure where the second time came to nothing", () => {
    const first = report({ a: ["failed"], b: ["passed"] });
    expect(sumCounts(replaceResults(first, []))).toEqual({ passed: 1, failed: 1, skipped: 0 });
  });
});
