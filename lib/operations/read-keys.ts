import { createPrivateKey, createPublicKey } from "node:crypto";
import { readFile } from "node:fs/promises";
import { type SignedCheckpoint, type TrustedKeys, trustKeys } from "@/lib/audit/rules/checkpoint-note";
import { type ExportedLog, exportedKeys, parseCheckpoint } from "@/lib/audit/rules/export-format";
import { UsageError, warn } from "./terminal";

/**
 * The keys that a verification trusts: those given by file (several after a rotation), else the public half of
 * AUDIT_SIGNING_KEY, else those that the export itself names, which is said aloud.
 */
export async function readKeys(paths: readonly string[], log?: ExportedLog): Promise<TrustedKeys> {
  if (paths.length > 0) return trustKeys(await Promise.all(paths.map(readKey)));
  const own = process.env.AUDIT_SIGNING_KEY;
  if (own) return trustKeys([createPublicKey(createPrivateKey(Buffer.from(own, "base64").toString("utf8")))]);
  if (!log) throw new UsageError("Give --public-key <file>, or set AUDIT_SIGNING_KEY.");
  warn("Trusting the key that the file itself names: this shows that it is whole, not who wrote it.");
  warn("Give --public-key <file> with a key that came to you another way.");
  return trustKeys(exportedKeys(log));
}

async function readKey(path: string) {
  const text = await readText(path);
  try {
    const key = createPublicKey(text);
    if (key.asymmetricKeyType === "ed25519") return key;
  } catch {
    // Falls through: what cannot be parsed is answered as what is of another kind.
  }
  throw new UsageError(`${path} holds no Ed25519 public key in PEM form.`);
}

/** Checkpoints from a file that `trustguard checkpoints` wrote: one JSON object a line. */
export async function readWitnesses(path: string | undefined): Promise<SignedCheckpoint[]> {
  if (path === undefined) return [];
  const lines = (await readText(path)).split("\n").filter((line) => line.trim() !== "");
  try {
    return lines.map((line) => parseCheckpoint(JSON.parse(line)));
  } catch {
    throw new UsageError(`${path} is not a file of checkpoints.`);
  }
}

/** A file as text. Throws a sentence instead of a system error. */
export async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch {
    throw new UsageError(`${path} cannot be read.`);
  }
}
