import { and, eq } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { closeDatabase } from "@/db/client";
import { auditDetails, auditEntries } from "@/db/schema/proof";
import { notices } from "@/db/schema/work";
import { decideEscalation } from "@/lib/escalations/decide-escalation";
import { getEscalation } from "@/lib/escalations/queries";
import { getNegotiation } from "@/lib/negotiation/queries";
import { withPlatform, withTenant } from "@/lib/tenancy/with-tenant";
import { ownDatabase } from "../support/database";
import {
  answers,
  type Bargain,
  bargain,
  buyerOffers,
  codeFor,
  escalationsOf,
  orderOf,
  statesOf,
  tally,
} from "../support/negotiating";
import { auditOf, checkedReceipt, setTestEnvironment, toldTo } from "../support/sales-world";

const database = await ownDatabase();
setTestEnvironment(database.databaseUrl);
afterAll(closeDatabase);

/** Each piece may go for ₦230,000 at the least: ₦1,150,000 for five. */
const FLOOR = { floorKobo: 23_000_000 };
const LOW = 110_000_000;

async function asked(of: Bargain, body: object = {}): Promise<string> {
  const result = await answers(of.world.vendor, of.orderId, { quick_action: "ask_ceo", ...body });
  return result.escalation_id ?? "";
}

const decide = (of: Bargain, escalationId: string, action: "approve" | "reject", more: object = {}) =>
  decideEscalation(of.world.ceo, { escalationId, action, ...more });

async function coded(of: Bargain, escalationId: string, action: "approve" | "reject" = "approve") {
  const { act: _act, ...code } = await codeFor(of.world.ceo, escalationId, action);
  return code;
}

describe("P8.2 a price below the floor needs the CEO", () => {
  it.each([
    ["vendor", "confirm_price"],
    ["vendor", "counter_offer"],
    ["ceo", "confirm_price"],
  ] as const)("%s cannot %s below it, and can at it", async (who, quick_action) => {
    const of = await bargain(FLOOR);
    const price = (amount_kobo: number) => answers(of.world[who], of.orderId, { quick_action, amount_kobo });
    await expect(price(115_000_000 - 1)).rejects.toMatchObject({
      code: "price_below_floor",
      extra: { floor_kobo: 115_000_000 },
    });
    expect(await statesOf(of)).toEqual([]);
    expect((await price(115_000_000)).offer_id).not.toBeNull();
  });

  it("nor take the buyer's offer below it, nor name one piece below it", async () => {
    const of = await bargain(FLOOR);
    await buyerOffers(of, LOW);
    for (const body of [{}, { unit_price_kobo: 22_000_000 }]) {
      await expect(
        answers(of.world.vendor, of.orderId, { quick_action: "confirm_price", ...body }),
      ).rejects.toMatchObject({ code: "price_below_floor" });
    }
    expect(await statesOf(of)).toEqual(["buyer open"]);
  });

  it("she is told by SMS and email, and with the right code it is the price, once", async () => {
    const of = await bargain(FLOOR);
    await buyerOffers(of, LOW);
    const escalationId = await asked(of, { notes: "She buys every month" });
    expect(await escalationsOf(of)).toMatchObject([
      { reason: "price_below_floor", state: "PENDING_CEO_APPROVAL", notes: "She buys every month" },
    ]);
    const ways = await withPlatform((tx) =>
      tx.select({ way: notices.way }).from(notices).where(eq(notices.ceoId, of.world.ceoId)),
    );
    expect(ways.map(({ way }) => way).sort()).toEqual(["email", "sms"]);
    expect(await getEscalation(of.world.ceo, escalationId)).toMatchObject({
      total_kobo: LOW,
      price: { made_by: "buyer", order_total_kobo: 125_000_000, floor_kobo: 115_000_000 },
    });

    await expect(decide(of, escalationId, "approve")).rejects.toMatchObject({ code: "step_up_required" });
    const code = await codeFor(of.world.ceo, escalationId, "approve");
    expect(code.act).toContain("₦1,100,000");
    const { challenge_id, otp } = code;
    const outcomes = await Promise.allSettled(
      Array.from({ length: 10 }, () => decide(of, escalationId, "approve", { challenge_id, otp })),
    );
    expect(tally(outcomes).done).toBe(1);
    expect(await orderOf(of)).toMatchObject({ status: "AWAITING_PAYMENT", totalKobo: LOW });
    expect(await statesOf(of)).toEqual(["buyer accepted"]);
    expect(await toldTo(of.world)).toEqual(["price_agreed"]);
    expect(await auditOf(of.world, of.orderId)).toEqual([
      "ORDER_PLACED",
      "OFFER_MADE",
      "ESCALATION_CREATED",
      "OFFER_ACCEPTED",
      "ESCALATION_APPROVED",
    ]);
    const [entry] = await withTenant(of.world.bot, (tx) =>
      tx
        .select({ details: auditDetails.details })
        .from(auditEntries)
        .innerJoin(
          auditDetails,
          and(eq(auditDetails.seq, auditEntries.seq), eq(auditDetails.chain, auditEntries.chain)),
        )
        .where(eq(auditEntries.action, "ESCALATION_APPROVED")),
    );
    expect(JSON.parse(entry?.details ?? "{}")).toMatchObject({ otp_verified: true });
  });

  it("she says no: the price is off, the buyer and the vendor are told, and bargaining goes on", async () => {
    const of = await bargain(FLOOR);
    await buyerOffers(of, LOW);
    const escalationId = await asked(of);
    const code = await coded(of, escalationId, "reject");
    await decide(of, escalationId, "reject", { ...code, notes: "Not below 1.15m" });
    expect(await statesOf(of)).toEqual(["buyer declined"]);
    expect(await toldTo(of.world)).toEqual(["offer_refused"]);
    const view = await getNegotiation(of.world.vendor, of.orderId);
    expect(view.offers).toMatchObject([{ state: "declined", owner_notes: "Not below 1.15m" }]);
    await answers(of.world.vendor, of.orderId, { quick_action: "confirm_price", amount_kobo: 115_000_000 });
    expect(await orderOf(of)).toMatchObject({ totalKobo: 115_000_000 });
  });

  it("a price that the vendor wants to give is told to nobody before she decides", async () => {
    const of = await bargain(FLOOR);
    await asked(of, { amount_kobo: LOW });
    expect(await toldTo(of.world)).toEqual([]);
    expect(await statesOf(of)).toEqual(["vendor open"]);
    const [waiting] = (await getNegotiation(of.world.vendor, of.orderId)).offers;
    expect(waiting).toMatchObject({ awaits_ceo: true, below_floor: true });
  });

  it("asking twice about one price is refused, and without any price too", async () => {
    const of = await bargain(FLOOR);
    await expect(asked(of)).rejects.toMatchObject({ code: "invalid_request" });
    await asked(of, { amount_kobo: LOW });
    await expect(asked(of, { amount_kobo: LOW })).rejects.toMatchObject({ code: "conflict" });
    expect(await escalationsOf(of)).toHaveLength(1);
  });

  it("she can be asked about any price, above the floor too", async () => {
    const of = await bargain(FLOOR);
    await asked(of, { amount_kobo: 120_000_000 });
    expect(await escalationsOf(of)).toMatchObject([{ reason: "price_asked" }]);
  });
});

