import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkRepository, findViolations } from "../../scripts/architecture/check.mjs";
import { findImports } from "../../scripts/architecture/read-sources.mjs";

describe("the architecture check", () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(path.join(os.tmpdir(), "trustguard-architecture-"));
  });

  afterEach(() => rmSync(root, { recursive: true, force: true }));

  function write(file: string, text: string) {
    mkdirSync(path.join(root, path.dirname(file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  }

  function violations() {
    return findViolations(root).violations;
  }

  it("accepts imports that go down, and files that configure tools", () => {
    write("lib/money.ts", "export const kobo = 1;\n");
    write("lib/orders/schema.ts", `import { kobo } from "@/lib/money";\nexport const total = kobo;\n`);
    write(
      "lib/orders/rules.ts",
      `import type { total } from "./schema";\nexport type Total = typeof total;\n`,
    );
    write("components/orders/card.tsx", `import { total } from "@/lib/orders/schema";\nexport { total };\n`);
    write("app/page.tsx", `import { total } from "@/components/orders/card";\nexport default total;\n`);
    write(
      "tests/unit/money.test.ts",
      `import { kobo } from "@/lib/money";\nimport "../../simulator/main";\n`,
    );
    write("simulator/main.ts", `import "node:http";\nimport "./phone";\n`);
    write("simulator/phone.ts", "export {};\n");
    write("next.config.mjs", "export default {};\n");
    expect(violations()).toEqual([]);
  });

  it.each([
    ["up", "lib/tenancy/a.ts", `import "@/lib/orders/b";\n`, "a higher level"],
    ["sideways", "lib/orders/a.ts", `import "@/lib/otp/b";\n`, "a neighbour on its level"],
    ["up for a type alone", "db/a.ts", `import type { B } from "@/lib/audit/b";\n`, "a higher level"],
    ["up by re-export", "lib/money.ts", `export { a } from "./audit/b";\n`, "a higher level"],
    ["up by a dynamic import", "db/a.ts", `const b = await import("../lib/audit/b");\n`, "a higher level"],
    ["a test's file", "lib/audit/a.ts", `import "@/tests/support/b";\n`, "a test's file"],
    ["lib from a component", "components/a.tsx", `import "@/lib/orders/queries";\n`, "a component may use"],
    ["tables from a page", "app/page.tsx", `import { orders } from "@/db/schema/sales";\n`, "the database"],
    ["drizzle from a page", "app/page.tsx", `import { eq } from "drizzle-orm";\n`, "the database"],
    ["server-only", "lib/audit/a.ts", `import "server-only";\n`, "stops the worker"],
    ["the product from the simulator", "simulator/a.ts", `import "@/lib/money";\n`, "network alone"],
    ["the product by path", "simulator/a.ts", `import "../lib/money";\n`, "network alone"],
    ["the simulator", "scripts/a.ts", `import "../simulator/config";\n`, "nothing imports the simulator"],
    ["files from a rule", "lib/orders/rules.ts", `import "node:fs";\n`, "do not read or write"],
    ["tables from a rule", "lib/orders/rules/a.ts", `import "@/db/client";\n`, "do not read or write"],
  ])("refuses importing %s", (_what, file, text, complaint) => {
    write(file, text);
    expect(violations()).toEqual([expect.stringContaining(`${file}: `)]);
    expect(violations()[0]).toContain(complaint);
  });

  it("finds an import over several lines", () => {
    const text = `import {\n  first,\n  type Second,\n} from "@/lib/a";\nimport b, { c } from './b';\n`;
    expect(findImports(text)).toEqual([
      { specifier: "@/lib/a", isType: false },
      { specifier: "./b", isType: false },
    ]);
  });

  it("refuses circles, and names each once", () => {
    write("lib/orders/a.ts", `import "./b";\n`);
    write("lib/orders/b.ts", `import "./c";\n`);
    write("lib/orders/c.ts", `import "./a";\n`);
    expect(violations()).toEqual([
      "lib/orders/a.ts: circle: lib/orders/a.ts → lib/orders/b.ts → lib/orders/c.ts → lib/orders/a.ts",
    ]);
  });

  it("lets two files know each other's types", () => {
    write("lib/orders/a.ts", `import { b } from "./b";\nexport const a = b;\n`);
    write("lib/orders/b.ts", `import type { a } from "./a";\nexport const b: typeof a = 1;\n`);
    expect(violations()).toEqual([]);
    write("lib/orders/b.ts", `import type { a } from "./a";\nexport { a } from "./a";\n`);
    expect(violations()).toEqual([expect.stringContaining("circle")]);
  });

  it("refuses modules and folders without a level", () => {
    write("lib/gadgets/a.ts", "export {};\n");
    write("server/a.ts", "export {};\n");
    expect(violations()).toEqual([
      expect.stringContaining("lib/gadgets has no level"),
      expect.stringContaining("server has no level"),
    ]);
  });

  it.each(["lib/utils.ts", "components/helpers.tsx", "lib/orders/index.ts", "app/common/a.ts"])(
    "refuses the name %s",
    (file) => {
      write(file, "export {};\n");
      expect(violations()).toEqual([expect.stringContaining("says nothing")]);
    },
  );

  it("refuses SQL in pages and time in rules", () => {
    write("app/page.tsx", "export const rows = sql`SELECT 1`;\n");
    write("lib/orders/rules.ts", "export const now = Date.now();\n");
    expect(violations()).toEqual([
      expect.stringContaining("contains SQL"),
      expect.stringContaining("uses Date.now: a rule"),
    ]);
  });

  it("refuses files over 200 lines, except data and tests", () => {
    const long = "export {};\n".repeat(201);
    write("lib/orders/a.ts", long);
    write("lib/conversation/copy/english.ts", long);
    write("lib/words/en.ts", long);
    write("tests/unit/a.test.ts", long);
    write("lib/orders/b.ts", "export {};\n".repeat(200));
    expect(violations()).toEqual(["lib/orders/a.ts: has 201 lines; 200 are the limit"]);
  });

  it.each([
    ["a function", "export async function a() {", "}"],
    ["a function with destructured props", "export function A({\n  b,\n}: Props) {", "}"],
    ["an arrow function", "export const a = async () => {", "};"],
    ["a callback", "rows.map((row) => {", "});"],
    ["a method", "class A {\n  async take(b: string): Promise<void> {", "  }\n}"],
  ])("refuses %s over 70 lines", (_what, head, tail) => {
    const body = (lines: number) => `${head}\n${"    work();\n".repeat(lines)}${tail}\n`;
    write("lib/orders/a.ts", body(80));
    expect(violations()).toEqual([
      expect.stringMatching(/^lib\/orders\/a\.ts: line \d: a function of 8\d lines/),
    ]);
    write("lib/orders/a.ts", body(60));
    expect(violations()).toEqual([]);
  });

  it("does not trust itself when it reads next to nothing", () => {
    write("lib/money.ts", "export {};\n");
    expect(() => checkRepository(root)).toThrow("Only 1 files, 0 imports were read");
  });
});
