import { isDatabaseAway } from "./errors";

/** What the driver of the queue says of a lost connection, to which it gives no code. */
const LOST_CONNECTION = /^(Connection terminated|Client has encountered a connection error)/;

/** Whether a failure will pass by itself, so that the whole work is worth another try and nobody is to blame. */
export function isPassing(error: unknown): boolean {
  if (isDatabaseAway(error)) return true;
  const root = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(root instanceof Error)) return false;
  const code = "code" in root ? String(root.code) : "";
  // A statement that was called off or a row that was held (SQLSTATE classes 57 and 55) may go through next time.
  return code === "EPIPE" || /^5[57][0-9A-Z]{3}$/.test(code) || LOST_CONNECTION.test(root.message);
}
