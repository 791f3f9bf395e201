import { describe, expect, it } from "vitest";
import { readLines } from "@/components/audit/read-lines";

const encoder = new TextEncoder();

async function read(...chunks: Uint8Array[]) {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
  const lines = [];
  for await (const line of readLines(body)) lines.push(line);
  return lines;
}

describe("a verification that is told line by line", () => {
  it("is read whatever way the network cuts it", async () => {
    const bytes = encoder.encode('{"entries":2000,"of":3000}\n{"entries":3000,"of":3000}\n{"failed":true}\n');
    const whole = await read(bytes);
    expect(whole).toEqual([{ entries: 2000, of: 3000 }, { entries: 3000, of: 3000 }, { failed: true }]);
    expect(await read(...[...bytes].map((byte) => Uint8Array.of(byte)))).toEqual(whole);
  });

  it("fails on a line that is not one of ours", async () => {
    await expect(read(encoder.encode('{"valid":true}\n'))).rejects.toThrow();
    await expect(read(encoder.encode("<html>\n"))).rejects.toThrow();
  });
});
