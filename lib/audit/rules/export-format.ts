import { createPublicKey, type KeyObject } from "node:crypto";
import { z } from "zod";
import { microsecondsOf } from "../entry-hash";
import type { AuditRow } from "./check-entry";
import type { SignedCheckpoint } from "./checkpoint-note";

/** The name and version of the JSON export. A verifier refuses what it does not know. */
export const EXPORT_FORMAT = "trustguard-audit-export/v1";

const hex32 = z.string().regex(/^[0-9a-f]{64}$/);
const hex = z.string().regex(/^(?:[0-9a-f]{2})*$/);
const party = z.object({ kind: z.string(), id: z.string() });
const at = z.string().refine(isMoment, "is no time");

const entry = z.object({
  seq: z.number().int().min(0),
  at,
  action: z.string(),
  actor: party,
  subject: party,
  request_id: z.string(),
  /** The details' text to the letter, for the commitment is over its bytes. Null once erased. */
  details: z.string().nullable(),
  salt: hex.nullable(),
  details_commit: hex32,
  prev_hash: hex32,
  hash: hex32,
});

const checkpoint = z.object({ note: z.string(), signature: hex, key_id: z.string() });

const file = z.object({
  format: z.literal(EXPORT_FORMAT),
  ceo_id: z.string().min(1),
  business_name: z.string(),
  exported_at: z.iso.datetime(),
  public_keys: z.array(z.object({ key_id: z.string(), pem: z.string() })),
  chains: z.array(
    z.object({
      chain: z.string(),
      end: z.object({ seq: z.number().int().min(0), hash: z.union([hex32, z.literal("")]) }),
      checkpoints: z.array(checkpoint),
      entries: z.array(entry),
    }),
  ),
});

export type ExportedEntry = z.infer<typeof entry>;
export type ExportedLog = z.infer<typeof file>;
export type ExportedCheckpoint = z.infer<typeof checkpoint>;

/** One entry as the export writes it. */
export function exportEntry(row: AuditRow): ExportedEntry {
  return {
    seq: row.seq,
    at: row.at,
    action: row.action,
    actor: { kind: row.actorKind, id: row.actorId },
    subject: { kind: row.subjectKind, id: row.subjectId },
    request_id: row.requestId,
    details: row.details,
    salt: row.salt?.toString("hex") ?? null,
    details_commit: row.detailsCommit.toString("hex"),
    prev_hash: row.prevHash.toString("hex"),
    hash: row.hash.toString("hex"),
  };
}

/** The same entry for the verifier. Business and chain are those that the file claims; the hash tells if it lies. */
export function importEntry(entry: ExportedEntry, ceoId: string, chain: string): AuditRow {
  return {
    ceoId,
    chain,
    seq: entry.seq,
    at: entry.at,
    action: entry.action,
    actorKind: entry.actor.kind,
    actorId: entry.actor.id,
    subjectKind: entry.subject.kind,
    subjectId: entry.subject.id,
    requestId: entry.request_id,
    detailsCommit: Buffer.from(entry.details_commit, "hex"),
    prevHash: Buffer.from(entry.prev_hash, "hex"),
    hash: Buffer.from(entry.hash, "hex"),
    salt: entry.salt === null ? null : Buffer.from(entry.salt, "hex"),
    details: entry.details,
  };
}

/** A checkpoint as files carry it. */
export function exportCheckpoint(signed: SignedCheckpoint): ExportedCheckpoint {
  return { note: signed.note, signature: signed.signature.toString("hex"), key_id: signed.keyId };
}

/** A checkpoint from a file, as the verifier takes it. */
export function importCheckpoint(given: ExportedCheckpoint): SignedCheckpoint {
  return { note: given.note, signature: Buffer.from(given.signature, "hex"), keyId: given.key_id };
}

/** Reads an export. Throws a ZodError that names the places which are not as the format says. */
export function parseExport(value: unknown): ExportedLog {
  return file.parse(value);
}

/** Reads one line of a file of checkpoints. */
export function parseCheckpoint(value: unknown): SignedCheckpoint {
  return importCheckpoint(checkpoint.parse(value));
}

/** The keys that an export names. A verifier who trusts nobody is given the key by another way. */
export function exportedKeys(log: ExportedLog): KeyObject[] {
  return log.public_keys.map(({ pem }) => createPublicKey(pem));
}

function isMoment(text: string): boolean {
  try {
    return new Date(microsecondsOf(text) / 1000).toISOString().slice(0, 19) === text.slice(0, 19);
  } catch {
    return false;
  }
}
