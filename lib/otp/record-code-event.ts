import type { AuditAction } from "@/lib/audit/actions";
import { recordEntry } from "@/lib/audit/record-entry";
import { type Actor, type Context, systemContext } from "@/lib/tenancy/context";
import { withTenant } from "@/lib/tenancy/with-tenant";
import type { ChallengeRow } from "./count-attempt";

/** Who tries, as far as the request tells. */
export type TryFacts = { requestId?: string; ip?: string; agent?: string; actor?: Actor };

type Told = Pick<ChallengeRow, "id" | "subjectKind" | "subjectId" | "ceoId" | "role" | "purpose" | "target">;

/**
 * Writes what happened to a code into its tenant's chain (P3.5), in a transaction of its own, never the code. What
 * belongs to no tenant (a decoy) is not told here.
 */
export async function recordCodeEvent(
  challenge: Told,
  action: AuditAction,
  facts: TryFacts,
  details: Record<string, unknown>,
): Promise<void> {
  if (!challenge.ceoId) return;
  const ctx = codeContext(challenge.ceoId, facts);
  await withTenant(ctx, (tx) => recordEntry(tx, ctx, codeEntry(challenge, action, details)));
}

/** The entry itself, for callers with a transaction of their own. */
export function codeEntry(challenge: Told, action: AuditAction, details: Record<string, unknown>) {
  const isBuyer = challenge.subjectKind === "contact";
  return {
    action,
    subject: memberOf(challenge),
    details: { purpose: challenge.purpose, challenge_id: challenge.id, ...details },
    contactId: isBuyer ? challenge.subjectId : undefined,
  };
}

/** The tenant's context for an act before anybody is signed in: the public acts, from where the request came. */
export function codeContext(ceoId: string, facts: TryFacts): Context {
  const actor = facts.actor ?? { kind: "public" as const, id: "sign-in" };
  const ctx = systemContext(ceoId, actor, facts.requestId);
  return { ...ctx, origin: { ip: facts.ip, agent: facts.agent } };
}

function memberOf({ subjectKind, subjectId, role, ceoId, target }: Told): { kind: string; id: string } {
  if (subjectKind === "contact") return { kind: "contact", id: subjectId };
  if (role === "CEO") return { kind: "ceo", id: ceoId ?? subjectId };
  return { kind: "vendor", id: typeof target?.vendor_id === "string" ? target.vendor_id : subjectId };
}
