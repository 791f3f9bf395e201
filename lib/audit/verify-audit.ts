import type { MemberContext } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { CHAINS, ownerOf } from "./chain-source";
import { recordEntry } from "./record-entry";
import { FAULT_REASONS } from "./rules/check-entry";
import type { TrustedKeys } from "./rules/checkpoint-note";
import type { ChainReport } from "./rules/walk-chain";
import type { AuditVerdict, ChainVerdict } from "./schema";
import { keysOf } from "./sign-checkpoint";
import { verifyChain } from "./verify-chain";

type Options = { keys?: TrustedKeys; onProgress?: (entries: number, of: number) => void };

/**
 * Verifies all chains of the CEO's business and records that it was done, with what was found (`AUDIT_VERIFIED`).
 * `onProgress` hears entries read, and of how many, chain by chain.
 */
export async function verifyAudit(ctx: MemberContext, options: Options = {}): Promise<AuditVerdict> {
  authorize(ctx, "audit.read");
  const keys = options.keys ?? keysOf();
  const reports: ChainReport[] = [];
  for (const chain of CHAINS) {
    reports.push(await verifyChain(ownerOf(ctx), chain, { keys, onProgress: options.onProgress }));
  }
  const verdict = toVerdict(reports, new Date());
  const { valid, entries, first_bad, first_bad_chain, reason } = verdict;
  await withTenant(ctx, (tx) =>
    recordEntry(tx, ctx, {
      action: "AUDIT_VERIFIED",
      subject: { kind: "audit", id: ctx.ceoId },
      details: { valid, entries, first_bad, first_bad_chain, reason },
    }),
  );
  return verdict;
}

/** One verdict over several chains: valid when all are; the first fault of the first chain that has one. */
export function toVerdict(reports: readonly ChainReport[], at: Date): AuditVerdict {
  const bad = reports.find((report) => report.firstBad);
  return {
    valid: bad === undefined,
    entries: reports.reduce((sum, report) => sum + report.entries, 0),
    first_bad: bad?.firstBad?.seq ?? null,
    first_bad_chain: bad?.chain ?? null,
    reason: bad?.firstBad ? FAULT_REASONS[bad.firstBad.reason] : null,
    verified_at: at.toISOString(),
    chains: reports.map(toChainVerdict),
  };
}

function toChainVerdict(report: ChainReport): ChainVerdict {
  return {
    chain: report.chain,
    valid: report.valid,
    entries: report.entries,
    erased_details: report.erasedDetails,
    checkpoints: report.checkpoints,
    signed: report.signed,
    first_bad: report.firstBad?.seq ?? null,
    reason: report.firstBad ? FAULT_REASONS[report.firstBad.reason] : null,
    clock_ahead_at: report.clockAheadAt,
  };
}
