import { sql } from "drizzle-orm";
import { recordEntry } from "@/lib/audit/record-entry";
import { notFound } from "@/lib/errors";
import type { MemberContext } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { spendOnce } from "@/lib/tenancy/spend-once";
import { withTenantAndPlatform } from "@/lib/tenancy/with-tenant";
import { tellPerson } from "../tell-person";

/**
 * Removes one of the CEO's passkeys at once, without a code: who has lost a device must not need it. She is told. Throws
 * `not_found` for somebody else's.
 */
export function removePasskey(ctx: MemberContext, passkeyId: string): Promise<{ removed: true }> {
  authorize(ctx, "passkey.manage");
  return withTenantAndPlatform(ctx, async (tx) => {
    const removed = await spendOnce<{ name: string }>(
      tx,
      sql`delete from passkeys where id = ${passkeyId} and identity_id = ${ctx.identityId} returning name`,
    );
    if (!removed) throw notFound("This passkey");
    await tellPerson(tx, ctx, ctx.identityId, "passkey.removed", { act: removed.name });
    await recordEntry(tx, ctx, {
      action: "PASSKEY_REMOVED",
      subject: { kind: "passkey", id: passkeyId },
      details: { name: removed.name },
    });
    return { removed: true };
  });
}
