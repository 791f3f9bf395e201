import type { SignedCheckpoint, TrustedKeys } from "./rules/checkpoint-note";
import { parseNote } from "./rules/checkpoint-note";
import { type ExportedLog, importCheckpoint, importEntry } from "./rules/export-format";
import { walkChain } from "./rules/walk-chain";
import type { AuditVerdict } from "./schema";
import { toVerdict } from "./verify-audit";

/**
 * Verifies an exported log with nothing but the public key: no database, no server, no trust in who wrote the file.
 * `witnesses` are checkpoints that were kept elsewhere; the log must reach and agree with each of its own.
 */
export async function verifyExport(
  log: ExportedLog,
  keys: TrustedKeys,
  witnesses: readonly SignedCheckpoint[] = [],
): Promise<AuditVerdict> {
  const reports = [];
  for (const exported of log.chains) {
    const owner = { ceoId: log.ceo_id, chain: exported.chain };
    const end = { seq: exported.end.seq, hash: Buffer.from(exported.end.hash, "hex") };
    const claim = {
      ...owner,
      end: exported.end.hash ? end : { ...end, hash: Buffer.alloc(32) },
      checkpoints: exported.checkpoints.map(importCheckpoint),
      witnesses: witnessesOf(witnesses, owner),
      keys,
      isSignedThroughout: true,
    };
    const rows = exported.entries.map((entry) => importEntry(entry, log.ceo_id, exported.chain));
    reports.push(await walkChain(claim, [rows]));
  }
  return toVerdict(reports, new Date());
}

/** The checkpoints of one chain, oldest first. Those that cannot be read stay, for they must not pass in silence. */
export function witnessesOf(
  witnesses: readonly SignedCheckpoint[],
  owner: { ceoId: string; chain: string },
): SignedCheckpoint[] {
  return witnesses
    .map((checkpoint) => ({ checkpoint, facts: parseNote(checkpoint.note) }))
    .filter(({ facts }) => !facts || (facts.ceoId === owner.ceoId && facts.chain === owner.chain))
    .sort((left, right) => (left.facts?.seq ?? 0) - (right.facts?.seq ?? 0))
    .map(({ checkpoint }) => checkpoint);
}
