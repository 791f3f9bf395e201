import { sql } from "drizzle-orm";
import type { MemberContext } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { selectRows } from "./chain-source";
import { readDetails } from "./rules/say-entry";
import { type LastVerification, lastVerification } from "./schema";

/** What the newest verification of this business's log found and when; null when there was none yet. CEO only. */
export async function readLastVerification(ctx: MemberContext): Promise<LastVerification | null> {
  authorize(ctx, "audit.read");
  return withTenant(ctx, async (tx) => {
    const [row] = await selectRows(
      tx,
      sql`e.ceo_id = ${ctx.ceoId} and e.chain = 'main' and e.action = 'AUDIT_VERIFIED'`,
      sql`e.seq desc limit 1`,
    );
    if (!row) return null;
    return lastVerification.safeParse({ ...readDetails(row.details), verified_at: row.at }).data ?? null;
  });
}
