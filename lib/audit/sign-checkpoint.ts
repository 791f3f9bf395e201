import { createPublicKey, type KeyObject } from "node:crypto";
import { sql } from "drizzle-orm";
import { rawSql } from "@/db/client";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { systemContext } from "@/lib/tenancy/context";
import type { PlatformTx, Tx } from "@/lib/tenancy/with-tenant";
import { type ChainOwner, ownerOf, PLATFORM_OWNER, readCheckpoints } from "./chain-source";
import { type Chain, PLATFORM_TENANT } from "./record-entry";
import {
  hashNote,
  NO_PREVIOUS_NOTE,
  parseNote,
  type SignedCheckpoint,
  signNote,
  type TrustedKeys,
  trustKeys,
} from "./rules/checkpoint-note";
import type { ChainReport } from "./rules/walk-chain";
import { newestFacts, verifyChain } from "./verify-chain";

/** Who signs: the key, the installation's name in the note, and the clock, which is not the database's. */
export type Signer = { privateKey: KeyObject; origin: string; now: () => Date };

/** The signer that the environment names. */
export function environmentSigner(): Signer {
  return { privateKey: env().AUDIT_SIGNING_KEY, origin: new URL(env().APP_URL).host, now: () => new Date() };
}

/** The public half of a signer's key (default: the environment's): what its own checkpoints are checked with. */
export function keysOf(signer: Pick<Signer, "privateKey"> = environmentSigner()): TrustedKeys {
  return trustKeys([createPublicKey(signer.privateKey)]);
}

export type ChainStanding = { ceoId: string; chain: Chain; seq: number; checkpointSeq: number };

/** Every chain of every business, where it stands and where it was last signed (0: never). */
export async function listChains(): Promise<ChainStanding[]> {
  const rows = await rawSql()<{ ceo_id: string; chain: Chain; seq: string; checkpoint_seq: string | null }[]>`
    select ceo_id, chain, seq, checkpoint_seq from lookup_audit_chains()`;
  return rows.map((row) => ({
    ceoId: row.ceo_id,
    chain: row.chain,
    seq: Number(row.seq),
    checkpointSeq: Number(row.checkpoint_seq ?? 0),
  }));
}

/** Whose chain it is, for a job or an operator who goes through all of them. */
export function ownerOfChain(ceoId: string): ChainOwner {
  if (ceoId === PLATFORM_TENANT) return PLATFORM_OWNER;
  return ownerOf(systemContext(ceoId, { kind: "worker", id: "checkpoints" }));
}

/**
 * Signs every chain that has grown since its last checkpoint. Runs every 5 minutes, and when a chain has grown by
 * 1,000 entries. What does not verify is not signed: a signature must never make a broken chain look whole.
 */
export async function signCheckpoints(
  signer: Signer = environmentSigner(),
): Promise<{ signed: number; refused: number }> {
  const due = (await listChains()).filter((chain) => chain.seq > chain.checkpointSeq);
  let signed = 0;
  let refused = 0;
  for (const { ceoId, chain } of due) {
    const outcome = await signCheckpoint(ownerOfChain(ceoId), chain, signer);
    if (outcome === "signed") signed += 1;
    if (outcome === "refused") refused += 1;
  }
  return { signed, refused };
}

/** Signs one chain where it stands now; `current` when another worker, or nobody's entry, left nothing to sign. */
export async function signCheckpoint(
  owner: ChainOwner,
  chain: Chain,
  signer: Signer,
): Promise<"signed" | "current" | "refused"> {
  const keys = keysOf(signer);
  const latest = await owner.run((tx) => readLatest(tx, owner.ceoId, chain));
  const report = await verifyChain(owner, chain, { keys, since: latest && newestFacts([latest]) });
  if (!report.valid) {
    log.error({ ceoId: owner.ceoId, chain, ...report.firstBad }, "audit chain does not fit; not signed");
    return "refused";
  }
  return owner.run((tx) => insertCheckpoint(tx, owner.ceoId, chain, signer, latest, report.end));
}

async function readLatest(
  tx: Tx | PlatformTx,
  ceoId: string,
  chain: Chain,
): Promise<SignedCheckpoint | undefined> {
  const [row] = await tx.execute<{ seq: string | null }>(sql`
    select max(seq) as seq from audit_checkpoints where ceo_id = ${ceoId} and chain = ${chain}`);
  return row?.seq ? (await readCheckpoints(tx, ceoId, chain, Number(row.seq))).at(-1) : undefined;
}

/**
 * The lock makes one worker at a time look at the latest checkpoint and write the next; taken in a statement of its
 * own, so that what is read after it is fresh. The row is written only if the latest is still the one verified.
 */
async function insertCheckpoint(
  tx: Tx | PlatformTx,
  ceoId: string,
  chain: Chain,
  signer: Signer,
  verified: SignedCheckpoint | undefined,
  end: ChainReport["end"],
): Promise<"signed" | "current"> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`checkpoint:${ceoId}:${chain}`}, 0))`);
  const latest = await readLatest(tx, ceoId, chain);
  const lastSeq = latest ? (parseNote(latest.note)?.seq ?? 0) : 0;
  if (latest?.note !== verified?.note || end.seq <= lastSeq) return "current";
  const time = signer.now().toISOString();
  const previous = latest ? hashNote(latest.note) : NO_PREVIOUS_NOTE;
  const facts = { origin: signer.origin, ceoId, chain, seq: end.seq, hash: end.hash, time, previous };
  const { note, signature, keyId } = signNote(facts, signer.privateKey);
  const rows = await tx.execute(sql`
    insert into audit_checkpoints (ceo_id, chain, seq, hash, at, key_id, note, signature)
    values (${ceoId}, ${chain}, ${end.seq}, ${end.hash}, ${time}::timestamptz, ${keyId}, ${note}, ${signature})
    on conflict do nothing returning seq`);
  return rows.length > 0 ? "signed" : "current";
}
