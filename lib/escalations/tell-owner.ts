import { eq } from "drizzle-orm";
import { ceos, identities } from "@/db/schema/people";
import { env } from "@/lib/env";
import { formatNaira } from "@/lib/money";
import { queueNotice } from "@/lib/notices/queue-notice";
import { queuePush } from "@/lib/push/queue-push";
import type { Context } from "@/lib/tenancy/context";
import type { PlatformTx, Tx } from "@/lib/tenancy/with-tenant";

/** What she is told: that an order waits, or that it has waited for too long. */
type EscalationNews = "escalation.opened" | "escalation.overdue";

/**
 * Tells the owner by SMS, email and push that an order waits for her, with a link to it (P10.2). Names no buyer: a text message is
 * read by anybody near the phone. An email that was never proved to be hers gets nothing.
 */
export async function tellOwner(
  tx: Tx & PlatformTx,
  ctx: Context,
  escalation: { template?: EscalationNews; escalationId: string; reference: string; totalKobo: number },
): Promise<void> {
  const [owner] = await tx
    .select({
      id: identities.id,
      phone: identities.phone,
      email: identities.email,
      emailVerifiedAt: identities.emailVerifiedAt,
      business: ceos.businessName,
    })
    .from(ceos)
    .innerJoin(identities, eq(identities.id, ceos.identityId))
    .where(eq(ceos.ceoId, ctx.ceoId));
  if (!owner) return;
  const path = `/ceo/escalations/${escalation.escalationId}`;
  const notice = {
    template: escalation.template ?? "escalation.opened",
    details: {
      businessName: owner.business,
      orderReference: escalation.reference,
      amount: formatNaira(escalation.totalKobo),
      path,
      link: `${env().APP_URL}${path}`,
    },
    ceoId: ctx.ceoId,
    subjectId: owner.id,
  } as const;
  await queueNotice(tx, { ...notice, way: "sms", to: owner.phone });
  if (owner.email && owner.emailVerifiedAt)
    await queueNotice(tx, { ...notice, way: "email", to: owner.email });
  await queuePush(tx, ctx.ceoId, { kind: "escalation", subjectId: escalation.escalationId });
}
