import { eq } from "drizzle-orm";
import { ceos, identities } from "@/db/schema/people";
import { env } from "@/lib/env";
import type { Context } from "@/lib/tenancy/context";
import type { PlatformTx, Tx } from "@/lib/tenancy/with-tenant";
import { queueNotice } from "./queue-notice";
import type { NoticeDetails, NoticeTemplate } from "./words";

/**
 * Tells the business's owner by SMS and email, in the caller's transaction. `details.path` is where the mail's button and the
 * text message's link lead. An email that was never proved to be hers gets nothing.
 */
export async function tellOwner(
  tx: Tx & PlatformTx,
  ctx: Context,
  { template, details = {} }: { template: NoticeTemplate; details?: NoticeDetails },
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
  const link = details.path ? `${env().APP_URL}${details.path}` : undefined;
  const notice = {
    template,
    details: { businessName: owner.business, link, ...details },
    ceoId: ctx.ceoId,
    subjectId: owner.id,
  };
  await queueNotice(tx, { ...notice, way: "sms", to: owner.phone });
  if (owner.email && owner.emailVerifiedAt) {
    await queueNotice(tx, { ...notice, way: "email", to: owner.email });
  }
}
