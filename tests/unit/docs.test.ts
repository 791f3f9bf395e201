import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = path.resolve(import.meta.dirname, "../..");
const read = (file: string) => readFileSync(path.join(ROOT, file), "utf8");

const DOCS = [
  "README.md",
  ...readdirSync(path.join(ROOT, "docs"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md"))
    .map((file) => `docs/${file.replaceAll("\\", "/")}`),
];

/** Read by one program alone, before or beside lib/env.ts. */
const OUTSIDE_ENV = ["DATABASE_ADMIN_URL", "HOST", "LOG_LEVEL"];
/** Set by the platform, never by a person. */
const BY_PLATFORM = ["VERCEL"];

const found = (text: string, pattern: RegExp) => [
  ...new Set([...text.matchAll(pattern)].map(([, name]) => name!)),
];

describe(".env.example", () => {
  const checked = found(read("lib/env.ts"), /^ {4}([A-Z][A-Z0-9_]+): /gm);
  const explained = found(read(".env.example"), /^([A-Z][A-Z0-9_]+)=/gm);

  it("explains every variable that is checked, and names none that nobody reads", () => {
    expect(checked.length).toBeGreaterThan(30);
    const expected = [...checked.filter((name) => !BY_PLATFORM.includes(name)), ...OUTSIDE_ENV];
    expect(explained.toSorted()).toEqual(expected.toSorted());
  });

  it("names what is read outside the checked ones where it is read", () => {
    const programs = ["migrate.ts", "server.ts", "lib/log.ts"].map(read).join("\n");
    for (const name of OUTSIDE_ENV) expect(programs).toContain(`process.env.${name}`);
  });
});

describe.each(DOCS)("%s", (file) => {
  const text = read(file);

  it("names only commands that exist", () => {
    const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
    for (const name of found(text, /npm run ([a-z][a-z:-]*)/g)) expect(Object.keys(scripts)).toContain(name);
    const operator = read("lib/operations/run-command.ts");
    for (const name of found(text, /(?:npm run trustguard --|dist\/trustguard\.mjs) ([a-z][a-z-]*)/g)) {
      expect(operator, name).toMatch(new RegExp(`^ {2}"?${name}"?: `, "m"));
    }
  });

  it("names only files and folders that exist", () => {
    const folders = "app|components|db|docs|lib|scripts|simulator|tests|public|\\.ci|\\.github";
    const inTicks = new RegExp(`\`((?:${folders})/[\\w./()[\\]-]+|[\\w.-]+\\.(?:ts|mjs|json|yaml))\``, "g");
    const missing = found(text, inTicks).filter((name) => !existsInProject(name));
    expect(missing).toEqual([]);
  });

  it("links only to pages that exist", () => {
    const targets = found(text, /\]\((?!https?:|mailto:|#)([^)#\s]+)/g);
    const missing = targets.filter((target) => !existsSync(path.join(ROOT, path.dirname(file), target)));
    expect(missing).toEqual([]);
  });

  it("names only environment variables that exist", () => {
    const known = read(".env.example");
    const family =
      /`((?:META|OTP|NEXTAUTH|ENCRYPTION|AUDIT|STORAGE|S3|SMS|SMTP|TERMII|JOB|SEND|CRON|TRUSTED)_[A-Z_]+)(?:=[^`]*)?`/g;
    for (const name of found(text, family)) expect(known, name).toMatch(new RegExp(`^${name}=`, "m"));
  });
});

/** A bare name may be that of a file anywhere in its page's context: `ingest-event.ts`, `queries.ts`. */
function existsInProject(name: string): boolean {
  if (existsSync(path.join(ROOT, name))) return true;
  return !name.includes("/") && projectFiles().has(name);
}

let names: Set<string> | undefined;

function projectFiles(): Set<string> {
  names ??= new Set(
    ["app", "components", "db", "lib", "scripts", "simulator", "tests"].flatMap((folder) =>
      readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" }).map((file) =>
        path.basename(file),
      ),
    ),
  );
  return names;
}
