import { createHash, hash } from "node:crypto";

/** One entry as it is hashed. `at` is ISO 8601 UTC with six decimals, for JavaScript's Date would lose three. */
export type AuditEntry = {
  ceoId: string;
  chain: string;
  seq: number;
  at: string;
  action: string;
  actorKind: string;
  actorId: string;
  subjectKind: string;
  subjectId: string;
  requestId: string;
  detailsCommit: Buffer;
  prevHash: Buffer;
  hash: Buffer;
};

/** What a chain begins with: the hash before its first entry. */
export const CHAIN_START: Buffer = Buffer.alloc(32);

const PREFIX = Buffer.concat([Buffer.from([0]), Buffer.from("tg-audit/v1")]);
const LENGTH_BYTES = 4;

/**
 * SHA-256 of one entry, the twin of the database's `audit_hash`. Every field carries its length, so that no two
 * entries share their bytes; business, chain, number and the hash before are in it, so that no entry fits elsewhere.
 */
export function hashEntry(entry: Omit<AuditEntry, "hash">): Buffer {
  const fields = [
    entry.ceoId,
    entry.chain,
    String(entry.seq),
    String(microsecondsOf(entry.at)),
    entry.action,
    entry.actorKind,
    entry.actorId,
    entry.subjectKind,
    entry.subjectId,
    entry.requestId,
    entry.detailsCommit,
    entry.prevHash,
  ];
  return hash("sha256", packFields(fields), "buffer");
}

/** What an entry holds of its details: SHA-256 over salt and text. Without the salt it tells nothing. */
export function commitDetails(salt: Uint8Array, details: string): Buffer {
  return createHash("sha256").update(salt).update(details, "utf8").digest();
}

const AT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/;

/** Microseconds since 1970, exact as a number until 2255. Throws for anything but `YYYY-MM-DDTHH:MM:SS.ffffffZ`. */
export function microsecondsOf(at: string): number {
  const wholeMs = AT.test(at) ? Date.parse(`${at.slice(0, 19)}Z`) : Number.NaN;
  if (Number.isNaN(wholeMs)) throw new RangeError("a time is written YYYY-MM-DDTHH:MM:SS.ffffffZ");
  return wholeMs * 1000 + Number(at.slice(20, 26));
}

/** One buffer for all fields: a call into the hash costs more than the copying. */
function packFields(fields: readonly (string | Buffer)[]): Buffer {
  let size = PREFIX.length;
  for (const field of fields) size += LENGTH_BYTES + Buffer.byteLength(field);
  const packed = Buffer.allocUnsafe(size);
  let offset = PREFIX.copy(packed);
  for (const field of fields) {
    const from = offset + LENGTH_BYTES;
    const length = typeof field === "string" ? packed.write(field, from) : field.copy(packed, from);
    packed.writeUInt32BE(length, offset);
    offset = from + length;
  }
  return packed;
}
