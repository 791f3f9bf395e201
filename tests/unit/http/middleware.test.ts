import { NextRequest } from "next/server";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { config, middleware } from "@/middleware";
// @ts-expect-error Next's own file, which has no types.
import nextConfig from "@/next.config.mjs";

const visit = (path: string, headers: Record<string, string> = {}) =>
  middleware(new NextRequest(`http://127.0.0.1:3000${path}`, { headers }));
const signedIn = { cookie: "next-auth.session-token=anything" };

const restore = () => Object.assign(process.env, { APP_URL: "http://127.0.0.1:3000", STORAGE: "disk" });
beforeEach(restore);
afterEach(restore);

describe("the first look at a page", () => {
  it("sends people without a session's cookie to sign in, back to where they were going", () => {
    const answer = visit("/ceo/orders?state=open");
    expect([answer.status, answer.headers.get("location")]).toEqual([
      307,
      "http://127.0.0.1:3000/login?next=%2Fceo%2Forders%3Fstate%3Dopen",
    ]);
    expect(visit("/vendor").headers.get("location")).toBe(
      "http://127.0.0.1:3000/login?next=%2Fvendor&as=vendor",
    );
    expect(visit("/ceo/orders", signedIn).headers.get("location")).toBeNull();
    expect(visit("/ceoful").headers.get("location")).toBeNull();
  });

  it("PL-11 follows no Host header", () => {
    const answer = visit("/ceo", { host: "evil.example", "x-forwarded-host": "evil.example" });
    expect(answer.headers.get("location")).toMatch(/^http:\/\/127\.0\.0\.1:3000\/login\?/);
  });

  it("PL-06 sets the headers of a page, with a fresh nonce each time", () => {
    process.env.APP_URL = "https://trust.example.com";
    const [one, two] = [visit("/login"), visit("/login")];
    const policy = one.headers.get("content-security-policy") ?? "";
    expect(policy).toMatch(/script-src 'self' 'nonce-[A-Za-z0-9+/]{22}==' 'strict-dynamic';/);
    expect(policy).not.toContain("unsafe-eval");
    for (const part of [
      "frame-ancestors 'none'",
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      "upgrade-insecure-requests",
    ]) {
      expect(policy).toContain(part);
    }
    expect(two.headers.get("content-security-policy")).not.toBe(policy);
    expect(
      Object.fromEntries(
        [
          "strict-transport-security",
          "x-content-type-options",
          "x-frame-options",
          "referrer-policy",
          "cross-origin-opener-policy",
        ].map((name) => [name, one.headers.get(name)]),
      ),
    ).toEqual({
      "strict-transport-security": "max-age=63072000; includeSubDomains",
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "same-origin",
      "cross-origin-opener-policy": "same-origin",
    });
    expect(one.headers.get("permissions-policy")).toContain("camera=()");
  });

  it("says nothing of https over http, and keeps members' pages out of caches (PL-05)", () => {
    expect(visit("/login").headers.has("strict-transport-security")).toBe(false);
    expect(visit("/ceo", signedIn).headers.get("cache-control")).toBe("private, no-store");
  });

  it("lets pictures come from the bucket where storage is S3", () => {
    process.env.STORAGE = "s3";
    expect(visit("/login").headers.get("content-security-policy")).toContain("https://*.amazonaws.com");
  });

  it("leaves the API and files alone", () => {
    const matcher = new RegExp(`^${config.matcher[0]}$`);
    const matched = ["/", "/ceo", "/vendor/receipts", "/t/abc", "/docs"].filter((path) => matcher.test(path));
    expect(matched).toHaveLength(5);
    const left = ["/api/orders", "/_next/static/x.js", "/icons/icon.svg", "/manifest.webmanifest", "/sw.js"];
    expect(left.filter((path) => matcher.test(path))).toEqual([]);
  });

  it("PL-06 gives every page its headers, also one whose address ends as a file's does", () => {
    const matcher = new RegExp(`^${config.matcher[0]}$`);
    const ends = "ico png svg webp jpg woff2 webmanifest txt js map".split(" ");
    const pages = ends.flatMap((end) => [
      `/ceo/orders/x.${end}`,
      `/vendor/chats/a/b.${end}`,
      `/t/abc.${end}`,
    ]);
    expect(pages.filter((path) => !matcher.test(path))).toEqual([]);
  });

  it("FI-09 decodes no picture in the web process: there is no optimizer to ask", () => {
    expect(nextConfig.images).toMatchObject({ unoptimized: true });
  });
});
