import { rawSql } from "@/db/client";
import { describeError, log } from "@/lib/log";
import { systemContext } from "@/lib/tenancy/context";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { lapseNegotiation } from "./lapse-negotiation";
import { remindNegotiation } from "./remind-negotiation";
import { findQuiet } from "./standstill";

/** More of one business wait for the next run, five minutes later. */
const ORDERS_PER_RUN_MAX = 500;

/**
 * Job, every five minutes: a price that nobody speaks about is reminded of once and lapses after the longer time, by the hours
 * that hold for unpaid orders (P7.6). Business by business, each order in a transaction of its own: one that fails holds
 * up no other and is met again at the next run. Safe to run twice, and at once.
 */
export async function remindNegotiations(): Promise<void> {
  const businesses = await rawSql()<{ ceo_id: string }[]>`select ceo_id from lookup_unpaid_businesses()`;
  for (const { ceo_id: ceoId } of businesses) {
    const ctx = systemContext(ceoId, { kind: "worker", id: "worker" });
    for (const quiet of await withTenant(ctx, (tx) => findQuiet(tx, { limit: ORDERS_PER_RUN_MAX }))) {
      const { orderId } = quiet;
      const act = quiet.isLapseDue ? lapseNegotiation : remindNegotiation;
      await withTenant(ctx, (tx) => act(tx, ctx, orderId)).catch((error: unknown) =>
        log.error({ ceoId, orderId, error: describeError(error) }, "a negotiation's clock failed"),
      );
    }
  }
}
