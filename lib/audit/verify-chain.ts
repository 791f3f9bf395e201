import {
  type ChainEnd,
  type ChainOwner,
  readCheckpoints,
  readEnd,
  readEntries,
  readPosition,
} from "./chain-source";
import type { Chain } from "./record-entry";
import { BEFORE_FIRST } from "./rules/check-entry";
import {
  type CheckpointFacts,
  parseNote,
  type SignedCheckpoint,
  type TrustedKeys,
} from "./rules/checkpoint-note";
import { type ChainReport, walkChain } from "./rules/walk-chain";

type Options = {
  keys: TrustedKeys;
  /** Checkpoints that were kept outside the database (AU-06). */
  witnesses?: readonly SignedCheckpoint[];
  /** Begin after this entry, which an earlier verification reached; its hash must still be the same. */
  since?: CheckpointFacts;
  onProgress?: (entries: number, of: number) => void;
};

/**
 * Verifies a chain in the database: every link, commitment and checkpoint, and that it ends where its head and the
 * checkpoints say. Names the first entry that does not fit. Memory stays flat; what is appended meanwhile is left
 * for the next time.
 */
export async function verifyChain(owner: ChainOwner, chain: Chain, options: Options): Promise<ChainReport> {
  const { ceoId } = owner;
  const { from, checkpoints, end } = await owner.run(async (tx) => {
    const position = options.since && (await readPosition(tx, ceoId, chain, options.since.seq));
    // A stated beginning that is gone, or is another one, is no beginning: then everything is read.
    const start = position?.hash.equals(options.since?.hash ?? NOTHING.hash) ? position : BEFORE_FIRST;
    // Checkpoints before the end: one written in between must not look like entries that were lost.
    const signed = await readCheckpoints(tx, ceoId, chain, start.seq);
    return { from: start, checkpoints: signed, end: (await readEnd(tx, ceoId, chain)) ?? NOTHING };
  });
  const total = Math.max(end.lastSeq, end.seq) - from.seq;
  return walkChain(
    { ceoId, chain, end, from, checkpoints, witnesses: options.witnesses, keys: options.keys },
    readEntries(owner, chain, from.seq, end.lastSeq),
    (entries) => options.onProgress?.(entries, total),
  );
}

const NOTHING: ChainEnd = { seq: 0, hash: Buffer.alloc(32), lastSeq: 0 };

/** What the newest of these checkpoints states: where an incremental verification may begin. */
export function newestFacts(checkpoints: readonly SignedCheckpoint[]): CheckpointFacts | undefined {
  const last = checkpoints.at(-1);
  return (last && parseNote(last.note)) ?? undefined;
}
