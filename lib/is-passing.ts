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
/** The queue's driver gives a lost connection no code. */
const LOST_CONNECTION = /^(Connection terminated|Client has encountered a connection error)/;

/** Whether an error of the database will pass by itself, so that the whole work is worth another try. */
export function isPassing(error: unknown): boolean {
  const root = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(root instanceof Error)) return false;
  const code = "code" in root ? String(root.code) : "";
  if (PASSING_CODES.has(code) || LOST_CONNECTION.test(root.message)) return true;
  return code.length === 5 && PASSING_CLASSES.includes(code.slice(0, 2));
}
