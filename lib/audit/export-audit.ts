import type { MemberContext } from "@/lib/tenancy/context";
import { ownerOf, readEntries } from "./chain-source";
import { csvHead, csvLines } from "./export-csv";
import { isNarrowed, prepareExport, readFiltered, type Source } from "./prepare-export";
import type { AuditRow } from "./rules/check-entry";
import { EXPORT_FORMAT, exportCheckpoint, exportEntry } from "./rules/export-format";
import type { AuditFilter } from "./schema";
import { environmentSigner, keysOf, type Signer } from "./sign-checkpoint";

type Options = { format: "csv" | "json"; filter?: AuditFilter; signer?: Signer };

/**
 * The log of the CEO's business as text, piece by piece, so that memory stays flat. JSON carries everything that an
 * offline verification needs (`trustguard verify-audit --file`) and is always whole; CSV is for reading, takes the
 * log's filters and keeps the hashes. Names of buyers are left out; what the entries hold is masked already (P13.4).
 */
export async function exportAudit(ctx: MemberContext, options: Options): Promise<AsyncGenerator<string>> {
  const signer = options.signer ?? environmentSigner();
  const { format, filter = {} } = options;
  const sources = await prepareExport(ctx, { format, filter, signer });
  return format === "csv" ? writeCsv(ctx, sources, filter) : writeJson(ctx, sources, signer);
}

/** `trustguard-audit-ada-s-fashion-2026-11-21.csv` */
export function exportFileName(ctx: MemberContext, format: string, now: Date): string {
  const name = ctx.businessName
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  return `trustguard-audit-${name || "log"}-${now.toISOString().slice(0, 10)}.${format}`;
}

async function* writeJson(
  ctx: MemberContext,
  sources: readonly Source[],
  signer: Signer,
): AsyncGenerator<string> {
  const publicKeys = [...keysOf(signer)].map(([key_id, key]) => ({
    key_id,
    pem: key.export({ type: "spki", format: "pem" }).toString(),
  }));
  const head = {
    format: EXPORT_FORMAT,
    ceo_id: ctx.ceoId,
    business_name: ctx.businessName,
    exported_at: signer.now().toISOString(),
    how_to_verify:
      "npm run trustguard -- verify-audit --file <this file> --public-key <the key you were given>",
    public_keys: publicKeys,
  };
  yield `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "chains": [`;
  for (const [position, source] of sources.entries()) {
    yield `${position > 0 ? "," : ""}\n    {"chain": ${JSON.stringify(source.chain)},\n`;
    yield `     "end": ${JSON.stringify({ seq: source.end?.seq ?? 0, hash: source.end?.hash.toString("hex") ?? "" })},\n`;
    yield `     "checkpoints": ${JSON.stringify(source.checkpoints.map(exportCheckpoint))},\n     "entries": [`;
    let isFirst = true;
    for await (const batch of entriesOf(ctx, source)) {
      const lines = batch.map((row) => `\n      ${JSON.stringify(exportEntry(row))}`).join(",");
      yield isFirst ? lines : `,${lines}`;
      isFirst = false;
    }
    yield "]}";
  }
  yield "\n  ]\n}\n";
}

async function* writeCsv(
  ctx: MemberContext,
  sources: readonly Source[],
  filter: AuditFilter,
): AsyncGenerator<string> {
  yield csvHead();
  for (const source of sources) {
    const batches = isNarrowed(filter) ? readFiltered(ctx, source, filter) : entriesOf(ctx, source);
    for await (const batch of batches) yield csvLines(batch);
  }
}

function entriesOf(ctx: MemberContext, source: Source): AsyncGenerator<AuditRow[]> {
  return readEntries(ownerOf(ctx), source.chain, 0, source.end?.lastSeq ?? 0);
}
