import type { AuditPaperEntry, AuditPaperSeal } from "@/lib/pdf/audit-paper-data";
import { auditWords } from "@/lib/words/en/audit";
import { auditPaperWords as words } from "@/lib/words/en/audit-paper";
import { sayFullTime } from "@/lib/words/times";
import type { AuditFilter } from "../schema";
import type { AuditRow } from "./check-entry";
import { parseNote, type SignedCheckpoint } from "./checkpoint-note";
import { type Labels, readDetails, sayEntry } from "./say-entry";

/** Longer facts would push the entries apart; the paper says where they stand whole. */
const FACTS_LENGTH_MAX = 600;

/** One entry as the paper has it, its time in the business's zone. */
export function sayPaperEntry(row: AuditRow, labels: Labels, zone: string): AuditPaperEntry {
  const details = readDetails(row.details);
  const actor = { kind: row.actorKind, id: row.actorId };
  const subject = { kind: row.subjectKind, id: row.subjectId };
  return {
    number: `${row.chain === "access" ? words.chains.access : words.chains.main} ${row.seq}`,
    at: sayFullTime(new Date(row.at), zone),
    sentence: sayEntry({ action: row.action, actor, subject, details }, labels),
    facts: sayFacts(row, details),
    hash: row.hash.toString("hex"),
  };
}

/** What the log was narrowed to: "Payments, from 2026-11-01 to 2026-11-21", or "Everything". */
export function sayPaperFilter(filter: AuditFilter): string {
  const parts = Object.entries(words.filter).flatMap(([name, say]) => {
    const value = filter[name as keyof AuditFilter];
    if (value === undefined) return [];
    const known = { topic: auditWords.topic, chain: words.logs } as Record<string, Record<string, string>>;
    return [`${say} ${known[name]?.[value] ?? value}`];
  });
  return parts.length === 0 ? words.everything : `${words.everything} ${parts.join(", ")}`;
}

type Sealed = {
  chain: "main" | "access";
  isBroken: boolean;
  checkpoints: readonly SignedCheckpoint[];
};

/** How far a chain is signed, with the note to the letter. */
export function sayPaperSeal({ chain, isBroken, checkpoints }: Sealed, zone: string): AuditPaperSeal {
  const title = words.seals[chain];
  const newest = checkpoints.at(-1);
  const facts = newest && parseNote(newest.note);
  const signed = newest
    ? { note: newest.note, signature: newest.signature.toString("hex"), keyId: newest.keyId }
    : null;
  if (isBroken) return { title, text: words.seals.broken, signed };
  if (!facts) return { title, text: words.seals.empty, signed };
  return { title, text: words.seals.signed(facts.seq, sayFullTime(new Date(facts.time), zone)), signed };
}

function sayFacts(row: AuditRow, details: Record<string, unknown> | null): string {
  const { origin, ...rest } = details ?? {};
  const facts = [
    `${row.action}`,
    `${row.actorKind} ${row.actorId}`,
    `${row.subjectKind} ${row.subjectId}`,
    ...Object.entries(rest).map(([name, value]) => `${name.replaceAll("_", " ")}: ${sayValue(value)}`),
    ...(isOrigin(origin)
      ? [`${words.facts.from} ${[origin.ip, origin.agent].filter(Boolean).join(", ")}`]
      : []),
    `${words.facts.request} ${row.requestId}`,
    ...(details === null ? [auditWords.line.erased] : []),
  ];
  const text = facts.join(" · ");
  return text.length <= FACTS_LENGTH_MAX ? text : `${text.slice(0, FACTS_LENGTH_MAX)}${words.facts.cut}`;
}

function sayValue(value: unknown): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function isOrigin(value: unknown): value is { ip?: string; agent?: string } {
  return typeof value === "object" && value !== null;
}
