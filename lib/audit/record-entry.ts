import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import { canonicalize } from "json-canonicalize";
import { writeAtEnd } from "@/lib/tenancy/collected-writes";
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
 * fail together (P13.2). The entries of a transaction are written at its end, in their order, after every business row
 * is locked: the chain's head is held from then until the commit.
 */
export function recordEntry(tx: Tx, ctx: Context, entry: EntryInput): Promise<void> {
  const origin = Object.fromEntries(Object.entries(ctx.origin).filter(([, value]) => value !== undefined));
  const details = canonicalize({ ...entry.details, ...(Object.keys(origin).length > 0 ? { origin } : {}) });
  return writeAtEnd(tx, writeEntries, {
    ceoId: ctx.ceoId,
    chain: entry.chain ?? "main",
    action: entry.action,
    actorKind: ctx.actor.kind,
    actorId: ctx.actor.id,
    subjectKind: entry.subject.kind,
    subjectId: entry.subject.id,
    requestId: ctx.requestId,
    salt: randomBytes(32).toString("hex"),
    details,
    contactId: entry.contactId ?? null,
  });
}

type NewEntry = { [field: string]: string | null };

/** One statement for all: the function moves the head on once for each, in their order. */
async function writeEntries(tx: Tx, entries: readonly NewEntry[]): Promise<void> {
  const rows = await tx.execute<{ seq: string }>(sql`
    select audit_append(e."ceoId", e.chain, e.action, e."actorKind", e."actorId", e."subjectKind", e."subjectId",
      e."requestId", decode(e.salt, 'hex'), e.details, e."contactId") as seq
    from json_to_recordset(${JSON.stringify(entries)}::json) as e("ceoId" text, chain text, action text,
      "actorKind" text, "actorId" text, "subjectKind" text, "subjectId" text, "requestId" text, salt text,
      details text, "contactId" text)`);
  if (rows.some(({ seq }) => Number(seq) % CHECKPOINT_EVERY === 0)) await askForCheckpoints(tx);
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
