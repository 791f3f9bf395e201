import { eq } from "drizzle-orm";
import { ceos } from "@/db/schema/people";
import { recordEntry } from "@/lib/audit/record-entry";
import { AppError, notFound } from "@/lib/errors";
import type { Context } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { withTenant } from "@/lib/tenancy/with-tenant";
import type { ChangeDeliveryInput, DeliveryView } from "./schema";

const COLUMNS = { fee_kobo: ceos.deliveryFeeKobo, days: ceos.deliveryDays };

/** The delivery fee and days in force. */
export async function readDelivery(ctx: Context): Promise<DeliveryView> {
  authorize(ctx, "catalogue.read");
  const [row] = await withTenant(ctx, (tx) => tx.select(COLUMNS).from(ceos));
  if (!row) throw notFound("The business");
  return row;
}

/**
 * Sets fee and days: the bot tells them from the next message on, and new orders are placed with them; orders that are there
 * keep theirs (decision 26). Throws `superseded` with the `current` values when they are not what was seen.
 */
export function changeDelivery(ctx: Context, input: ChangeDeliveryInput): Promise<DeliveryView> {
  authorize(ctx, "catalogue.write");
  return withTenant(ctx, async (tx) => {
    const [before] = await tx
      .select(COLUMNS)
      .from(ceos)
      .where(eq(ceos.ceoId, ctx.ceoId))
      .for("no key update");
    if (!before) throw notFound("The business");
    const { seen, ...after } = input;
    if (isSame(before, after)) return before;
    if (seen && !isSame(before, seen)) {
      const words = "Somebody changed the delivery meanwhile. Look at it again before you save.";
      throw new AppError("superseded", words, { extra: { current: before } });
    }
    await tx
      .update(ceos)
      .set({ deliveryFeeKobo: after.fee_kobo, deliveryDays: after.days })
      .where(eq(ceos.ceoId, ctx.ceoId));
    await recordEntry(tx, ctx, {
      action: "DELIVERY_CHANGED",
      subject: { kind: "business", id: ctx.ceoId },
      details: { from: before, to: after },
    });
    return after;
  });
}

function isSame(a: DeliveryView, b: DeliveryView): boolean {
  return a.fee_kobo === b.fee_kobo && a.days === b.days;
}
