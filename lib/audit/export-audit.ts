import type { MemberContext } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { CHAINS, type ChainEnd, ownerOf, readCheckpoints, readEnd, readEntries } from "./chain-source";
import { csvHead, csvLines } from "./export-csv";
import { type Chain, recordEntry } from "./record-entry";
import type { AuditRow } from "./rules/check-entry";
import type { SignedCheckpoint } from "./rules/checkpoint-note";
import { EXPORT_FORMAT, exportCheckpoint, exportEntry } from "./rules/export-format";
import { environmentSigner, keysOf, type Signer, signCheckpoint } from "./sign-checkpoint";
import { newestFacts } from "./verify-chain";

type Options = { format: "csv" | "json"; signer?: Signer };

type Source = { chain: Chain; end: ChainEnd | null; checkpoints: SignedCheckpoint[] };

/**
 * The whole log of the CEO's business as text, piece by piece, so that memory stays flat. JSON carries everything
 * that an offline verification needs (`trustguard verify-audit --file`); CSV is for reading and keeps the hashes.
 * Names of buyers are left out; what the entries hold is masked already (P13.4). Recorded as `AUDIT_EXPORTED`, then
 * signed, so that every entry of the file is covered by a signature.
 */
export async function exportAudit(ctx: MemberContext, options: Options): Promise<AsyncGenerator<string>> {
  authorize(ctx, "audit.export");
  const signer = options.signer ?? environmentSigner();
  await withTenant(ctx, (tx) =>
    recordEntry(tx, ctx, {
      action: "AUDIT_EXPORTED",
      subject: { kind: "audit", id: ctx.ceoId },
      details: { format: options.format },
    }),
  );
  const broken = new Set<Chain>();
  for (const chain of CHAINS) {
    if ((await signCheckpoint(ownerOf(ctx), chain, signer)) === "refused") broken.add(chain);
  }
  const sources = await readSources(ctx, broken);
  return options.format === "csv" ? writeCsv(ctx, sources) : writeJson(ctx, sources, signer);
}

function readSources(ctx: MemberContext, broken: ReadonlySet<Chain>): Promise<Source[]> {
  return withTenant(ctx, async (tx) => {
    const sources: Source[] = [];
    for (const chain of CHAINS) {
      const checkpoints = await readCheckpoints(tx, ctx.ceoId, chain);
      const end = await readEnd(tx, ctx.ceoId, chain);
      sources.push({ chain, checkpoints, end: broken.has(chain) ? end : signedPart(end, checkpoints) });
    }
    return sources;
  });
}

/** The file ends where the newest checkpoint does. Of a broken chain everything is given: nothing may be hidden. */
function signedPart(end: ChainEnd | null, checkpoints: readonly SignedCheckpoint[]): ChainEnd | null {
  const signed = newestFacts(checkpoints);
  return signed && end && signed.seq <= end.seq ? { ...signed, lastSeq: signed.seq } : end;
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

async function* writeCsv(ctx: MemberContext, sources: readonly Source[]): AsyncGenerator<string> {
  yield csvHead();
  for (const source of sources) {
    for await (const batch of entriesOf(ctx, source)) yield csvLines(batch);
  }
}

function entriesOf(ctx: MemberContext, source: Source): AsyncGenerator<AuditRow[]> {
  return readEntries(ownerOf(ctx), source.chain, 0, source.end?.lastSeq ?? 0);
}
