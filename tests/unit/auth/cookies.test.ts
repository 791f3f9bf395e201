import { beforeEach, describe, expect, it, vi } from "vitest";
import { setTestEnvironment } from "../../support/sales-world";

async function load(appUrl: string) {
  vi.resetModules();
  process.env.APP_URL = appUrl;
  return {
    session: await import("@/lib/auth/session-cookie"),
    device: await import("@/lib/auth/device-cookie"),
    place: await import("@/lib/auth/place-cookie"),
    options: await import("@/lib/auth/next-auth"),
  };
}

const HTTPS = "https://trust.example.com";
const HTTP = "http://127.0.0.1:3000";
const SID = `ses_${"0".repeat(26)}`;
const DAY_MS = 86_400_000;

beforeEach(() => setTestEnvironment("postgres://x@127.0.0.1/x"));

describe("SE-07 cookies", () => {
  it("are HttpOnly, Lax, bound to this host and Secure on https, and below 4,096 bytes", async () => {
    const { session, device, place } = await load(HTTPS);
    const all = [
      await session.sealedSessionCookie(SID),
      session.clearedSessionCookie(),
      device.rememberDevice(undefined, "idn_a"),
      place.placeOf(undefined).cookie,
    ];
    for (const cookie of all) {
      expect(cookie).toMatch(/^__Host-[\w.-]+=\S*; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+; Secure$/);
      expect(cookie.length).toBeLessThan(4096);
    }
  });

  it("work on plain http too, then without Secure and __Host-", async () => {
    const { session } = await load(HTTP);
    expect(await session.sealedSessionCookie(SID)).toMatch(
      /^next-auth\.session-token=\S+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=86400$/,
    );
  });

  it("are the same ones in next-auth", async () => {
    const { options } = await load(HTTPS);
    const { cookies, useSecureCookies } = options.nextAuthOptions(
      async () => ({ sessionId: SID }),
      async () => undefined,
    );
    expect(useSecureCookies).toBe(true);
    for (const cookie of [cookies?.sessionToken, cookies?.csrfToken, cookies?.callbackUrl]) {
      expect(cookie?.name).toMatch(/^__Host-next-auth\./);
      expect(cookie?.options).toEqual({ httpOnly: true, sameSite: "lax", path: "/", secure: true });
    }
  });

  it("open only where they were sealed", async () => {
    const here = await load(HTTPS);
    const sealed = await here.session.sealSessionId(SID);
    expect(await here.session.openSessionId(sealed)).toBe(SID);
    const elsewhere = await load("https://staging.example.com");
    expect(await elsewhere.session.openSessionId(sealed)).toBeNull();
  });

  it("send nobody to another site after signing in (OA-03)", async () => {
    const { options } = await load(HTTPS);
    const { callbacks } = options.nextAuthOptions(
      async () => ({ sessionId: SID }),
      async () => undefined,
    );
    const to = (url: string) => callbacks?.redirect?.({ url, baseUrl: HTTPS });
    expect(await to("/ceo")).toBe(`${HTTPS}/ceo`);
    for (const url of [
      "https://evil.example",
      "//evil.example",
      "javascript:alert(1)",
      "\\\\evil.example",
      "/\\evil.example",
    ]) {
      expect(new URL((await to(url)) ?? "").origin).toBe(HTTPS);
    }
  });
});

describe("a known device", () => {
  it("is known to those who signed in on it, five people at most, for half a year", async () => {
    const { device } = await load(HTTP);
    const value = (cookie: string) => cookie.split(";")[0]?.split("=").slice(1).join("=");
    let kept = value(device.rememberDevice(undefined, "idn_0"));
    expect(device.isKnownDevice(kept, "idn_0")).toBe(true);
    expect(device.isKnownDevice(kept, "idn_1")).toBe(false);
    for (let n = 1; n < 6; n += 1) kept = value(device.rememberDevice(kept, `idn_${n}`));
    expect(["idn_0", "idn_1", "idn_5"].map((id) => device.isKnownDevice(kept, id))).toEqual([
      false,
      true,
      true,
    ]);
    expect(device.isKnownDevice(kept, "idn_5", Date.now() + 181 * DAY_MS)).toBe(false);
  });

  it("cannot be made up or lengthened", async () => {
    const { device } = await load(HTTP);
    const value =
      device.rememberDevice(undefined, "idn_a").split(";")[0]?.split("=").slice(1).join("=") ?? "";
    const [id, endsAt, mark] = value.split(".");
    for (const forged of [
      "",
      "x",
      `${id}.${Number(endsAt) + 1}.${mark}`,
      `${id}.${endsAt}.${"A".repeat(43)}`,
      `${id}.${endsAt}`,
    ]) {
      expect(device.isKnownDevice(forged, "idn_a")).toBe(false);
    }
    expect(device.isKnownDevice(value, "idn_a")).toBe(true);
  });
});
