import { and, asc, eq, gt, lt, or, sql } from "drizzle-orm";
import { liveEvents } from "@/db/schema/work";
import type { Context } from "@/lib/tenancy/context";
import { withTenant } from "@/lib/tenancy/with-tenant";
import type { LiveNews } from "./hub";
import type { LiveTopic } from "./publish-event";

const CATCH_UP_MAX = 500;

/** Ids are drawn before they are committed: an event with a smaller id may have become visible later than this one. */
const OVERLAP_SECONDS = 10;

/**
 * What a stream that broke after event `lastId` may have missed, in order (a few it had may come again); null when that is too long ago (or too much) to
 * tell, and everything open should be read again.
 */
export async function missedEvents(ctx: Context, lastId: number): Promise<LiveNews[] | null> {
  return withTenant(ctx, async (tx) => {
    const [last] = await tx.select().from(liveEvents).where(eq(liveEvents.id, lastId));
    if (!last) return null;
    const lateComers = sql`${liveEvents.createdAt} > ${last.createdAt.toISOString()}::timestamptz
      - make_interval(secs => ${OVERLAP_SECONDS})`;
    const rows = await tx
      .select()
      .from(liveEvents)
      .where(or(gt(liveEvents.id, lastId), and(lt(liveEvents.id, lastId), lateComers)))
      .orderBy(asc(liveEvents.id))
      .limit(CATCH_UP_MAX + 1);
    if (rows.length > CATCH_UP_MAX) return null;
    return rows.map((row) => ({
      id: row.id,
      topic: row.topic as LiveTopic,
      ids: row.ids as Record<string, string>,
      vendorId: row.vendorId,
    }));
  });
}
