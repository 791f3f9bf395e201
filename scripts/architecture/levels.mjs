/**
 * The levels of docs/architecture.md, lowest first. A file imports from lower levels and from its own module,
 * never from a neighbour on its level. There is no list of exceptions: what does not fit is moved.
 * A module is a folder or a single file; the files directly in lib/ are one module, the foundation.
 */
export const LEVELS = [
  ["lib"],
  ["lib/words"],
  ["db", "lib/meta", "lib/storage", "lib/imaging", "lib/ocr", "lib/pdf", "lib/sms", "lib/mail"],
  ["lib/tenancy"],
  ["lib/audit", "lib/queue", "lib/rate-limit", "lib/live", "lib/health", "lib/secret-store"],
  ["lib/channels", "lib/contacts", "lib/notices", "lib/push"],
  ["lib/messaging", "lib/catalogue", "lib/templates"],
  ["lib/orders", "lib/otp", "lib/documents"],
  ["lib/negotiation"],
  ["lib/auth", "lib/escalations", "lib/bank", "lib/connections"],
  ["lib/receipts", "lib/members", "lib/http", "lib/api-access"],
  ["lib/conversation", "lib/analytics", "lib/trouble", "lib/broadcasts"],
  ["components"],
  ["lib/webhook-inbox"],
  ["lib/jobs", "lib/operations"],
  ["app", "middleware.ts", "worker.ts", "migrate.ts", "trustguard.ts", "scripts"],
  // It stands in front of the app, and knows its ways in.
  ["server.ts"],
];

/** The simulator is a program of its own, tests may see everything: neither has a level. */
export const UNLEVELLED = ["simulator", "tests"];

/** Sentences and word lists are data: they may be as long as a language needs. */
export const DATA_FOLDERS = ["lib/conversation/copy/", "lib/conversation/language/", "lib/words/"];

/** Files of this name in the repository's own folder configure tools. */
const CONFIGURATION = /^[\w.-]+\.config\.m?[jt]s$|^next-env\.d\.ts$/;

/**
 * The module that a file belongs to, and its level.
 *
 * @param {string} file path from the repository's root, with slashes
 * @returns {{ module: string, level: number } | undefined} undefined: without a level, on purpose
 */
export function placeOf(file) {
  const [top] = file.split("/");
  if (UNLEVELLED.includes(top) || CONFIGURATION.test(file)) return undefined;
  const module = moduleOf(file);
  return { module, level: LEVELS.findIndex((modules) => modules.includes(module)) };
}

function moduleOf(file) {
  const parts = file.split("/");
  if (parts[0] !== "lib") return parts[0];
  return parts.length === 2 ? "lib" : `lib/${parts[1]}`;
}
