import { sql } from "drizzle-orm";
import type { MemberContext } from "@/lib/tenancy/context";
import { withPlatform } from "@/lib/tenancy/with-tenant";
import type { RecentSignIn } from "./schema";

/** This person's last sign-ins, over or not, the newest first. */
export async function listRecentSignIns(ctx: MemberContext, limit = 10): Promise<RecentSignIn[]> {
  const rows = await withPlatform((tx) =>
    tx.execute<RecentSignIn>(sql`
      select id as session_id, ip, agent,
        to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at,
        revoked_at is null and expires_at > now()
          and last_seen_at + make_interval(secs => idle_seconds) > now() as open
      from sessions where identity_id = ${ctx.identityId} order by created_at desc, id desc limit ${limit}`),
  );
  return rows.map((row) => ({ ...row }));
}
