import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type InstagramTarget, sendInstagram } from "@/lib/meta/send-instagram";
import { splitByBytes } from "@/lib/meta/split-text";
import { json, startServer } from "./graph-server";

const to = { igsid: "1234567890123456" };
const target = (baseUrl: string, login: "page" | "instagram" = "instagram"): InstagramTarget => ({
  baseUrl,
  version: "v25.0",
  token: "IGtoken",
  accountId: "17841400000000001",
  login,
});

describe("sending on Instagram", () => {
  it("sends a text; only the Page login says it is a response", async () => {
    const graph = await startServer((_request, response) => json(response, 200, { message_id: "mid.1" }));
    const message = { to, content: { kind: "text" as const, text: "Hello" }, quotedExternalId: "mid.0" };
    expect(await sendInstagram(target(graph.url), message)).toEqual({ kind: "sent", externalId: "mid.1" });
    await sendInstagram(target(graph.url, "page"), message);
    expect(graph.received).toMatchObject([
      {
        url: "/v25.0/17841400000000001/messages",
        body: { recipient: { id: to.igsid }, message: { text: "Hello", reply_to: { mid: "mid.0" } } },
      },
      { body: { messaging_type: "RESPONSE" } },
    ]);
    expect(graph.received[0]!.body).not.toHaveProperty("messaging_type");
  });

  it("sends a long text in parts, quick replies under the last", async () => {
    const graph = await startServer((_request, response) => json(response, 200, { message_id: "mid.2" }));
    const text = "₦12,500 for the red dress. ".repeat(60);
    const quickReplies = [{ title: "Yes", payload: "yes" }];
    await sendInstagram(target(graph.url), { to, content: { kind: "text", text, quickReplies } });
    const parts = graph.received.map(
      (request) => (request.body as { message: { text: string; quick_replies?: unknown } }).message,
    );
    expect(parts.length).toBe(2);
    expect(parts.map((part) => part.text).join(" ")).toBe(text.trim());
    expect(parts[0]).not.toHaveProperty("quick_replies");
    expect(parts[1]!.quick_replies).toEqual([{ content_type: "text", title: "Yes", payload: "yes" }]);
  });

  it("sends a PDF as a file by its link", async () => {
    const graph = await startServer((_request, response) => json(response, 200, { message_id: "mid.3" }));
    const link = "https://shop.example/files/tok";
    const outcome = await sendInstagram(target(graph.url), { to, content: { kind: "file", link } });
    expect(outcome).toEqual({ kind: "sent", externalId: "mid.3" });
    expect(graph.received).toMatchObject([
      { body: { message: { attachment: { type: "file", payload: { url: link } } } } },
    ]);
  });

  it("is in doubt when a later part fails, and refused when the first does", async () => {
    let asked = 0;
    const graph = await startServer((_request, response) => {
      asked += 1;
      if (asked === 1) json(response, 200, { message_id: "mid.1" });
      else json(response, 400, { error: { code: 10, error_subcode: 2534022 } });
    });
    const content = { kind: "text" as const, text: "word ".repeat(300) };
    expect(await sendInstagram(target(graph.url), { to, content })).toEqual({
      kind: "in_doubt",
      reason: "1_of_2_parts_sent",
    });
    expect(await sendInstagram(target(graph.url), { to, content })).toMatchObject({
      kind: "refused",
      class: "window",
      code: "10/2534022",
    });
  });

  it.each([
    ["nobody", { to: { igsid: "" }, content: { kind: "text", text: "x" } }, "no_recipient"],
    ["nothing", { to, content: { kind: "text", text: " " } }, "empty"],
    ["a file of this machine", { to, content: { kind: "image", link: "file:///etc/passwd" } }, "bad_link"],
  ] as const)("does not try to send to or of %s", async (_name, message, code) => {
    const graph = await startServer((_request, response) => json(response, 200, {}));
    expect(await sendInstagram(target(graph.url), message)).toMatchObject({ kind: "refused", code });
    expect(graph.received).toEqual([]);
  });
});

describe("cutting a text by bytes", () => {
  it("loses no word and breaks no character", () => {
    const unit = fc.constantFrom("₦", "a", " ", "\n", "é", "👩🏽‍🦱", "ọ́", "🇳🇬", "word ");
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 400 }), (text) => {
        const parts = splitByBytes(text, 60);
        for (const part of parts) {
          expect(Buffer.byteLength(part)).toBeLessThanOrEqual(60);
          expect(Buffer.from(part).toString()).toBe(part);
          expect(part).toBe(part.trim());
        }
        expect(parts.join("").replace(/\s/g, "")).toBe(text.replace(/\s/g, ""));
      }),
      { numRuns: 500, seed: 20261121 },
    );
  });

  it("prefers lines, then words, then whole characters", () => {
    expect(splitByBytes("one two\nthree four five", 14)).toEqual(["one two", "three four", "five"]);
    expect(splitByBytes("🇳🇬🇳🇬🇳🇬", 10)).toEqual(["🇳🇬", "🇳🇬", "🇳🇬"]);
    expect(splitByBytes("  ", 10)).toEqual([]);
    expect(splitByBytes("x".repeat(1_000))).toHaveLength(1);
  });

  it("cuts a pile of accents longer than a part, and stays quick on long texts", () => {
    expect(splitByBytes(`e${"\u0301".repeat(50)}`, 20).every((part) => Buffer.byteLength(part) <= 20)).toBe(
      true,
    );
    expect(splitByBytes("ab ".repeat(100_000)).length).toBeGreaterThan(250);
  });
});
