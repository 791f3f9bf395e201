import { and, asc, eq, gt, lt, or, type SQL, sql } from "drizzle-orm";
import { liveEvents } from "@/db/schema/work";
import type { Context } from "@/lib/tenancy/context";
import { type Tx, withTenant } from "@/lib/tenancy/with-tenant";
import type { LiveNews } from "./hub";
import type { LiveTopic } from "./publish-event";

const CATCH_UP_MAX = 500;

/** Events are kept for an hour. */
const KEPT_MS = 55 * 60_000;

/** Ids are drawn before they are committed: an event with a smaller id may have become visible later than this one. */
const OVERLAP_SECONDS = 10;

/** A page may have been drawn while a change was being written: no act takes longer than a moment. */
const DRAWN_OVERLAP_SECONDS = 3;

/** Where a stream goes on: after an event that was heard, or from when its page was drawn. */
export type Resume = { lastId: number } | { sinceMs: number };

/**
 * What a stream may have missed, in order (a few it had may come again); null when that is too long ago (or too much) to
 * tell, and everything open should be read again.
 */
export function missedEvents(ctx: Context, resume: Resume): Promise<LiveNews[] | null> {
  return withTenant(ctx, async (tx) => {
    const condition = "lastId" in resume ? await afterEvent(tx, resume.lastId) : afterMoment(resume.sinceMs);
    if (condition === null) return null;
    const rows = await tx
      .select()
      .from(liveEvents)
      .where(condition)
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

async function afterEvent(tx: Tx, lastId: number): Promise<SQL | null> {
  const [last] = await tx.select().from(liveEvents).where(eq(liveEvents.id, lastId));
  if (!last) return null;
  const lateComers = and(lt(liveEvents.id, lastId), isLaterThan(last.createdAt, OVERLAP_SECONDS));
  return or(gt(liveEvents.id, lastId), lateComers) ?? null;
}

function afterMoment(sinceMs: number): SQL | null {
  const isKept = Date.now() - sinceMs < KEPT_MS;
  return isKept ? isLaterThan(new Date(sinceMs), DRAWN_OVERLAP_SECONDS) : null;
}

function isLaterThan(moment: Date, overlapSeconds: number): SQL {
  return sql`${liveEvents.createdAt} > ${moment.toISOString()}::timestamptz - make_interval(secs => ${overlapSeconds})`;
}
