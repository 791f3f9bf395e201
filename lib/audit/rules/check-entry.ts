import { type AuditEntry, CHAIN_START, commitDetails, hashEntry } from "../entry-hash";

/** An entry with what it tells of; both null once the details were erased with their contact (P13.5). */
export type AuditRow = AuditEntry & { salt: Buffer | null; details: string | null };

/** Where a chain stands after an entry. */
export type ChainPosition = { seq: number; hash: Buffer; at: string };

/** Before the first entry. */
export const BEFORE_FIRST: ChainPosition = { seq: 0, hash: CHAIN_START, at: "" };

/** Why an entry does not fit, in words a person reads. */
export const FAULT_REASONS = {
  entry_missing: "an entry is missing here",
  out_of_order: "the entries are not in order",
  foreign_entry: "the entry belongs to another business or chain",
  link_broken: "it does not follow from the entry before",
  entry_changed: "the entry was changed after it was written",
  time_backwards: "its time is before the entry before it",
  details_changed: "its details were changed after they were written",
  unreadable: "the entry cannot be read",
  tail_missing: "the newest entries are missing",
  head_differs: "the chain's end is not what the database recorded",
  checkpoint_signature: "a signed checkpoint has a wrong signature",
  checkpoint_unknown_key: "a checkpoint was signed with an unknown key",
  checkpoint_changed: "a signed checkpoint was changed",
  checkpoint_order: "the signed checkpoints do not follow from each other",
  checkpoint_differs: "the history is not what was signed: it was rewritten up to here",
  unsigned: "from here on nothing is signed, so anybody could have written it",
  rolled_back: "the log ends before what was signed: entries were lost or an old copy was put back",
} as const;

export type FaultReason = keyof typeof FAULT_REASONS;

/** The first entry that does not fit, and why. */
export type Fault = { seq: number; reason: FaultReason };

/** Whether `row` is the next entry of this chain after `before`. Gives what is wrong, or null. */
export function checkEntry(
  before: ChainPosition,
  row: AuditRow,
  owner: { ceoId: string; chain: string },
): Fault | null {
  const next = before.seq + 1;
  if (row.seq > next) return { seq: next, reason: "entry_missing" };
  if (row.seq < next) return { seq: next, reason: "out_of_order" };
  const reason = contentFault(before, row, owner);
  return reason ? { seq: next, reason } : null;
}

function contentFault(
  before: ChainPosition,
  row: AuditRow,
  owner: { ceoId: string; chain: string },
): FaultReason | null {
  if (row.ceoId !== owner.ceoId || row.chain !== owner.chain) return "foreign_entry";
  if (!row.prevHash.equals(before.hash)) return "link_broken";
  if (!hashEntry(row).equals(row.hash)) return "entry_changed";
  // Both are written with the same width, so that text compares as time does.
  if (row.at < before.at) return "time_backwards";
  if (row.salt && row.details !== null && !commitDetails(row.salt, row.details).equals(row.detailsCommit)) {
    return "details_changed";
  }
  return null;
}
