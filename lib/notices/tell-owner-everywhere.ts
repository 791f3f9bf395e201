import { and, eq, gt, isNotNull, isNull, sql } from "drizzle-orm";
import { ceos, identities } from "@/db/schema/people";
import { profileChanges } from "@/db/schema/safety";
import { env } from "@/lib/env";
import type { Context } from "@/lib/tenancy/context";
import type { PlatformTx, Tx } from "@/lib/tenancy/with-tenant";
import type { OwnerNewsTemplate } from "./owner-words";
import { queueNotice, type Recipient } from "./queue-notice";
import type { NoticeDetails } from "./words";

type News = { template: OwnerNewsTemplate; details: NoticeDetails; ttlSeconds?: number };

/**
 * Tells the owner by SMS and email, on her ways of today and on those she had until a change that can still be undone: who took
 * her phone or mailbox over does not keep the news from her (P7.5). An email that was never proved gets nothing.
 */
export async function tellOwnerEverywhere(tx: Tx & PlatformTx, ctx: Context, news: News): Promise<void> {
  const [owner] = await tx
    .select({
      id: identities.id,
      phone: identities.phone,
      email: identities.email,
      emailVerifiedAt: identities.emailVerifiedAt,
      businessName: ceos.businessName,
    })
    .from(ceos)
    .innerJoin(identities, eq(identities.id, ceos.identityId))
    .where(eq(ceos.ceoId, ctx.ceoId));
  if (!owner) return;
  const now: Recipient[] = [
    { way: "sms", to: owner.phone },
    ...(owner.email && owner.emailVerifiedAt ? [{ way: "email" as const, to: owner.email }] : []),
  ];
  const before = await formerWays(tx, owner.id);
  const ways = new Map(
    [...now, ...before].map((recipient) => [`${recipient.way}|${recipient.to}`, recipient]),
  );
  const { path } = news.details;
  const details = {
    businessName: owner.businessName,
    ...news.details,
    ...(path ? { link: `${env().APP_URL}${path}` } : {}),
  };
  for (const recipient of ways.values()) {
    await queueNotice(tx, { ...news, ...recipient, details, ceoId: ctx.ceoId, subjectId: owner.id });
  }
}

async function formerWays(tx: PlatformTx, identityId: string): Promise<Recipient[]> {
  const rows = await tx
    .select({ field: profileChanges.field, value: profileChanges.oldValue })
    .from(profileChanges)
    .where(
      and(
        eq(profileChanges.identityId, identityId),
        isNotNull(profileChanges.changedAt),
        isNotNull(profileChanges.oldVerifiedAt),
        isNull(profileChanges.undoneAt),
        gt(profileChanges.undoUntil, sql`now()`),
      ),
    );
  return rows.flatMap(({ field, value }): Recipient[] =>
    value ? [{ way: field === "phone" ? "sms" : "email", to: value }] : [],
  );
}
