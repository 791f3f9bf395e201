import { describe, expect, it } from "vitest";
import { frameResult, type Reencoded, readResult } from "@/lib/imaging/result";

const picture: Reencoded = {
  ok: true,
  type: "pdf",
  bytes: Buffer.from("picture\nbytes"),
  mimeType: "image/jpeg",
  width: 2_000,
  height: 1,
  pages: 3,
};

describe("what the child says", () => {
  it("reads back as it was written", () => {
    expect(readResult(frameResult(picture))).toEqual(picture);
    expect(readResult(frameResult({ ok: false, reason: "damaged" }))).toEqual({
      ok: false,
      reason: "damaged",
    });
  });

  it.each([
    ["nothing", Buffer.alloc(0)],
    ["half of it", frameResult(picture).subarray(0, -1)],
    ["more than it", Buffer.concat([frameResult(picture), Buffer.from("x")])],
    ["no JSON", Buffer.from("picture\n")],
    ["another reason", Buffer.from('{"ok":false,"reason":"fine"}\n')],
    ["another type", frameResult({ ...picture, type: "svg" as "pdf" })],
    ["a type browsers run", frameResult({ ...picture, mimeType: "text/html" as "image/jpeg" })],
    ["a size it cannot have", frameResult({ ...picture, width: 2_001 })],
    ["no size", frameResult({ ...picture, height: 0 })],
  ])("is not believed when it is %s", (_name, output) => {
    expect(readResult(output)).toBeNull();
  });
});
