import { transformSync } from "esbuild";
import { describe, expect, it } from "vitest";
import { CLIENT_MODULES, pageAsset } from "../../../simulator/page/page-asset";

const get = (path: string) =>
  pageAsset({ method: "GET", url: new URL(path, "http://simulator"), headers: {}, body: Buffer.alloc(0) });

describe("the simulator's page", () => {
  it.each(Object.entries(CLIENT_MODULES))(
    "serves %s.js, which a browser can parse and whose imports exist",
    (name, source) => {
      expect(() => transformSync(source, { loader: "js", format: "esm" })).not.toThrow();
      expect(get(`/assets/${name}.js`)?.headers?.["Content-Type"]).toMatch("text/javascript");
      const imported = [...source.matchAll(/from "\/assets\/([a-z-]+)\.js"/g)].map((match) => match[1] ?? "");
      for (const module of imported) expect(CLIENT_MODULES).toHaveProperty([module]);
    },
  );

  it("imports only names that are exported", () => {
    for (const source of Object.values(CLIENT_MODULES)) {
      for (const [, names = "", module = ""] of source.matchAll(
        /import \{([^}]+)\} from "\/assets\/([a-z-]+)\.js"/g,
      )) {
        for (const name of names.split(",").map((one) => one.trim())) {
          expect(CLIENT_MODULES[module]).toMatch(new RegExp(`export (async )?(function|const) ${name}\\b`));
        }
      }
    }
  });

  it("allows scripts of its own alone", () => {
    const policy = get("/")?.headers?.["Content-Security-Policy"] ?? "";
    expect(policy).toContain("default-src 'self'");
    expect(policy).not.toContain("script-src");
    expect(get("/assets/nothing.js")).toBeUndefined();
  });
});
