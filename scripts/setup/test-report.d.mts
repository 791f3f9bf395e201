/** What the tests of one file came to. */
export interface FileResult {
  path: string;
  isFailed: boolean;
  passed: number;
  failed: number;
  skipped: number;
}

/** Reads what vitest's JSON reporter wrote; a report that is missing is a run that came to nothing. */
export function readReport(report: string): FileResult[];

/** The results of a run of which some files were run once more: for those, only the second time counts. */
export function replaceResults(first: FileResult[], second: FileResult[]): FileResult[];

/** The sums of several files, or of several runs. */
export function sumCounts(parts: Pick<FileResult, "passed" | "failed" | "skipped">[]): {
  passed: number;
  failed: number;
  skipped: number;
};
