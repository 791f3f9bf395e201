import type { Fault } from "./check-entry";
import {
  type CheckpointFacts,
  hashNote,
  isSignedBy,
  NO_PREVIOUS_NOTE,
  parseNote,
  type SignedCheckpoint,
  type TrustedKeys,
} from "./checkpoint-note";

export type CheckedCheckpoints = { facts: CheckpointFacts[]; fault: Fault | null };

/**
 * Checks what can be known of checkpoints without the entries: each is signed by a trusted key, speaks of this
 * chain, and names the one before it. `complete` means the list begins with the chain's first checkpoint.
 */
export function checkCheckpoints(
  checkpoints: readonly SignedCheckpoint[],
  owner: { ceoId: string; chain: string },
  keys: TrustedKeys,
  complete: boolean,
): CheckedCheckpoints {
  const facts: CheckpointFacts[] = [];
  let previous = complete ? NO_PREVIOUS_NOTE : null;
  for (const checkpoint of checkpoints) {
    const stated = parseNote(checkpoint.note);
    const last = facts.at(-1)?.seq ?? 0;
    const bad = (reason: Fault["reason"], seq = stated?.seq ?? last + 1) => ({
      facts,
      fault: { seq, reason },
    });
    if (!stated) return bad("checkpoint_changed");
    const key = keys.get(checkpoint.keyId);
    if (!key) return bad("checkpoint_unknown_key");
    if (!isSignedBy(checkpoint, key)) return bad("checkpoint_signature");
    if (stated.ceoId !== owner.ceoId || stated.chain !== owner.chain) return bad("checkpoint_changed");
    if (!agrees(stated, checkpoint.stored)) return bad("checkpoint_changed");
    if (stated.seq <= last) return bad("checkpoint_order");
    if (previous && !stated.previous.equals(previous)) return bad("checkpoint_order");
    previous = hashNote(checkpoint.note);
    facts.push(stated);
  }
  return { facts, fault: null };
}

function agrees(stated: CheckpointFacts, stored: SignedCheckpoint["stored"]): boolean {
  return !stored || (stored.seq === stated.seq && stored.hash.equals(stated.hash));
}
