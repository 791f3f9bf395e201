import { parseArgs } from "node:util";
import type { SignedCheckpoint, TrustedKeys } from "@/lib/audit/rules/checkpoint-note";
import { parseNote } from "@/lib/audit/rules/checkpoint-note";
import { parseExport } from "@/lib/audit/rules/export-format";
import type { ChainReport } from "@/lib/audit/rules/walk-chain";
import type { AuditVerdict, ChainVerdict } from "@/lib/audit/schema";
import { listChains, ownerOfChain } from "@/lib/audit/sign-checkpoint";
import { toVerdict } from "@/lib/audit/verify-audit";
import { verifyChain } from "@/lib/audit/verify-chain";
import { verifyExport, witnessesOf } from "@/lib/audit/verify-export";
import { readKeys, readText, readWitnesses } from "./read-keys";
import { recordAct } from "./record-act";
import { type Command, mark, say, UsageError } from "./terminal";

/** Verifies a file without any server, or every chain in the database (P13.2, AU-03 to AU-06). */
export const verifyAuditCommand: Command = {
  summary: "Verify the audit log and name the first entry that does not fit",
  usage: [
    "--file export.json        verify an exported log; needs no database and trusts nothing but the public key",
    "--tenant ceo_…            only this business (default: all, and the platform's own chain)",
    "--public-key key.pem      the key to trust; may be given several times",
    "--checkpoint file         checkpoints kept elsewhere: finds a rollback and a rewrite",
  ],
  async run(args) {
    const { values } = parseArgs({
      args,
      options: {
        file: { type: "string" },
        tenant: { type: "string" },
        "public-key": { type: "string", multiple: true },
        checkpoint: { type: "string" },
      },
    });
    const witnesses = await readWitnesses(values.checkpoint);
    const keyFiles = values["public-key"] ?? [];
    if (values.file !== undefined) return verifyFile(values.file, keyFiles, witnesses);
    return verifyDatabase(values.tenant, await readKeys(keyFiles), witnesses);
  },
};

async function verifyFile(path: string, keyFiles: string[], witnesses: SignedCheckpoint[]): Promise<number> {
  const log = await readExport(path);
  const verdict = await verifyExport(log, await readKeys(keyFiles, log), witnesses);
  say(`${log.business_name} (${log.ceo_id}), exported ${log.exported_at}`);
  for (const chain of verdict.chains) say(describeChain(log.ceo_id, chain));
  return conclude(verdict);
}

async function readExport(path: string) {
  const text = await readText(path);
  try {
    return parseExport(JSON.parse(text));
  } catch {
    throw new UsageError(`${path} is not an export of an audit log (format json), or was damaged.`);
  }
}

async function verifyDatabase(
  tenant: string | undefined,
  keys: TrustedKeys,
  witnesses: SignedCheckpoint[],
): Promise<number> {
  const known = await listChains();
  const wanted = withLostChains(known, witnesses).filter(({ ceoId }) => !tenant || ceoId === tenant);
  if (tenant && wanted.length === 0) throw new UsageError(`${tenant} has no audit log here.`);
  const reports: ChainReport[] = [];
  for (const { ceoId, chain } of wanted) {
    const kept = witnessesOf(witnesses, { ceoId, chain });
    const report = await verifyChain(ownerOfChain(ceoId), chain, { keys, witnesses: kept });
    say(describeChain(ceoId, toVerdict([report], new Date()).chains[0]));
    if (report.firstBad?.reason === "rolled_back")
      say("   ROLLBACK DETECTED: the database is older than what was signed.");
    reports.push(report);
  }
  const verdict = toVerdict(reports, new Date());
  const { valid, entries, first_bad } = verdict;
  await recordAct("verify-audit", { tenant: tenant ?? "all", valid, entries, first_bad });
  return conclude(verdict);
}

type ChainName = Pick<Awaited<ReturnType<typeof listChains>>[number], "ceoId" | "chain">;

/** A chain that was signed once and is not in the database at all is the worst rollback: it is looked for too. */
function withLostChains(known: readonly ChainName[], witnesses: readonly SignedCheckpoint[]): ChainName[] {
  const chains = new Map(known.map((chain) => [`${chain.ceoId} ${chain.chain}`, chain]));
  for (const { note } of witnesses) {
    const facts = parseNote(note);
    if (facts?.chain !== "main" && facts?.chain !== "access") continue;
    const name = `${facts.ceoId} ${facts.chain}`;
    if (!chains.has(name)) chains.set(name, { ceoId: facts.ceoId, chain: facts.chain });
  }
  return [...chains.values()];
}

function describeChain(ceoId: string, chain: ChainVerdict | undefined): string {
  if (!chain) return `!! ${ceoId}`;
  const signed = chain.signed ? `signed up to ${chain.signed.seq} at ${chain.signed.time}` : "not signed yet";
  const erased = chain.erased_details > 0 ? `, details of ${chain.erased_details} erased` : "";
  const clock =
    chain.clock_ahead_at.length > 0 ? `, the clock was ahead at ${chain.clock_ahead_at.join(", ")}` : "";
  const found = chain.valid
    ? `${chain.entries} entries fit, ${signed}`
    : `entry ${chain.first_bad} does not fit: ${chain.reason}`;
  return `${mark(chain.valid)} ${ceoId} ${chain.chain}: ${found}${erased}${clock}`;
}

/** The last line is for programs. */
function conclude(verdict: AuditVerdict): number {
  const { valid, entries, first_bad, first_bad_chain, reason } = verdict;
  say(JSON.stringify({ valid, entries, first_bad, first_bad_chain, reason }));
  return valid ? 0 : 1;
}
