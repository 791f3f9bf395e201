import { sql } from "drizzle-orm";
import { recordEntry } from "@/lib/audit/record-entry";
import { publishEvent } from "@/lib/live/publish-event";
import { verifyForSpending } from "@/lib/otp/spend-challenge";
import type { MemberContext } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { type Tx, withTenantAndPlatform } from "@/lib/tenancy/with-tenant";
import { endMemberSessions } from "./change-vendor";
import { loadRemovalAct, removalAct } from "./removal-act";
import { ENDED_ORDERS } from "./rules";
import type { RemoveVendorInput, VendorRemoval } from "./schema";

/** So many references stand in the audit entry; the count is always whole. */
const NAMED_ORDERS = 200;

/**
 * Removes a member of staff for good (P2.3, P12.1): signed out at once, and their open orders, conversations and products go
 * to another, all in one commit. Orders that ended stay under their name. Throws `step_up_required` without a code,
 * `wrong_code` for one that stands for something else, `not_found` when they are gone already, `conflict` for the owner's own
 * row or when nobody fit takes over.
 */
export async function removeVendor(
  ctx: MemberContext,
  input: RemoveVendorInput & { vendorId: string },
): Promise<VendorRemoval> {
  authorize(ctx, "member.manage");
  const removal = { vendorId: input.vendorId, toVendorId: input.to_vendor_id };
  // Refusals that need no code come before it, so that none is used up for nothing.
  const act = await removalAct(ctx, removal);
  const proof = await verifyForSpending(ctx, { ...act, challengeId: input.challenge_id, otp: input.otp });
  const result = await withTenantAndPlatform(ctx, async (tx) => {
    await holdWork(tx, input.vendorId);
    const { toVendorId } = await loadRemovalAct(tx, removal, { isLocking: true });
    await tx.execute(sql`update vendors set status = 'removed' where id = ${input.vendorId}`);
    const handed = await handOver(tx, input.vendorId, toVendorId);
    await endMemberSessions(tx, ctx.ceoId, input.vendorId);
    for (const topic of ["order", "receipt", "conversation"] as const) {
      await publishEvent(tx, ctx.ceoId, { topic, ids: {}, vendorId: toVendorId });
    }
    await proof.spend(tx);
    const { references, ...counts } = handed;
    await recordEntry(tx, ctx, {
      action: "VENDOR_REMOVED",
      subject: { kind: "vendor", id: input.vendorId },
      details: { to_vendor_id: toVendorId, ...counts, references, otp_verified: true },
    });
    return { vendor_id: input.vendorId, to_vendor_id: toVendorId, ...counts };
  });
  await proof.settle();
  return result;
}

const ended = sql.join(
  ENDED_ORDERS.map((status) => sql`${status}`),
  sql`, `,
);

/** What is under way, held before the staff's own rows as a turn of the bot does: otherwise the two wait in a ring. */
async function holdWork(tx: Tx, vendorId: string): Promise<void> {
  await tx.execute(sql`
    select from conversations where vendor_id = ${vendorId} or id in (
      select conversation_id from orders where vendor_id = ${vendorId} and status not in (${ended}))
    order by id for no key update`);
  await tx.execute(sql`
    select from orders where vendor_id = ${vendorId} and status not in (${ended}) order by id for update`);
}

/** Gives what is under way from one to the other. With the new name on an order the old one's right to see it is gone. */
async function handOver(tx: Tx, from: string, to: string) {
  const orders = await tx.execute<{ reference: string }>(sql`
    update orders set vendor_id = ${to} where vendor_id = ${from} and status not in (${ended}) returning reference`);
  const conversations = await tx.execute(sql`
    update conversations set vendor_id = ${to} where vendor_id = ${from} returning id`);
  const products = await tx.execute(sql`
    update products set vendor_id = ${to} where vendor_id = ${from} returning id`);
  return {
    orders: orders.length,
    conversations: conversations.length,
    products: products.length,
    references: orders.slice(0, NAMED_ORDERS).map(({ reference }) => reference),
  };
}
