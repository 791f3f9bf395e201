import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { describeAct } from "@/app/api/auth/challenges/describe-act";
import { closeDatabase } from "@/db/client";
import { auditDetails, auditEntries, escalations } from "@/db/schema/proof";
import { creditFacts } from "@/db/schema/receipt-facts";
import { orders } from "@/db/schema/sales";
import { notices } from "@/db/schema/work";
import { unseal } from "@/lib/crypto";
import { env } from "@/lib/env";
import { decideEscalation } from "@/lib/escalations/decide-escalation";
import { getEscalation, listEscalations } from "@/lib/escalations/queries";
import { placeOf } from "@/lib/notices/queue-notice";
import { type NoticeDetails, type NoticeTemplate, noticeWords } from "@/lib/notices/words";
import { cancelOrder } from "@/lib/orders/cancel-order";
import { getOrderDto } from "@/lib/orders/queries";
import { listOrders } from "@/lib/orders/views";
import { requestChallenge } from "@/lib/otp/request-challenge";
import { listReceipts } from "@/lib/receipts/queries";
import { reviewReceipt } from "@/lib/receipts/review-receipt";
import type { MemberContext } from "@/lib/tenancy/context";
import { withPlatform, withTenant } from "@/lib/tenancy/with-tenant";
import { createTestDatabase, type TestDatabase } from "../support/database";
import {
  auditOf,
  checkedOrderIn,
  checkedReceipt,
  makeSalesWorld,
  type SalesOptions,
  type SalesWorld,
  setTestEnvironment,
  toldTo,
} from "../support/sales-world";

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase({ isSound: false });
  setTestEnvironment(database.databaseUrl);
});

afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

type Escalated = { world: SalesWorld; orderId: string; receiptId: string; escalationId: string };

async function escalated(options: SalesOptions = {}): Promise<Escalated> {
  const world = await makeSalesWorld({ priceKobo: 115_000_000, ...options });
  const { orderId, receiptId } = await checkedOrderIn(world);
  const [row] = await withTenant(world.bot, (tx) =>
    tx.select().from(escalations).where(eq(escalations.orderId, orderId)),
  );
  return { world, orderId, receiptId, escalationId: row?.id ?? "" };
}

type Action = "approve" | "reject";

/** Asks for a code as the API does, and reads it from the text message that goes out. */
async function askCode(ctx: MemberContext, escalationId: string, action: Action = "approve") {
  const purpose = `escalation.${action}` as const;
  const target = { id: escalationId };
  const described = await describeAct(ctx, purpose, target);
  const { challengeId } = await requestChallenge(ctx, { purpose, target, ...described });
  const [notice] = await withPlatform((tx) =>
    tx.select().from(notices).where(eq(notices.challengeId, challengeId)),
  );
  if (!notice) throw new Error("no code was sent");
  const { details } = contentOf(notice);
  return { challenge_id: challengeId, otp: details.code ?? "", act: details.act ?? "" };
}

function contentOf(notice: typeof notices.$inferSelect): {
  template: NoticeTemplate;
  details: NoticeDetails;
} {
  return JSON.parse(unseal(env().ENCRYPTION_KEYS, placeOf(notice.id, "content"), notice.contentSealed));
}

const approve = (ctx: MemberContext, escalationId: string, more: object = {}) =>
  decideEscalation(ctx, { escalationId, action: "approve", credit_seen: true, ...more });

async function codeFor(of: Escalated, action: Action = "approve") {
  const { challenge_id, otp } = await askCode(of.world.ceo, of.escalationId, action);
  return { challenge_id, otp };
}

async function statusOf({ world, orderId }: Escalated) {
  return (await withTenant(world.bot, (tx) => getOrderDto(tx, orderId))).status;
}