describe("P10.3 her code and what changed after it was asked for", () => {
  it("AP-05 another price takes the first one's place: its code is void", async () => {
    const of = await bargain(FLOOR);
    const first = await asked(of, { amount_kobo: LOW });
    const code = await coded(of, first);
    const second = await asked(of, { amount_kobo: LOW - 100 });
    expect((await escalationsOf(of)).map(({ state }) => state)).toEqual(["CLOSED", "PENDING_CEO_APPROVAL"]);
    await expect(decide(of, first, "approve", code)).rejects.toMatchObject({ code: "wrong_state" });
    await expect(decide(of, second, "approve", code)).rejects.toMatchObject({ code: "wrong_code" });
    expect(await orderOf(of)).toMatchObject({ status: "NEGOTIATING", totalKobo: 125_000_000 });
    await decide(of, second, "approve", await coded(of, second));
    expect(await orderOf(of)).toMatchObject({ totalKobo: LOW - 100 });
  });

  it("AP-05 is void when the order's own price moved meanwhile", async () => {
    const of = await bargain(FLOOR);
    await buyerOffers(of, LOW);
    const escalationId = await asked(of);
    const code = await coded(of, escalationId);
    await answers(of.world.vendor, of.orderId, { quick_action: "confirm_price", amount_kobo: 120_000_000 });
    expect((await escalationsOf(of)).map(({ state }) => state)).toEqual(["CLOSED"]);
    await expect(decide(of, escalationId, "approve", code)).rejects.toMatchObject({ code: "wrong_state" });
    expect(await orderOf(of)).toMatchObject({ totalKobo: 120_000_000 });
  });

  it("a code for one order's price opens no other's", async () => {
    const mine = await bargain(FLOOR);
    const asking = await asked(mine, { amount_kobo: LOW });
    const code = await coded(mine, asking);
    const other = await bargain(FLOOR);
    const elsewhere = await asked(other, { amount_kobo: LOW });
    await expect(decide(mine, elsewhere, "approve", code)).rejects.toMatchObject({ code: "not_found" });
    await decide(mine, asking, "approve", code);
    expect(await orderOf(mine)).toMatchObject({ totalKobo: LOW });
    expect(await orderOf(other)).toMatchObject({ totalKobo: 125_000_000 });
  });

  it("a payment that comes closes the question, and the amount goes to her as usual", async () => {
    const of = await bargain({ ...FLOOR, thresholdKobo: 100_000_000 });
    await answers(of.world.vendor, of.orderId, { quick_action: "confirm_price", amount_kobo: 120_000_000 });
    await asked(of, { amount_kobo: LOW });
    await checkedReceipt(of.world, of.orderId);
    expect(await escalationsOf(of)).toMatchObject([
      { reason: "price_below_floor", state: "CLOSED" },
      { reason: "amount", state: "PENDING_CEO_APPROVAL" },
    ]);
    expect(await orderOf(of)).toMatchObject({ status: "ESCALATED", totalKobo: 120_000_000 });
  });
});
