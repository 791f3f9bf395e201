import { sql } from "drizzle-orm";
import type { MemberContext } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { CHAINS, type ChainEnd, ownerOf, readCheckpoints, readEnd, selectRows } from "./chain-source";
import { filterConditions, seqRange } from "./filter-entries";
import { type Chain, recordEntry } from "./record-entry";
import type { AuditRow } from "./rules/check-entry";
import type { SignedCheckpoint } from "./rules/checkpoint-note";
import type { AuditFilter } from "./schema";
import { type Signer, signCheckpoint } from "./sign-checkpoint";
import { newestFacts } from "./verify-chain";

/** A chain as a file gives it: its checkpoints, and where the file ends. */
export type Source = {
  chain: Chain;
  end: ChainEnd | null;
  checkpoints: SignedCheckpoint[];
  /** It did not verify just now, and was not signed further. */
  isBroken: boolean;
};

/** Entries looked at in one short transaction. */
const WINDOW = 5_000;

/**
 * What every export begins with: it is recorded as `AUDIT_EXPORTED` (which filters were set, not what they held: a search
 * may name a buyer), then the chains are signed, so that every entry of the file is covered by a signature.
 */
export async function prepareExport(
  ctx: MemberContext,
  { format, filter, signer }: { format: string; filter: AuditFilter; signer: Signer },
): Promise<Source[]> {
  authorize(ctx, "audit.export");
  const narrowed = format !== "json" && isNarrowed(filter) ? { narrowed_by: filtersOf(filter) } : {};
  await withTenant(ctx, (tx) =>
    recordEntry(tx, ctx, {
      action: "AUDIT_EXPORTED",
      subject: { kind: "audit", id: ctx.ceoId },
      details: { format, ...narrowed },
    }),
  );
  const broken = new Set<Chain>();
  for (const chain of CHAINS) {
    if ((await signCheckpoint(ownerOf(ctx), chain, signer)) === "refused") broken.add(chain);
  }
  return readSources(ctx, broken);
}

/** Whether a filter leaves anything out. */
export function isNarrowed(filter: AuditFilter): boolean {
  return filtersOf(filter).length > 0;
}

function filtersOf(filter: AuditFilter): string[] {
  return Object.entries(filter).flatMap(([name, value]) => (value === undefined ? [] : [name]));
}

/** The entries of a chain that fit a filter, oldest first; a search of words looks through all of it, piece by piece. */
export async function* readFiltered(
  ctx: MemberContext,
  { chain, end }: Source,
  filter: AuditFilter,
): AsyncGenerator<AuditRow[]> {
  if (filter.chain && filter.chain !== chain) return;
  const range = await withTenant(ctx, (tx) => seqRange(tx, ctx.ceoId, chain, filter, ctx.timeZone));
  const last = Math.min(range.end - 1, end?.lastSeq ?? 0);
  for (let first = range.first; first <= last; first += WINDOW) {
    const until = Math.min(last, first + WINDOW - 1);
    const place = sql`e.ceo_id = ${ctx.ceoId} and e.chain = ${chain} and e.seq between ${first} and ${until}`;
    const conditions = sql.join([place, ...filterConditions(filter)], sql` and `);
    const rows = await withTenant(ctx, (tx) => selectRows(tx, conditions, sql`e.seq`));
    if (rows.length > 0) yield rows;
  }
}

function readSources(ctx: MemberContext, broken: ReadonlySet<Chain>): Promise<Source[]> {
  return withTenant(ctx, async (tx) => {
    const sources: Source[] = [];
    for (const chain of CHAINS) {
      const checkpoints = await readCheckpoints(tx, ctx.ceoId, chain);
      const end = await readEnd(tx, ctx.ceoId, chain);
      const isBroken = broken.has(chain);
      sources.push({ chain, checkpoints, isBroken, end: isBroken ? end : signedPart(end, checkpoints) });
    }
    return sources;
  });
}

/** The file ends where the newest checkpoint does. Of a broken chain everything is given: nothing may be hidden. */
function signedPart(end: ChainEnd | null, checkpoints: readonly SignedCheckpoint[]): ChainEnd | null {
  const signed = newestFacts(checkpoints);
  return signed && end && signed.seq <= end.seq ? { ...signed, lastSeq: signed.seq } : end;
}
