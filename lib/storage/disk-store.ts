import { createHash, randomBytes } from "node:crypto";
import { constants, copyFile, link, mkdir, open, readFile, rm, unlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileHeaders } from "./file-headers";
import { checkKey, DamagedFileError, KeyTakenError, type Store } from "./file-store";
import { mintFileToken, readFileToken } from "./file-token";

export type DiskStoreConfig = {
  dir: string;
  /** The product's public address: links are `{baseUrl}/files/{token}`. */
  baseUrl: string;
  /** At least 32 bytes, the same in every process. */
  signingKey: Uint8Array;
  now?: () => Date;
};

export type SignedFile =
  | { ok: true; bytes: Buffer; headers: Record<string, string> }
  | { ok: false; reason: "invalid" | "expired" | "gone" | "damaged" };

export type DiskStore = Store & {
  /** Answers a signed link: for the route that serves `/files/{token}`. */
  readSignedFile(token: string, now: Date): Promise<SignedFile>;
};

/**
 * Files in a folder. A file's facts lie beside it, named by its hash (`.facts/{key}/{sha256}.json`): bytes that have
 * changed find no facts, so they are never served. A crash at any point leaves the whole file or none.
 */
export function openDiskStore(config: DiskStoreConfig): DiskStore {
  if (config.signingKey.byteLength < 32) throw new RangeError("The signing key needs at least 32 bytes");
  const files = diskFiles(config.dir);
  return {
    put: files.put,
    get: files.get,
    delete: files.delete,
    async signedUrl(key, options) {
      checkKey(key);
      const now = config.now?.() ?? new Date();
      const token = mintFileToken(key, options, config.signingKey, now);
      return `${config.baseUrl.replace(/\/+$/, "")}/files/${token}`;
    },
    async readSignedFile(token, now) {
      const grant = readFileToken(token, config.signingKey, now);
      if (typeof grant === "string") return { ok: false, reason: grant };
      try {
        const file = await files.get(grant.key);
        if (file === null) return { ok: false, reason: "gone" };
        const headers = { ...fileHeaders(grant), "content-length": String(file.bytes.length) };
        return { ok: true, bytes: file.bytes, headers };
      } catch (error) {
        if (error instanceof DamagedFileError) return { ok: false, reason: "damaged" };
        throw error;
      }
    },
  };
}

function diskFiles(dir: string): Pick<Store, "put" | "get" | "delete"> {
  const pathOf = (key: string) => join(dir, key);
  const factsDir = (key: string) => join(dir, ".facts", key);
  const factsPath = (key: string, hash: string) => join(factsDir(key), `${hash}.json`);
  return {
    async put(key, bytes, { contentType, sha256Hex }) {
      checkKey(key);
      if (hashOf(bytes) !== sha256Hex.toLowerCase())
        throw new RangeError("The bytes do not match their hash");
      // Facts first: a file without facts would be unreadable, facts without a file are harmless.
      const facts = Buffer.from(JSON.stringify({ contentType }));
      await writeNew(dir, factsPath(key, sha256Hex.toLowerCase()), facts);
      if (await writeNew(dir, pathOf(key), bytes)) return;
      const present = await readOrNull(pathOf(key));
      if (present === null || hashOf(present) !== sha256Hex.toLowerCase()) throw new KeyTakenError();
    },
    async get(key) {
      checkKey(key);
      const bytes = await readOrNull(pathOf(key));
      if (bytes === null) return null;
      const facts = await readOrNull(factsPath(key, hashOf(bytes)));
      if (facts === null) throw new DamagedFileError();
      const { contentType } = JSON.parse(facts.toString()) as { contentType: string };
      return { bytes, contentType };
    },
    async delete(key) {
      checkKey(key);
      await rm(pathOf(key), { force: true });
      await rm(factsDir(key), { recursive: true, force: true });
    },
  };
}

/** Writes a file whole or not at all and never over another. False when the name was taken. */
async function writeNew(root: string, path: string, bytes: Uint8Array): Promise<boolean> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const waiting = join(root, ".incoming");
  await mkdir(waiting, { recursive: true, mode: 0o700 });
  const temporary = join(waiting, randomBytes(16).toString("hex"));
  try {
    await writeDurably(temporary, bytes);
    const isNew = await claimName(temporary, path);
    if (isNew) await syncFolder(dirname(path));
    return isNew;
  } finally {
    await unlink(temporary).catch(() => undefined);
  }
}

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, "wx", 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A hard link fails when the name is taken, where a rename would overwrite. */
async function claimName(temporary: string, path: string): Promise<boolean> {
  try {
    await link(temporary, path);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    // Some network and Windows drives know no hard links.
    if (!["EPERM", "ENOTSUP", "ENOSYS", "EMLINK"].includes(codeOf(error))) throw error;
    return copyFile(temporary, path, constants.COPYFILE_EXCL).then(
      () => true,
      (reason: unknown) => {
        if (codeOf(reason) === "EEXIST") return false;
        throw reason;
      },
    );
  }
}

async function syncFolder(path: string): Promise<void> {
  // Windows cannot open a folder; there the file system keeps names by itself.
  const folder = await open(path, "r").catch(() => null);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}

async function readOrNull(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if (["ENOENT", "ENOTDIR", "EISDIR"].includes(codeOf(error))) return null;
    throw error;
  }
}

function hashOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
