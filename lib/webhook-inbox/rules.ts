/** SQLSTATE classes that say "not now" rather than "never": connection, resources, operator's intervention, locks. */
const PASSING_CLASSES = ["08", "53", "57", "55", "40"];
const PASSING_CODES = new Set([
  "CONNECTION_CLOSED",
  "CONNECTION_ENDED",
  "CONNECTION_DESTROYED",
  "CONNECT_TIMEOUT",
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
]);

/** Whether an error will pass by itself, so that the whole work is worth another try. */
export function isPassing(error: unknown): boolean {
  const root = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = root instanceof Error && "code" in root ? String(root.code) : "";
  return PASSING_CODES.has(code) || (code.length === 5 && PASSING_CLASSES.includes(code.slice(0, 2)));
}
