import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, it } from "vitest";
import { closeDatabase } from "@/db/client";
import { cancelOrder } from "@/lib/orders/cancel-order";
import { getOrderDto } from "@/lib/orders/queries";
import { reviewReceipt } from "@/lib/receipts/review-receipt";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { startDurablePostgres } from "../support/durable-postgres";
import { fsck } from "../support/fsck";
import { explain, type Model, note } from "../support/history";
import { checkedOrderIn, makeSalesWorld, type SalesWorld, setTestEnvironment } from "../support/sales-world";
import { randomOf, report, rounds } from "./series";

const TRIPLES = rounds(60, 1_000);
const OPS = ["approve", "reject", "flag", "cancel"] as const;
type Op = (typeof OPS)[number];

const server = await startDurablePostgres();
setTestEnvironment(server.databaseUrl);

afterAll(async () => {
  await closeDatabase();
  await server.stop();
});

/** What an order with a checked proof of payment answers, as the table of moves has it (P7.4, P9.9). */
const order: Model<string, Op> = (state, op) => {
  const refused = { state, result: "wrong_state" };
  if (state === "ESCALATED") {
    // Only the CEO decides then, with a code, and only the CEO calls it off.
    return { state, result: op === "cancel" ? "forbidden" : "escalated" };
  }
  if (state === "RECEIPT_UPLOADED") {
    const to = { approve: "APPROVED", reject: "REJECTED", flag: "ESCALATED", cancel: "CANCELLED" }[op];
    return { state: to, result: "done" };
  }
  if (state === "REJECTED" && op === "cancel") return { state: "CANCELLED", result: "done" };
  return refused;
};

describe("AP-02 the history of approvals", () => {
  const random = randomOf("approvals");

  it(
    `is explained by some order of the acts, ${TRIPLES} times over`,
    async () => {
      const world = await makeSalesWorld();
      const ends: Record<string, number> = {};
      for (let triple = 0; triple < TRIPLES; triple += 1) {
        const { orderId } = await checkedOrderIn(world);
        const ops = Array.from({ length: 3 }, () => OPS[random(OPS.length)] ?? "approve");
        const acts = await Promise.all(
          ops.map(async (op) => {
            await sleep(random(4));
            return note(op, () => perform(world, orderId, op), codeOf);
          }),
        );
        const { status } = await withTenant(world.bot, (tx) => getOrderDto(tx, orderId));
        ends[status] = (ends[status] ?? 0) + 1;
        const found = explain(acts, "RECEIPT_UPLOADED", order, status);
        if (!found) throw new Error(`no order of these leads to ${status}: ${JSON.stringify(acts)}`);
      }
      expect(await fsck(server.adminUrl)).toEqual([]);
      report("approval-histories", { triples: TRIPLES, unexplained: 0, ends });
    },
    60_000 + TRIPLES * 1_000,
  );
});

function perform(world: SalesWorld, orderId: string, op: Op): Promise<unknown> {
  if (op === "cancel") {
    return withTenant(world.vendor, (tx) => cancelOrder(tx, world.vendor, { orderId }));
  }
  return reviewReceipt(world.vendor, { orderId, action: op, credit_seen: true, notes: "as seen" });
}

/** A refusal by its code; anything else is no result but a failure of the test. */
function codeOf(error: unknown): string {
  const code = (error as { code?: string }).code;
  if (code === "wrong_state" || code === "escalated" || code === "forbidden") return code;
  throw error;
}
