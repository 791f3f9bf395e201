import { CHAINS } from "./chain-source";
import type { SignedCheckpoint, TrustedKeys } from "./rules/checkpoint-note";
import { parseNote } from "./rules/checkpoint-note";
import { type ExportedLog, importCheckpoint, importEntry } from "./rules/export-format";
import { walkChain } from "./rules/walk-chain";
import type { AuditVerdict } from "./schema";
import { toVerdict } from "./verify-audit";

/**
 * Verifies an exported log with nothing but the public key: no database, no server, no trust in who wrote the file.
 * `witnesses` are checkpoints that were kept elsewhere; the log must reach and agree with each of its own. A file without one
 * of a business's chains does not fit.
 */
export async function verifyExport(
  log: ExportedLog,
  keys: TrustedKeys,
  witnesses: readonly SignedCheckpoint[] = [],
): Promise<AuditVerdict> {
  const reports = [];
  const chains = [...log.chains, ...CHAINS.filter((name) => !has(log, name)).map(missing)];
  for (const exported of chains) {
    const owner = { ceoId: log.ceo_id, chain: exported.chain };
    const hash = exported.end.hash ? Buffer.from(exported.end.hash, "hex") : Buffer.alloc(32);
    const claim = {
      ...owner,
      end: { seq: Math.max(exported.end.seq, LEAST[exported.chain] ?? 0), hash },
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

/** Making the file is an act of its own: its `main` chain holds one entry at least, whoever emptied it. */
const LEAST: Readonly<Record<string, number>> = { main: 1 };

function has(log: ExportedLog, name: string): boolean {
  return log.chains.some(({ chain }) => chain === name);
}

/** A chain that is not in the file, although every export carries it: of its entries even the first is not there. */
function missing(chain: string): ExportedLog["chains"][number] {
  return { chain, end: { seq: 1, hash: "" }, checkpoints: [], entries: [] };
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
