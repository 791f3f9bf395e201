import {
  getRewrittenUrl,
  unstable_doesMiddlewareMatch,
  unstable_getResponseFromNextConfig,
} from "next/experimental/testing/server";
import { NextRequest } from "next/server";
import { describe, expect, it } from "vitest";
import { config, middleware } from "@/middleware";
// @ts-expect-error Next's own file, which has no types.
import nextConfig from "@/next.config.mjs";

const TOKEN = "A".repeat(43);
const url = `http://127.0.0.1:3000/u/${TOKEN}`;
const route = `/api/uploads/${TOKEN}`;
/** Next says 127.0.0.1 as localhost in places. */
const pathOf = (rewritten: string | null) => new URL(rewritten ?? "none:").pathname;
const matches = (headers: Record<string, string>) =>
  unstable_doesMiddlewareMatch({ config, nextConfig, url, headers });

describe("the address of an upload link", () => {
  it("shows its page with the headers of every page", () => {
    expect(matches({})).toBe(true);
    const response = middleware(new NextRequest(url));
    expect(getRewrittenUrl(response)).toBeNull();
    expect(response.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
  });

  it.each([
    ["content-length", "5"],
    ["transfer-encoding", "chunked"],
  ])("takes a file past the middleware, which would hold all of it in memory: %s", async (name, value) => {
    const headers = { [name]: value };
    expect(matches(headers)).toBe(false);
    const response = await unstable_getResponseFromNextConfig({ url, nextConfig, headers });
    expect(pathOf(getRewrittenUrl(response))).toBe(route);
  });

  it("takes a file whose length nobody said to the same place", () => {
    const response = middleware(new NextRequest(url, { method: "PUT" }));
    expect(pathOf(getRewrittenUrl(response))).toBe(route);
  });

  it("leaves every other page to the middleware, whatever it brings", () => {
    const other = (path: string) =>
      unstable_doesMiddlewareMatch({
        config,
        nextConfig,
        url: `http://127.0.0.1:3000${path}`,
        headers: { "content-length": "5" },
      });
    expect(["/", "/ceo", "/vendor/receipts", "/t/abc", "/login"].map(other)).toEqual(Array(5).fill(true));
  });
});
