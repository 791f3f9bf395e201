import pino from "pino";

/**
 * The one logger: JSON lines, one event a line (IN-10). Give it ids and counts, never names, numbers, codes,
 * tokens or message texts; the redaction below is a second net, not a licence.
 */
export const log = pino({
  level: process.env.LOG_LEVEL ?? (process.env.NODE_ENV === "test" ? "silent" : "info"),
  base: { app: "trustguard" },
  timestamp: pino.stdTimeFunctions.isoTime,
  redact: {
    paths: [
      "*.phone",
      "*.email",
      "*.otp",
      "*.code_plain",
      "*.token",
      "*.authorization",
      "*.cookie",
      "*.text",
    ],
    censor: "[hidden]",
  },
});

/**
 * What may be logged of an error. Drizzle puts bound parameters (personal data) into its message, so the
 * cause's message stands in for it.
 */
export function describeError(error: unknown): { name: string; message: string; code?: string; at?: string } {
  if (!(error instanceof Error)) return { name: "Unknown", message: typeof error };
  const root = error.cause instanceof Error ? error.cause : error;
  const message = root.message.startsWith("Failed query") ? "query failed" : root.message.slice(0, 300);
  const code = "code" in root && typeof root.code === "string" ? root.code : undefined;
  const at = root.stack?.split("\n")[1]?.trim();
  return { name: root.name, message, code, at };
}
