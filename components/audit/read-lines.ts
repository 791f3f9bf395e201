import type { VerificationLine } from "@/lib/audit/schema";

/** Reads a verification that is told line by line, as it comes. Throws when a line is not what it should be. */
export async function* readLines(body: ReadableStream<Uint8Array>): AsyncGenerator<VerificationLine> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    const parts = (rest + decoder.decode(value, { stream: !done })).split("\n");
    rest = parts.pop() ?? "";
    for (const part of parts) yield toLine(JSON.parse(part));
    if (done) return;
  }
}

/** Checked by hand: the schema's library would be a quarter of all the JavaScript of this page. */
function toLine(value: unknown): VerificationLine {
  if (!isLine(value)) throw new Error("not a line of a verification");
  return value;
}

function isLine(value: unknown): value is VerificationLine {
  if (typeof value !== "object" || value === null) return false;
  const line = value as { entries?: unknown; of?: unknown; verdict?: { valid?: unknown }; failed?: unknown };
  if ("verdict" in line) return typeof line.verdict?.valid === "boolean";
  if ("entries" in line) return Number.isInteger(line.entries) && Number.isInteger(line.of);
  return line.failed === true;
}
