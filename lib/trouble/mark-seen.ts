import { sql } from "drizzle-orm";
import { recordEntry } from "@/lib/audit/record-entry";
import { notFound } from "@/lib/errors";
import type { MemberContext } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { type Tx, withTenant } from "@/lib/tenancy/with-tenant";
import type { TroubleSeenInput } from "./schema";
import { type Narrow, troubleRows } from "./sources";

/** So many of each kind are put aside at once; the rest with the next call. */
const MARKED_MAX = 1_000;

/**
 * Puts aside what the CEO has seen. Marking twice changes nothing; the same thing going wrong again shows up again. Gives
 * how many were marked now. Throws `not_found` when there is none of the named things, or they are another business's.
 */
export async function markTroubleSeen(
  ctx: MemberContext,
  { ids }: TroubleSeenInput,
): Promise<{ seen: number }> {
  authorize(ctx, "trouble.read");
  return withTenant(ctx, async (tx) => {
    const { known, marked } = await mark(tx, ctx.ceoId, ids);
    if (ids && known === 0) throw notFound("This");
    if (marked > 0) {
      await recordEntry(tx, ctx, {
        action: "TROUBLE_SEEN",
        subject: { kind: "trouble", id: ids?.length === 1 ? (ids[0] ?? "several") : ids ? "several" : "all" },
        details: { count: marked },
      });
    }
    return { seen: marked };
  });
}

async function mark(
  tx: Tx,
  ceoId: string,
  ids: readonly string[] | undefined,
): Promise<{ known: number; marked: number }> {
  const wanted = JSON.stringify(ids ?? []);
  const narrow: Narrow = (id) =>
    ids ? sql`${id} in (select jsonb_array_elements_text(${wanted}::jsonb))` : sql`true`;
  const [row] = await tx.execute<{ known: number; marked: number }>(sql`
    with found as materialized (${troubleRows({ ceoId, narrow, limit: MARKED_MAX })}), marked as (
      insert into trouble_marks (ceo_id, item_id, seen_until) select ${ceoId}, f.id, f.at from found f
      on conflict (ceo_id, item_id) do update set seen_until = excluded.seen_until
        where trouble_marks.seen_until < excluded.seen_until
      returning item_id
    )
    select (select count(*)::int from found) as known, (select count(*)::int from marked) as marked`);
  return row ?? { known: 0, marked: 0 };
}
