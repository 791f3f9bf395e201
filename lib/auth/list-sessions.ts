import { sql } from "drizzle-orm";
import type { MemberContext } from "@/lib/tenancy/context";
import { withPlatform } from "@/lib/tenancy/with-tenant";
import type { SessionItem } from "./schema";

/** This person's devices that are signed in, the one used last first (P2.5). */
export async function listSessions(ctx: MemberContext): Promise<SessionItem[]> {
  const rows = await withPlatform((tx) =>
    tx.execute<Omit<SessionItem, "current">>(sql`
      select id as session_id, role, way, ip, agent,
        to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as created_at,
        to_char(last_seen_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as last_seen_at,
        to_char(expires_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as expires_at
      from sessions
      where identity_id = ${ctx.identityId} and revoked_at is null and expires_at > now()
        and last_seen_at + make_interval(secs => idle_seconds) > now()
      order by last_seen_at desc, id desc limit 200`),
  );
  return rows.map((row) => ({ ...row, current: row.session_id === ctx.sessionId }));
}
