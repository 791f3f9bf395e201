/** A command of the operator's program: what it is for, how it is called, what it does. */
export type Command = {
  summary: string;
  /** Options as they are typed, one a line. */
  usage: string[];
  /** Gives the exit code: 0 good, 1 something is wrong with what was looked at, 2 it could not look. */
  run(args: string[]): Promise<number>;
};

/** A misuse that is answered with a sentence and the exit code 2. */
export class UsageError extends Error {}

/** One line for the operator. */
export function say(line = ""): void {
  process.stdout.write(`${line}\n`);
}

/** One line about trouble, kept apart from what a script may read. */
export function warn(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** A sign that reads without colour: `ok` or `!!`. */
export function mark(isGood: boolean): string {
  return isGood ? "ok" : "!!";
}

/** Rows as columns of even width. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
