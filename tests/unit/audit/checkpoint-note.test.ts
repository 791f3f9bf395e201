import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { checkCheckpoints } from "@/lib/audit/rules/check-checkpoints";
import {
  type CheckpointFacts,
  formatNote,
  hashNote,
  isSignedBy,
  NO_PREVIOUS_NOTE,
  parseNote,
  type SignedCheckpoint,
  signNote,
  trustKeys,
} from "@/lib/audit/rules/checkpoint-note";

const { privateKey, publicKey } = generateKeyPairSync("ed25519");
const keys = trustKeys([publicKey]);
const OWNER = { ceoId: "ceo_1", chain: "main" };

function facts(seq: number, previous: Buffer = NO_PREVIOUS_NOTE): CheckpointFacts {
  return {
    ...OWNER,
    origin: "shop.example:3000",
    seq,
    hash: Buffer.alloc(32, seq),
    time: "2026-11-21T10:00:00.000Z",
    previous,
  };
}

function series(...seqs: number[]): SignedCheckpoint[] {
  let previous = NO_PREVIOUS_NOTE;
  return seqs.map((seq) => {
    const signed = signNote(facts(seq, previous), privateKey);
    previous = hashNote(signed.note);
    return signed;
  });
}

describe("the note of a checkpoint", () => {
  it("is read back as it was written", () => {
    expect(parseNote(formatNote(facts(12)))).toEqual(facts(12));
  });

  it("AU-08 is refused after any change of one character, by its signature or its form", () => {
    const signed = signNote(facts(12), privateKey);
    expect(isSignedBy(signed, publicKey)).toBe(true);
    for (let position = 0; position < signed.note.length; position += 1) {
      const code = signed.note.charCodeAt(position);
      const note =
        signed.note.slice(0, position) + String.fromCharCode(code ^ 1) + signed.note.slice(position + 1);
      expect(
        checkCheckpoints([{ ...signed, note }], OWNER, keys, true).fault,
        `character ${position}`,
      ).not.toBeNull();
    }
  });

  it("AU-08 is refused after any change of one bit of its signature", () => {
    const signed = signNote(facts(12), privateKey);
    for (let bit = 0; bit < 512; bit += 1) {
      const signature = Buffer.from(signed.signature);
      signature[bit >> 3] = (signature[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(isSignedBy({ ...signed, signature }, publicKey), `bit ${bit}`).toBe(false);
    }
    const short = { ...signed, signature: signed.signature.subarray(1) };
    expect(checkCheckpoints([short], OWNER, keys, true).fault?.reason).toBe("checkpoint_signature");
  });
});

describe("a series of checkpoints", () => {
  it("fits when each names the one before", () => {
    expect(checkCheckpoints(series(3, 8, 20), OWNER, keys, true)).toMatchObject({ fault: null });
  });

  it("may begin in the middle only where that was asked for", () => {
    const tail = series(3, 8, 20).slice(1);
    expect(checkCheckpoints(tail, OWNER, keys, false).fault).toBeNull();
    expect(checkCheckpoints(tail, OWNER, keys, true).fault).toEqual({ seq: 8, reason: "checkpoint_order" });
  });

  it.each<[string, SignedCheckpoint[], string]>([
    ["one is left out", [series(3, 8, 20)[0]!, series(3, 8, 20)[2]!], "checkpoint_order"],
    ["two change places", [series(3, 8)[1]!, series(3, 8)[0]!], "checkpoint_order"],
    ["one comes twice", [series(3)[0]!, series(3)[0]!], "checkpoint_order"],
    [
      "another key signed",
      [signNote(facts(3), generateKeyPairSync("ed25519").privateKey)],
      "checkpoint_unknown_key",
    ],
    [
      "another key signed and claims to be ours",
      [{ ...signNote(facts(3), generateKeyPairSync("ed25519").privateKey), keyId: [...keys.keys()][0]! }],
      "checkpoint_signature",
    ],
    [
      "it speaks of another business",
      [signNote({ ...facts(3), ceoId: "ceo_2" }, privateKey)],
      "checkpoint_changed",
    ],
    [
      "it speaks of another chain",
      [signNote({ ...facts(3), chain: "access" }, privateKey)],
      "checkpoint_changed",
    ],
    [
      "the columns say another number",
      [{ ...series(3)[0]!, stored: { seq: 4, hash: Buffer.alloc(32, 3) } }],
      "checkpoint_changed",
    ],
    [
      "the columns say another hash",
      [{ ...series(3)[0]!, stored: { seq: 3, hash: Buffer.alloc(32, 4) } }],
      "checkpoint_changed",
    ],
  ])("does not fit when %s", (_name, checkpoints, reason) => {
    expect(checkCheckpoints(checkpoints, OWNER, keys, true).fault?.reason).toBe(reason);
  });
});
