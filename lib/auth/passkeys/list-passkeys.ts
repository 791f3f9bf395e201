import { sql } from "drizzle-orm";
import type { MemberContext } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { withPlatform } from "@/lib/tenancy/with-tenant";
import type { PasskeyItem } from "./schema";

/** The CEO's passkeys, the newest first. */
export async function listPasskeys(ctx: MemberContext): Promise<PasskeyItem[]> {
  authorize(ctx, "passkey.manage");
  const rows = await withPlatform((tx) =>
    tx.execute<PasskeyItem>(sql`
      select id as passkey_id, name, is_synced as synced,
        to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as created_at,
        to_char(last_used_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as last_used_at
      from passkeys where identity_id = ${ctx.identityId} order by id desc`),
  );
  return rows.map((row) => ({ ...row }));
}
