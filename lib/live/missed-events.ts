import { and, asc, gt, sql } from "drizzle-orm";
import { liveEvents } from "@/db/schema/work";
import type { Context } from "@/lib/tenancy/context";
import { withTenant } from "@/lib/tenancy/with-tenant";
import type { LiveNews } from "./hub";
import type { LiveTopic } from "./publish-event";

const CATCH_UP_MAX = 500;

/**
 * What a stream that broke after event `lastId` has missed, in order; null when that is too long ago (or too much) to
 * tell, and everything open should be read again.
 */
export async function missedEvents(ctx: Context, lastId: number): Promise<LiveNews[] | null> {
  return withTenant(ctx, async (tx) => {
    const [bounds] = await tx
      .select({ known: sql<boolean>`bool_or(${liveEvents.id} <= ${lastId})` })
      .from(liveEvents);
    const rows = await tx
      .select()
      .from(liveEvents)
      .where(and(gt(liveEvents.id, lastId)))
      .orderBy(asc(liveEvents.id))
      .limit(CATCH_UP_MAX + 1);
    if (!bounds?.known || rows.length > CATCH_UP_MAX) return null;
    return rows.map((row) => ({
      id: row.id,
      topic: row.topic as LiveTopic,
      ids: row.ids as Record<string, string>,
      vendorId: row.vendorId,
    }));
  });
}
