import { type VerificationLine, verificationLine } from "@/lib/audit/schema";

/** Reads a verification that is told line by line, as it comes. Throws when a line is not what it should be. */
export async function* readLines(body: ReadableStream<Uint8Array>): AsyncGenerator<VerificationLine> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    const parts = (rest + decoder.decode(value, { stream: !done })).split("\n");
    rest = parts.pop() ?? "";
    for (const part of parts) yield verificationLine.parse(JSON.parse(part));
    if (done) return;
  }
}
