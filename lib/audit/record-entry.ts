import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import { canonicalize } from "json-canonicalize";
import type { Context } from "@/lib/tenancy/context";
import type { PlatformTx, Tx } from "@/lib/tenancy/with-tenant";
import type { AuditAction } from "./actions";

/** `main` holds acts, `access` who looked at personal data, so that refetched pages do not queue behind approvals. */
export type Chain = "main" | "access";

export type AuditSubject = { kind: string; id: string };

export type EntryInput = {
  action: AuditAction;
  subject: AuditSubject;
  /** Masked values only: `+234***4567`, never a code, token or full number. Erasable with the contact. */
  details?: Record<string, unknown>;
  /** The contact whose erasure takes the details with it. */
  contactId?: string;
  chain?: Chain;
};

/**
 * Writes one entry into the tenant's chain, in the caller's transaction: what it tells of and the entry commit or
 * fail together (P13.2). Call it last, after every business row is locked: the chain's head is held until commit.
 * Gives the entry's sequence number.
 */
export async function recordEntry(tx: Tx, ctx: Context, entry: EntryInput): Promise<number> {
  const origin = Object.fromEntries(Object.entries(ctx.origin).filter(([, value]) => value !== undefined));
  const details = canonicalize({ ...entry.details, ...(Object.keys(origin).length > 0 ? { origin } : {}) });
  const rows = await tx.execute<{ seq: string }>(sql`
    select audit_append(${ctx.ceoId}, ${entry.chain ?? "main"}, ${entry.action}, ${ctx.actor.kind}, ${ctx.actor.id},
      ${entry.subject.kind}, ${entry.subject.id}, ${ctx.requestId}, ${randomBytes(32)}, ${details},
      ${entry.contactId ?? null}) as seq`);
  const seq = Number(rows[0]?.seq);
  if (seq % CHECKPOINT_EVERY === 0) await askForCheckpoints(tx);
  return seq;
}

/** A chain that grows fast is signed before the five minutes are over. */
const CHECKPOINT_EVERY = 1_000;

async function askForCheckpoints(tx: Tx): Promise<void> {
  await tx.execute(sql`
    select graphile_worker.add_job('sign-checkpoints', '{}'::json, job_key => 'sign-checkpoints', max_attempts => 3)`);
}

/** The tenant key under which platform-wide facts are chained. */
export const PLATFORM_TENANT = "platform";

/** Writes a platform-wide fact (bad signatures, unknown sign-ins, operator's acts) into the platform's own chain. */
export async function recordPlatformEntry(
  tx: PlatformTx,
  entry: { action: AuditAction; subject: AuditSubject; details?: Record<string, unknown>; requestId: string },
): Promise<void> {
  await tx.execute(sql`
    select audit_append(${PLATFORM_TENANT}, 'main', ${entry.action}, 'operator', 'platform', ${entry.subject.kind},
      ${entry.subject.id}, ${entry.requestId}, ${randomBytes(32)}, ${canonicalize(entry.details ?? {})}, null)`);
}
