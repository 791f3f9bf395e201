import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { setTestEnvironment } from "../../support/sales-world";

beforeAll(() => setTestEnvironment("postgres://x@127.0.0.1/x"));
afterEach(() => vi.resetModules());

async function load(trusted: string, more: Record<string, string> = {}) {
  vi.resetModules();
  Object.assign(process.env, { TRUSTED_PROXIES: trusted, VERCEL: "", STORAGE: "disk", ...more });
  return import("@/lib/http/client-address");
}

/** What the route sees: the server's mark of the peer, and what the client sent. */
async function seen(trusted: string, peer: string, headers: Record<string, string>) {
  const { clientAddress, markPeer } = await load(trusted);
  const sent: Record<string, string> = { "x-trustguard-peer": "forged 1.1.1.1", ...headers };
  markPeer(sent, peer);
  return clientAddress(new Headers(sent));
}

const NOBODY = "";
const OURS = "10.0.0.0/8, 192.168.1.1, fd00::/8";

describe("OT-06 the client's address", () => {
  it.each([
    ["direct", NOBODY, "203.0.113.5", {}, "203.0.113.5"],
    ["direct, forged chain", NOBODY, "203.0.113.5", { "x-forwarded-for": "1.2.3.4" }, "203.0.113.5"],
    ["untrusted proxy", OURS, "203.0.113.5", { "x-forwarded-for": "1.2.3.4" }, "203.0.113.5"],
    ["trusted proxy", OURS, "10.9.9.9", { "x-forwarded-for": "203.0.113.5" }, "203.0.113.5"],
    ["trusted single address", OURS, "192.168.1.1", { "x-forwarded-for": "203.0.113.5" }, "203.0.113.5"],
    [
      "neighbour of a trusted address",
      OURS,
      "192.168.1.2",
      { "x-forwarded-for": "203.0.113.5" },
      "192.168.1.2",
    ],
    [
      "client prepends",
      OURS,
      "10.9.9.9",
      { "x-forwarded-for": "1.1.1.1, 2.2.2.2, 203.0.113.5" },
      "203.0.113.5",
    ],
    [
      "two of our proxies",
      OURS,
      "10.9.9.9",
      { "x-forwarded-for": "1.1.1.1, 203.0.113.5, 10.2.2.2" },
      "203.0.113.5",
    ],
    ["only ours", OURS, "10.9.9.9", { "x-forwarded-for": "10.1.1.1" }, "10.9.9.9"],
    ["empty", OURS, "10.9.9.9", { "x-forwarded-for": "" }, "10.9.9.9"],
    ["garbage at the right", OURS, "10.9.9.9", { "x-forwarded-for": "203.0.113.5, <script>" }, "10.9.9.9"],
    ["port", OURS, "10.9.9.9", { "x-forwarded-for": "203.0.113.5:80" }, "10.9.9.9"],
    ["x-real-ip alone", OURS, "10.9.9.9", { "x-real-ip": "203.0.113.5" }, "10.9.9.9"],
    ["forwarded alone", OURS, "10.9.9.9", { forwarded: "for=203.0.113.5" }, "10.9.9.9"],
    ["cf-connecting-ip", OURS, "10.9.9.9", { "cf-connecting-ip": "203.0.113.5" }, "10.9.9.9"],
    ["vercel's header elsewhere", OURS, "10.9.9.9", { "x-vercel-forwarded-for": "203.0.113.5" }, "10.9.9.9"],
    ["IPv6", OURS, "fd00::1", { "x-forwarded-for": "2001:db8::5" }, "2001:db8::5"],
    ["mapped IPv4", OURS, "::ffff:10.9.9.9", { "x-forwarded-for": "::ffff:203.0.113.5" }, "203.0.113.5"],
  ])("is right: %s", async (_, trusted, peer, headers, expected) => {
    expect(await seen(trusted, peer, headers)).toBe(expected);
  });

  it("is not known without the server's mark", async () => {
    const { clientAddress } = await load(OURS);
    expect(
      clientAddress(new Headers({ "x-trustguard-peer": "10.0.0.1", "x-forwarded-for": "6.6.6.6" })),
    ).toBeUndefined();
  });

  it("counts a whole /64 as one client, and every IPv4 address as its own", async () => {
    const { addressBucket } = await load(NOBODY);
    const walk = Array.from({ length: 65_536 }, (_, n) => addressBucket(`2001:db8:1:2::${n.toString(16)}`));
    expect(new Set(walk).size).toBe(1);
    expect(addressBucket("2001:db8:1:3::1")).not.toBe(walk[0]);
    expect(addressBucket("203.0.113.5")).not.toBe(addressBucket("203.0.113.6"));
    expect(addressBucket(undefined)).toBe("unknown");
  });
});
