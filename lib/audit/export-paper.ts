import type { AuditPaperData } from "@/lib/pdf/audit-paper-data";
import { drawAuditPaper } from "@/lib/pdf/draw-apart";
import type { MemberContext } from "@/lib/tenancy/context";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { auditPaperWords as words } from "@/lib/words/en/audit-paper";
import { sayFullTime } from "@/lib/words/times";
import { sayZone } from "@/lib/words/zone-names";
import { prepareExport, type Source } from "./prepare-export";
import { findRows } from "./queries";
import { readLabels } from "./read-labels";
import type { AuditRow } from "./rules/check-entry";
import { sayPaperEntry, sayPaperFilter, sayPaperSeal } from "./rules/paper-texts";
import type { Labels } from "./rules/say-entry";
import type { AuditFilter } from "./schema";
import { environmentSigner, keysOf, type Signer } from "./sign-checkpoint";

/** More than these are seconds of drawing and a book nobody reads; the spreadsheet has them all. */
export const PAPER_ENTRIES_MAX = 1_000;

type Options = {
  filter: AuditFilter;
  signer?: Signer;
  max?: number;
  /** How the pages come about; in a process of its own unless said. */
  draw?: (data: AuditPaperData) => Promise<Buffer>;
};

/**
 * The log as a PDF for paper (P13.4): the newest entries that fit the filter, at most {@link PAPER_ENTRIES_MAX}, with
 * their hashes, and the signed checkpoints, public key and steps by which they are verified without the server. When
 * there are more, it says so. Throws `unavailable` when it cannot be drawn now.
 */
export async function exportPaper(ctx: MemberContext, options: Options): Promise<Buffer> {
  const { filter, signer = environmentSigner(), max = PAPER_ENTRIES_MAX, draw = drawAuditPaper } = options;
  const sources = await prepareExport(ctx, { format: "pdf", filter, signer });
  const { rows, isMore } = await collect(ctx, sources, filter, max);
  const labels = await namesOf(ctx, rows);
  const madeAt = signer.now();
  const zone = ctx.timeZone;
  return draw({
    businessName: ctx.businessName,
    madeAt: sayFullTime(madeAt, zone),
    madeAtIso: madeAt.toISOString(),
    zone: sayZone(madeAt, zone),
    filter: sayPaperFilter(filter),
    extent: isMore ? words.newest(rows.length) : words.all(rows.length),
    entries: rows.map((row) => sayPaperEntry(row, labels, zone)),
    seals: sources.map((source) => sayPaperSeal(source, zone)),
    steps: [...words.steps],
    publicKeys: [...keysOf(signer)].map(([keyId, key]) => ({
      keyId,
      pem: key.export({ type: "spki", format: "pem" }).toString(),
    })),
  });
}

/** The newest rows that fit and are covered by the signatures, page by page, until there are enough. */
async function collect(
  ctx: MemberContext,
  sources: readonly Source[],
  filter: AuditFilter,
  max: number,
): Promise<{ rows: AuditRow[]; isMore: boolean }> {
  const ends = new Map<string, number>(sources.map(({ chain, end }) => [chain, end?.lastSeq ?? 0]));
  const rows: AuditRow[] = [];
  let cursor: string | undefined;
  for (;;) {
    const query = { ...filter, limit: max - rows.length + 1, cursor };
    const page = await withTenant(ctx, (tx) => findRows(tx, ctx, query));
    rows.push(...page.rows.filter((row) => row.seq <= (ends.get(row.chain) ?? 0)));
    if (rows.length > max) return { rows: rows.slice(0, max), isMore: true };
    if (page.next === null) return { rows, isMore: false };
    cursor = page.next;
  }
}

/** Names of staff and references of orders. Buyers' names are not looked up: the paper may go anywhere. */
function namesOf(ctx: MemberContext, rows: readonly AuditRow[]): Promise<Labels> {
  const parties = rows.flatMap((row) => [
    { kind: row.actorKind, id: row.actorId },
    { kind: row.subjectKind, id: row.subjectId },
  ]);
  const ids = parties.flatMap(({ kind, id }) => (kind === "contact" || kind === "conversation" ? [] : [id]));
  return withTenant(ctx, (tx) => readLabels(tx, ctx.ceoId, ids));
}
