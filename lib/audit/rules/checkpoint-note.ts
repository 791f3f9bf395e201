import { createHash, createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import { CHAIN_START } from "../entry-hash";

/** What a checkpoint states: this chain of this business stood at `seq` with `hash` at `time`. */
export type CheckpointFacts = {
  origin: string;
  ceoId: string;
  chain: string;
  seq: number;
  hash: Buffer;
  /** ISO 8601 UTC, from the signer's clock, not the database's (AU-11). */
  time: string;
  /** SHA-256 of the note before; 32 zero bytes for the first. */
  previous: Buffer;
};

/**
 * The note as it was signed, the signature over its UTF-8 bytes, and which key made it. `stored` is what the
 * database's columns say beside it: they are for finding it, and must agree.
 */
export type SignedCheckpoint = {
  note: string;
  signature: Buffer;
  keyId: string;
  stored?: { seq: number; hash: Buffer };
};

/** Public keys by id: what a verifier trusts, and all it trusts. */
export type TrustedKeys = ReadonlyMap<string, KeyObject>;

const TITLE = "trustguard-audit-checkpoint/v1";
const NOTE =
  /^trustguard-audit-checkpoint\/v1\norigin: (\S+)\ntenant: (\S+)\nchain: (\S+)\nseq: ([1-9]\d{0,15})\nhash: ([0-9a-f]{64})\ntime: (\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z)\nprevious: ([0-9a-f]{64})\n$/;

/** The hash that the first note of a chain names as its previous one. */
export const NO_PREVIOUS_NOTE = CHAIN_START;

/** The text that is signed: one fact a line, in a fixed order, so that it can be read and printed. */
export function formatNote(facts: CheckpointFacts): string {
  return [
    TITLE,
    `origin: ${facts.origin}`,
    `tenant: ${facts.ceoId}`,
    `chain: ${facts.chain}`,
    `seq: ${facts.seq}`,
    `hash: ${facts.hash.toString("hex")}`,
    `time: ${facts.time}`,
    `previous: ${facts.previous.toString("hex")}`,
    "",
  ].join("\n");
}

/** Reads a note back; null for anything that {@link formatNote} would not have written to the letter. */
export function parseNote(note: string): CheckpointFacts | null {
  const found = NOTE.exec(note);
  if (!found) return null;
  const [, origin = "", ceoId = "", chain = "", seq = "", hash = "", time = "", previous = ""] = found;
  return {
    origin,
    ceoId,
    chain,
    seq: Number(seq),
    hash: Buffer.from(hash, "hex"),
    time,
    previous: Buffer.from(previous, "hex"),
  };
}

/** SHA-256 of a note: what the next one names as `previous`. */
export function hashNote(note: string): Buffer {
  return createHash("sha256").update(note, "utf8").digest();
}

/** Signs with Ed25519 (RFC 8032). */
export function signNote(facts: CheckpointFacts, privateKey: KeyObject): SignedCheckpoint {
  const note = formatNote(facts);
  const signature = sign(null, Buffer.from(note, "utf8"), privateKey);
  return { note, signature, keyId: keyIdOf(createPublicKey(privateKey)) };
}

/** Whether the signature over the note's bytes was made by this key. */
export function isSignedBy(checkpoint: SignedCheckpoint, publicKey: KeyObject): boolean {
  return verify(null, Buffer.from(checkpoint.note, "utf8"), publicKey, checkpoint.signature);
}

/** A key's name: the first 16 hex digits of SHA-256 over its SPKI bytes. */
export function keyIdOf(publicKey: KeyObject): string {
  const spki = publicKey.export({ type: "spki", format: "der" });
  return createHash("sha256").update(spki).digest("hex").slice(0, 16);
}

/** The keys a verifier trusts, by their names. */
export function trustKeys(publicKeys: readonly KeyObject[]): TrustedKeys {
  return new Map(publicKeys.map((key) => [keyIdOf(key), key]));
}