describe("the CEO's approval", () => {
  it("with the right code releases the order, once, and says so everywhere", async () => {
    const of = await escalated();
    const asked = await askCode(of.world.ceo, of.escalationId);
    expect(asked.act).toMatch(/^Approve order TG-\w+, ₦1,150,000, paid to ADA FASHION$/);
    const { act: _act, ...code } = asked;
    const result = await approve(of.world.ceo, of.escalationId, code);
    expect(result).toMatchObject({ state: "APPROVED", order_status: "APPROVED", otp_verified: true });
    expect(await toldTo(of.world)).toEqual(["order_escalated", "order_approved"]);
    const [fact] = await withTenant(of.world.bot, (tx) => tx.select().from(creditFacts));
    expect(fact).toMatchObject({ kind: "ceo_attestation", receiptId: of.receiptId });
    expect((await auditOf(of.world, of.orderId)).at(-1)).toBe("ESCALATION_APPROVED");
    expect(await detailsOf(of.world, "ESCALATION_APPROVED")).toMatchObject({ otp_verified: true });
    await expect(approve(of.world.ceo, of.escalationId, code)).rejects.toMatchObject({ code: "wrong_state" });
  });

  it("AP-05 without a code is asked for one", async () => {
    const of = await escalated();
    await expect(approve(of.world.ceo, of.escalationId)).rejects.toMatchObject({
      code: "step_up_required",
      status: 403,
      extra: { purpose: "escalation.approve", target: { id: of.escalationId } },
    });
    expect(await statusOf(of)).toBe("ESCALATED");
  });

  it("AP-05 a code for another escalation, or to reject, approves nothing", async () => {
    const of = await escalated();
    const other = await checkedOrderIn(of.world);
    const [second] = await withTenant(of.world.bot, (tx) =>
      tx.select().from(escalations).where(eq(escalations.orderId, other.orderId)),
    );
    const elsewhere = await askCode(of.world.ceo, second?.id ?? "");
    const toReject = await askCode(of.world.ceo, of.escalationId, "reject");
    for (const { challenge_id, otp } of [elsewhere, toReject]) {
      await expect(approve(of.world.ceo, of.escalationId, { challenge_id, otp })).rejects.toMatchObject({
        code: "wrong_code",
      });
    }
    expect(await statusOf(of)).toBe("ESCALATED");
  });

  it("AP-05 is void when the amount changes by one kobo after the code was asked for", async () => {
    const of = await escalated();
    const code = await codeFor(of);
    await withTenant(of.world.bot, (tx) =>
      tx
        .update(orders)
        .set({ itemsKobo: sql`items_kobo + 1`, totalKobo: sql`total_kobo + 1` })
        .where(eq(orders.id, of.orderId)),
    );
    await expect(approve(of.world.ceo, of.escalationId, code)).rejects.toMatchObject({ code: "wrong_code" });
    expect(await statusOf(of)).toBe("ESCALATED");
  });

  it("AP-05 is void when the beneficiary changes, or another picture comes", async () => {
    const first = await escalated();
    const codeOne = await codeFor(first);
    await withTenant(first.world.bot, (tx) =>
      tx
        .update(orders)
        .set({ bankAccount: { bankName: "OPay", accountNumber: "8031234567", accountName: "SOMEBODY" } })
        .where(eq(orders.id, first.orderId)),
    );
    await expect(approve(first.world.ceo, first.escalationId, codeOne)).rejects.toMatchObject({
      code: "wrong_code",
    });
    const second = await escalated();
    const codeTwo = await codeFor(second);
    await checkedReceipt(second.world, second.orderId);
    await expect(approve(second.world.ceo, second.escalationId, codeTwo)).rejects.toMatchObject({
      code: "wrong_code",
    });
    expect(await statusOf(second)).toBe("ESCALATED");
    const fresh = await codeFor(second);
    expect((await approve(second.world.ceo, second.escalationId, fresh)).state).toBe("APPROVED");
  });

  it("AP-05 with one code fifty times at once happens once", async () => {
    const of = await escalated();
    const code = await codeFor(of);
    const results = await Promise.allSettled(
      Array.from({ length: 50 }, () => approve(of.world.ceo, of.escalationId, code)),
    );
    expect(results.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    const entries = await auditOf(of.world, of.orderId);
    expect(entries.filter((action) => action === "ESCALATION_APPROVED")).toHaveLength(1);
    expect(await toldTo(of.world)).toEqual(["order_escalated", "order_approved"]);
  });

  it("needs her to see the money, before the code is looked at", async () => {
    const of = await escalated();
    const code = await codeFor(of);
    const blind = decideEscalation(of.world.ceo, {
      escalationId: of.escalationId,
      action: "approve",
      ...code,
    });
    await expect(blind).rejects.toMatchObject({ code: "credit_required" });
    expect((await approve(of.world.ceo, of.escalationId, code)).state).toBe("APPROVED");
  });

  it("in another session the code is no use", async () => {
    const of = await escalated();
    const code = await codeFor(of);
    const stolen = { ...of.world.ceo, sessionId: "ses_other" } as MemberContext;
    await expect(approve(stolen, of.escalationId, code)).rejects.toMatchObject({ code: "wrong_code" });
  });
});

describe("the CEO's refusal", () => {
  it("with a reason and a code sends the order back; the buyer may send another proof", async () => {
    const of = await escalated();
    const code = await codeFor(of, "reject");
    const reject = (notes?: string) =>
      decideEscalation(of.world.ceo, { escalationId: of.escalationId, action: "reject", notes, ...code });
    await expect(reject()).rejects.toMatchObject({ code: "invalid_request" });
    await expect(reject("Pay into 0123456789")).rejects.toMatchObject({ code: "invalid_request" });
    expect(await reject("No money has come.")).toMatchObject({ state: "REJECTED", order_status: "REJECTED" });
    expect((await auditOf(of.world, of.orderId)).at(-1)).toBe("ESCALATION_REJECTED");
    expect(await toldTo(of.world)).toEqual(["order_escalated", "order_rejected"]);
    await checkedReceipt(of.world, of.orderId);
    expect(await statusOf(of)).toBe("ESCALATED");
  });
});

describe("who sees and decides", () => {
  it("is the CEO of this business alone", async () => {
    const of = await escalated();
    const other = await makeSalesWorld();
    const code = await codeFor(of);
    await expect(approve(of.world.vendor, of.escalationId, code)).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(approve(other.ceo, of.escalationId, code)).rejects.toMatchObject({ code: "not_found" });
    await expect(getEscalation(other.ceo, of.escalationId)).rejects.toMatchObject({ code: "not_found" });
    await expect(askCode(other.ceo, of.escalationId)).rejects.toMatchObject({ code: "not_found" });
    await expect(askCode(of.world.vendor, of.escalationId)).rejects.toMatchObject({ code: "forbidden" });
    await expect(listEscalations(of.world.vendor, { limit: 50 })).rejects.toMatchObject({
      code: "forbidden",
    });
    expect((await listEscalations(other.ceo, { limit: 50 })).items).toEqual([]);
  });

  it("shows what she needs, the buyer masked", async () => {
    const of = await escalated({ buyerPhone: "+2348031234567" });
    await expect(
      reviewReceipt(of.world.vendor, { orderId: of.orderId, action: "approve", credit_seen: true }),
    ).rejects.toMatchObject({ code: "escalated" });
    const view = await getEscalation(of.world.ceo, of.escalationId);
    expect(view).toMatchObject({
      state: "PENDING_CEO_APPROVAL",
      reason: "amount",
      total_kobo: 115_000_000,
      buyer: { name: "Chinedu", phone_masked: "+234***4567" },
      vendor: { name: "Femi" },
      vendor_credit_seen: true,
      overdue: false,
    });
    const list = await listEscalations(of.world.ceo, { state: "PENDING_CEO_APPROVAL", limit: 50 });
    expect(list.items.map((item) => item.escalation_id)).toEqual([of.escalationId]);
  });

  it("is found by its order's reference, however it is typed, and by its buyer, as orders and receipts are", async () => {
    const of = await escalated();
    const other = await escalated();
    const { reference } = await getEscalation(of.world.ceo, of.escalationId);
    const signs = reference.slice("TG-".length);
    const found = async (q: string, ctx = of.world.ceo) => {
      const lists = await Promise.all([
        listEscalations(ctx, { q, limit: 50 }),
        listOrders(ctx, { q, limit: 50 }),
        listReceipts(ctx, { q, limit: 50, state: "escalated" }),
      ]);
      return lists.flatMap(({ items }) => items.map((item) => item.order_id));
    };
    for (const q of [
      reference,
      `tg${signs.toLowerCase()}`,
      `TG ${signs}`,
      signs,
      signs.slice(1, 3),
      "chinedu",
    ]) {
      expect(await found(q), q).toEqual(Array(3).fill(of.orderId));
    }
    for (const q of ["Amina", "%", "_", "\\", "TG-99999"]) expect(await found(q), q).toEqual([]);
    expect(await found(reference, other.world.ceo)).toEqual([]);
  });

  it("tells her by SMS and email with a link, and is closed when the order is called off", async () => {
    const of = await escalated();
    const sent = await withPlatform((tx) =>
      tx.select().from(notices).where(eq(notices.ceoId, of.world.ceoId)),
    );
    expect(sent.map((notice) => notice.way).sort()).toEqual(["email", "sms"]);
    for (const notice of sent) {
      const { template, details } = contentOf(notice);
      expect(noticeWords(template, details).sms).toContain(`/ceo/escalations/${of.escalationId}`);
      expect(noticeWords(template, details).sms).toContain("₦1,150,000");
    }
    await expect(
      withTenant(of.world.vendor, (tx) => cancelOrder(tx, of.world.vendor, { orderId: of.orderId })),
    ).rejects.toMatchObject({ code: "forbidden" });
    await withTenant(of.world.ceo, (tx) => cancelOrder(tx, of.world.ceo, { orderId: of.orderId }));
    expect((await getEscalation(of.world.ceo, of.escalationId)).state).toBe("CLOSED");
  });
});

async function detailsOf(world: SalesWorld, action: string) {
  const rows = await withTenant(world.bot, (tx) =>
    tx
      .select({ details: auditDetails.details })
      .from(auditEntries)
      .innerJoin(
        auditDetails,
        sql`${auditDetails.ceoId} = ${auditEntries.ceoId} and ${auditDetails.chain} = ${auditEntries.chain}
          and ${auditDetails.seq} = ${auditEntries.seq}`,
      )
      .where(eq(auditEntries.action, action)),
  );
  return JSON.parse(rows[0]?.details ?? "{}");
}
