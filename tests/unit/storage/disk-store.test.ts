import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openDiskStore } from "@/lib/storage/disk-store";
import { DamagedFileError, KeyTakenError } from "@/lib/storage/file-store";

const KEY = "receipts/ceo_1/ven_1/ord_1/20261121T094300Z_rct_1.jpg";
const BYTES = Buffer.from("\xff\xd8\xff a receipt", "latin1");
const NOW = new Date("2026-11-21T09:43:00Z");
const signingKey = Buffer.alloc(32, 7);

const facts = (bytes: Uint8Array, contentType = "image/jpeg") => ({
  contentType,
  sha256Hex: createHash("sha256").update(bytes).digest("hex"),
});

let dir: string;
const open = () => openDiskStore({ dir, baseUrl: "https://shop.example/", signingKey, now: () => NOW });

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "trustguard-store-"));
});

afterEach(() => rm(dir, { recursive: true, force: true }));

async function linkTo(key: string, options: { inline?: boolean; downloadName?: string } = {}) {
  const url = await open().signedUrl(key, { ttlSeconds: 60, contentType: "image/jpeg", ...options });
  return url.replace("https://shop.example/files/", "");
}

describe("the store on disk", () => {
  it("gives back what it was given, as a plain file others can read too", async () => {
    await open().put(KEY, BYTES, facts(BYTES));
    expect(await open().get(KEY)).toEqual({ bytes: BYTES, contentType: "image/jpeg" });
    expect(await readFile(join(dir, KEY))).toEqual(BYTES);
    expect((await stat(join(dir, KEY))).mode & 0o077).toBe(0);
  });

  it("has nothing under other keys, or after deletion, which may be repeated", async () => {
    const store = open();
    await store.put(KEY, BYTES, facts(BYTES));
    expect(await store.get("receipts/ceo_2/x.jpg")).toBeNull();
    expect(await store.get("receipts")).toBeNull();
    await store.delete(KEY);
    await store.delete(KEY);
    expect(await store.get(KEY)).toBeNull();
    await store.put(KEY, Buffer.from("other"), facts(Buffer.from("other")));
  });

  it("never overwrites: the same bytes are fine, others are refused", async () => {
    const store = open();
    await store.put(KEY, BYTES, facts(BYTES));
    await store.put(KEY, BYTES, facts(BYTES));
    const other = Buffer.from("a swapped receipt");
    await expect(store.put(KEY, other, facts(other))).rejects.toThrow(KeyTakenError);
    expect((await store.get(KEY))?.bytes).toEqual(BYTES);
  });

  it("lets one of twenty writers at once win, and the file is whole", async () => {
    const store = open();
    const versions = Array.from({ length: 20 }, () => randomBytes(100_000));
    const done = await Promise.allSettled(versions.map((bytes) => store.put(KEY, bytes, facts(bytes))));
    expect(done.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    const winner = done.findIndex((one) => one.status === "fulfilled");
    expect((await store.get(KEY))?.bytes.equals(versions[winner]!)).toBe(true);
    expect(await readdir(join(dir, ".incoming"))).toEqual([]);
  });

  it("refuses bytes that do not match their hash", async () => {
    await expect(open().put(KEY, BYTES, facts(Buffer.from("x")))).rejects.toThrow("do not match");
    expect(await open().get(KEY)).toBeNull();
  });

  it("FI-13 serves nothing that was changed or swapped behind its back", async () => {
    const store = open();
    const other = KEY.replace("rct_1", "rct_2");
    const otherBytes = Buffer.from("another receipt");
    await store.put(KEY, BYTES, facts(BYTES));
    await store.put(other, otherBytes, facts(otherBytes));
    const token = await linkTo(KEY);
    expect(await store.readSignedFile(token, NOW)).toMatchObject({ ok: true, bytes: BYTES });
    for (const changed of [Buffer.from("\xff\xd8\xfe a receipt", "latin1"), otherBytes, Buffer.alloc(0)]) {
      await writeFile(join(dir, KEY), changed);
      await expect(store.get(KEY)).rejects.toThrow(DamagedFileError);
      expect(await store.readSignedFile(token, NOW)).toEqual({ ok: false, reason: "damaged" });
    }
  });

  it.each([
    "../secrets",
    "a/../../b",
    "/etc/passwd",
    "a//b",
    "a/./b",
    ".facts/x",
    "a/.hidden",
    "a\\b",
    "a\0b",
    "",
    "a/",
    "x".repeat(129),
    "é",
  ])("takes %j for no key", async (key) => {
    const store = open();
    await expect(store.put(key, BYTES, facts(BYTES))).rejects.toThrow("Not a storage key");
    await expect(store.get(key)).rejects.toThrow("Not a storage key");
    await expect(store.delete(key)).rejects.toThrow("Not a storage key");
    await expect(linkTo(key)).rejects.toThrow("Not a storage key");
  });
});

describe("a signed link", () => {
  it("FI-12 opens its file for sixty seconds and no longer", async () => {
    const store = open();
    await store.put(KEY, BYTES, facts(BYTES));
    const token = await linkTo(KEY);
    const at = (seconds: number) => store.readSignedFile(token, new Date(NOW.getTime() + seconds * 1000));
    expect(await at(59)).toMatchObject({ ok: true, bytes: BYTES });
    expect(await at(60)).toEqual({ ok: false, reason: "expired" });
    await store.delete(KEY);
    expect(await at(1)).toEqual({ ok: false, reason: "gone" });
  });

  it("FI-12 opens nothing once a single character is changed, or signed by another key", async () => {
    const store = open();
    await store.put(KEY, BYTES, facts(BYTES));
    const token = await linkTo(KEY);
    for (let place = 0; place < token.length - 1; place += 1) {
      const changed = `${token.slice(0, place)}${token[place] === "A" ? "B" : "A"}${token.slice(place + 1)}`;
      expect(await store.readSignedFile(changed, NOW)).toEqual({ ok: false, reason: "invalid" });
    }
    const foreign = openDiskStore({ dir, baseUrl: "https://shop.example", signingKey: Buffer.alloc(32, 8) });
    expect(await foreign.readSignedFile(token, NOW)).toEqual({ ok: false, reason: "invalid" });
    for (const nonsense of ["", ".", "a.b", `${token}.x`, "x".repeat(10_000)]) {
      expect(await store.readSignedFile(nonsense, NOW)).toEqual({ ok: false, reason: "invalid" });
    }
  });

  it("FI-06 serves with headers under which a file can do no harm", async () => {
    const store = open();
    await store.put(KEY, BYTES, facts(BYTES));
    const token = await linkTo(KEY, { inline: true, downloadName: "receipt.jpg" });
    expect(await store.readSignedFile(token, NOW)).toMatchObject({
      headers: {
        "content-type": "image/jpeg",
        "content-length": String(BYTES.length),
        "content-disposition": `inline; filename="receipt.jpg"; filename*=UTF-8''receipt.jpg`,
        "x-content-type-options": "nosniff",
        "content-security-policy": "default-src 'none'; sandbox; frame-ancestors 'self'",
        "cache-control": "private, no-store",
      },
    });
  });

  it.each([0, -1, 301, 1.5, Number.NaN])("lives 1 to 300 seconds, not %s", async (ttlSeconds) => {
    await expect(open().signedUrl(KEY, { ttlSeconds, contentType: "image/jpeg" })).rejects.toThrow("300");
  });

  it("needs a signing key worth the name", () => {
    expect(() => openDiskStore({ dir, baseUrl: "", signingKey: Buffer.alloc(31) })).toThrow("32 bytes");
  });
});
