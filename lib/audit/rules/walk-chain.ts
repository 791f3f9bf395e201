import { microsecondsOf } from "../entry-hash";
import { checkCheckpoints } from "./check-checkpoints";
import { type AuditRow, BEFORE_FIRST, type ChainPosition, checkEntry, type Fault } from "./check-entry";
import type { CheckpointFacts, SignedCheckpoint, TrustedKeys } from "./checkpoint-note";

/** What is known of a chain before its entries are read. */
export type ChainClaim = {
  ceoId: string;
  chain: string;
  /** Where to begin; the entries up to there were verified before. Default: the first entry. */
  from?: ChainPosition;
  /** Where the chain is said to end. */
  end: { seq: number; hash: Buffer };
  /** Every checkpoint kept with the entries from there on, oldest first. */
  checkpoints: readonly SignedCheckpoint[];
  /** Checkpoints that were kept elsewhere (AU-06). */
  witnesses?: readonly SignedCheckpoint[];
  keys: TrustedKeys;
  /** Entries after the last checkpoint do not count: for files, which anybody could have written. */
  isSignedThroughout?: boolean;
};

export type ChainReport = {
  chain: string;
  valid: boolean;
  /** Entries that were read and fit. */
  entries: number;
  /** Of those, the ones whose details went with an erased contact. */
  erasedDetails: number;
  /** Checkpoints that were signed rightly and that the entries agree with. */
  checkpoints: number;
  /** The newest of them. */
  signed: { seq: number; time: string } | null;
  firstBad: Fault | null;
  /** The last entry that fits: what a checkpoint may be signed over. */
  end: { seq: number; hash: Buffer };
  /** Entries dated after the signer's clock: the database's clock is, or was, ahead (AU-11). */
  clockAheadAt: number[];
};

/** How far the database's clock may differ from the signer's before it is worth saying. */
const CLOCK_TOLERANCE_MS = 60_000;

/**
 * Verifies one chain: every link, every commitment, every checkpoint. Entries are read as they come, so memory does
 * not grow with the chain. `onProgress` hears the entries read so far.
 */
export async function walkChain(
  claim: ChainClaim,
  batches: AsyncIterable<AuditRow[]> | Iterable<AuditRow[]>,
  onProgress?: (entries: number) => void,
): Promise<ChainReport> {
  const own = checkCheckpoints(claim.checkpoints, claim, claim.keys, (claim.from ?? BEFORE_FIRST).seq === 0);
  const outside = checkCheckpoints(claim.witnesses ?? [], claim, claim.keys, false);
  const walk = new Walk(claim, [...own.facts, ...outside.facts]);
  for await (const batch of batches) {
    for (const row of batch) if (!walk.step(row)) break;
    if (walk.fault) break;
    onProgress?.(walk.entries);
  }
  // A checkpoint that is bad itself is the reason why nothing is signed after it, and is what should be named.
  walk.finish(own.fault === null);
  const firstBad = earliest([own.fault, outside.fault, walk.fault]);
  const signed = own.facts.at(-1);
  return {
    chain: claim.chain,
    valid: firstBad === null,
    entries: walk.entries,
    erasedDetails: walk.erasedDetails,
    checkpoints: own.facts.length,
    signed: signed ? { seq: signed.seq, time: signed.time } : null,
    firstBad,
    end: { seq: walk.at.seq, hash: walk.at.hash },
    clockAheadAt: walk.clockAheadAt,
  };
}

class Walk {
  entries = 0;
  erasedDetails = 0;
  fault: Fault | null = null;
  readonly clockAheadAt: number[] = [];
  at: ChainPosition;
  private readonly signed = new Map<number, CheckpointFacts[]>();

  constructor(
    private readonly claim: ChainClaim,
    checkpoints: readonly CheckpointFacts[],
  ) {
    this.at = claim.from ?? BEFORE_FIRST;
    for (const facts of checkpoints)
      this.signed.set(facts.seq, [...(this.signed.get(facts.seq) ?? []), facts]);
  }

  /** Takes the next entry; false once something does not fit. */
  step(row: AuditRow): boolean {
    this.fault = checkEntry(this.at, row, this.claim) ?? this.compareWithSigned(row);
    if (this.fault) return false;
    this.at = { seq: row.seq, hash: row.hash, at: row.at };
    this.entries += 1;
    if (row.details === null) this.erasedDetails += 1;
    return true;
  }

  /** After the last entry: did it end where it was said to, and not before anything that was signed? */
  finish(areCheckpointsGood: boolean): void {
    if (this.fault) return;
    const { end } = this.claim;
    const lastSigned = Math.max(0, ...this.signed.keys());
    if (this.at.seq < end.seq) this.fault = { seq: this.at.seq + 1, reason: "tail_missing" };
    else if (lastSigned > this.at.seq) this.fault = { seq: this.at.seq + 1, reason: "rolled_back" };
    else if (this.at.seq > end.seq) this.fault = { seq: end.seq + 1, reason: "head_differs" };
    else if (!this.at.hash.equals(end.hash)) this.fault = { seq: end.seq, reason: "head_differs" };
    else if (this.claim.isSignedThroughout && areCheckpointsGood && lastSigned < this.at.seq) {
      this.fault = { seq: lastSigned + 1, reason: "unsigned" };
    }
  }

  private compareWithSigned(row: AuditRow): Fault | null {
    for (const facts of this.signed.get(row.seq) ?? []) {
      if (!facts.hash.equals(row.hash)) return { seq: row.seq, reason: "checkpoint_differs" };
      const aheadMs = microsecondsOf(row.at) / 1000 - Date.parse(facts.time);
      if (aheadMs > CLOCK_TOLERANCE_MS) this.clockAheadAt.push(row.seq);
    }
    return null;
  }
}

function earliest(faults: readonly (Fault | null)[]): Fault | null {
  const found = faults.filter((fault) => fault !== null);
  return found.sort((left, right) => left.seq - right.seq)[0] ?? null;
}
