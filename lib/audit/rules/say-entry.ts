import { formatNaira } from "@/lib/money";
import { auditWords } from "@/lib/words/en/audit";
import { AUDIT_ACTIONS } from "../actions";

export type SayableEntry = {
  action: string;
  actor: { kind: string; id: string };
  subject: { kind: string; id: string };
  details: Record<string, unknown> | null;
};

/** What is known of ids at the time of reading, by id: a person's name, an order's reference. */
export type Labels = ReadonlyMap<string, string>;

/** The sentence a person reads: "Ada approved the payment of order TG-8891, ₦12,500, with a code". */
export function sayEntry(entry: SayableEntry, labels: Labels): string {
  const template = (AUDIT_ACTIONS as Record<string, string>)[entry.action] ?? inWords(entry.action);
  const sentence = template
    .replaceAll("{actor}", () => nameActor(entry, labels))
    .replaceAll("{subject}", () => nameSubject(entry, labels));
  return [sentence, ...additions(entry.details)].join(", ");
}

/** Who acted, by name where one is known, else by what they are. */
export function nameActor({ actor }: Pick<SayableEntry, "actor">, labels: Labels): string {
  return labels.get(actor.id) ?? auditWords.actors[actor.kind] ?? actor.kind;
}

/** What it was about: an order by its reference, a person by name, else the bare id. */
export function nameSubject({ subject, details }: SayableEntry, labels: Labels): string {
  if (subject.kind === "audit") return auditWords.subjects.audit ?? subject.kind;
  const isSale = ["order", "receipt", "escalation"].includes(subject.kind);
  const reference = isSale && typeof details?.reference === "string" ? details.reference : undefined;
  return reference ?? labels.get(subject.id) ?? auditWords.subjects[subject.kind] ?? subject.id;
}

function additions(details: SayableEntry["details"]): string[] {
  const kobo = details?.amount_kobo ?? details?.total_kobo;
  const amount = typeof kobo === "number" && Number.isSafeInteger(kobo) ? [formatNaira(kobo)] : [];
  return details?.otp_verified === true ? [...amount, auditWords.withCode] : amount;
}

/** An action that this version does not know, as words: `BUYER_MOVED` → "Buyer moved". */
function inWords(action: string): string {
  const words = action.toLowerCase().replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Details as they were written; what somebody changed into something else is shown as the text it is now. */
export function readDetails(text: string | null): Record<string, unknown> | null {
  if (text === null) return null;
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return { unreadable: text };
  }
}
