import { afterEach, describe, expect, it, vi } from "vitest";
import { setTestEnvironment } from "../../support/sales-world";

const INSTAGRAM = { META_INSTAGRAM_APP_ID: "2", META_INSTAGRAM_APP_SECRET: "instagram-secret" };

afterEach(forget);

function forget(): void {
  for (const name of ["META_CONFIG_ID", ...Object.keys(INSTAGRAM)]) delete process.env[name];
}

/** The module as it is in a process with these settings. */
async function ways(settings: Record<string, string> = {}) {
  forget();
  vi.resetModules();
  setTestEnvironment("postgres://nobody@127.0.0.1/none", settings);
  return import("@/lib/connections/ways");
}

describe("which of Meta's dialogs is used", () => {
  it("is Facebook Login for Business for WhatsApp, where there is a configuration", async () => {
    expect((await ways({ META_CONFIG_ID: "77" })).chooseWay("whatsapp")).toBe("business_login");
    expect((await ways()).chooseWay("whatsapp")).toBe("facebook_login");
  });

  it("is Instagram's own where its app is set up, else through the Page", async () => {
    expect((await ways(INSTAGRAM)).chooseWay("instagram")).toBe("instagram_login");
    expect((await ways({ META_CONFIG_ID: "77" })).chooseWay("instagram")).toBe("facebook_login");
    const half = await ways({ META_INSTAGRAM_APP_ID: "2" });
    expect(half.chooseWay("instagram")).toBe("facebook_login");
  });

  it("can be forced to what is set up, and to nothing else", async () => {
    const { chooseWay } = await ways({ ...INSTAGRAM, META_CONFIG_ID: "77" });
    expect(chooseWay("whatsapp", "facebook_login")).toBe("facebook_login");
    expect(chooseWay("instagram", "facebook_login")).toBe("facebook_login");
    expect(() => chooseWay("whatsapp", "instagram_login")).toThrow("cannot be connected this way");
    expect(() => chooseWay("instagram", "business_login")).toThrow("cannot be connected this way");
    const bare = await ways();
    expect(() => bare.chooseWay("whatsapp", "business_login")).toThrow("cannot be connected this way");
    expect(() => bare.chooseWay("instagram", "instagram_login")).toThrow("cannot be connected this way");
  });

  it("asks for what it needs, and for little more (OA-05)", async () => {
    const { scopesOf } = await ways();
    for (const [platform, way, more] of [
      ["whatsapp", "business_login", 1],
      ["whatsapp", "facebook_login", 1],
      ["instagram", "facebook_login", 3],
      ["instagram", "instagram_login", 0],
    ] as const) {
      const { needed, asked } = scopesOf(platform, way);
      expect(asked.slice(0, needed.length)).toEqual(needed);
      expect(asked.length - needed.length).toBe(more);
      expect(asked.join()).not.toMatch(/ads|publish|comments|pages_messaging/);
    }
  });
});
