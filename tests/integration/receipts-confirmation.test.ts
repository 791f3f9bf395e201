import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase } from "@/db/client";
import { conversationEvents } from "@/db/schema/messages";
import { confirmations, publicLinks } from "@/db/schema/order-papers";
import { changeAddress } from "@/lib/orders/change-address";
import { confirmAddress } from "@/lib/orders/confirm-address";
import { findPublicLink, publicLinkOf } from "@/lib/orders/public-link";
import { issueConfirmation } from "@/lib/receipts/issue-confirmation";
import { reviewReceipt } from "@/lib/receipts/review-receipt";
import { store } from "@/lib/storage/store";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { createTestDatabase, type TestDatabase } from "../support/database";
import {
  auditOf,
  checkedOrderIn,
  makeSalesWorld,
  type SalesWorld,
  setTestEnvironment,
} from "../support/sales-world";

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  setTestEnvironment(database.databaseUrl);
});

afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

async function confirmedOrder(world: SalesWorld): Promise<string> {
  const { orderId } = await checkedOrderIn(world);
  await reviewReceipt(world.vendor, { orderId, action: "approve", credit_seen: true });
  await withTenant(world.bot, (tx) => confirmAddress(tx, world.bot, { orderId }));
  return orderId;
}

async function linksTold(world: SalesWorld): Promise<Record<string, string>[]> {
  const rows = await withTenant(world.bot, (tx) =>
    tx.select().from(conversationEvents).where(eq(conversationEvents.kind, "confirmation_ready")),
  );
  return rows.map((row) => row.data as Record<string, string>);
}

const tokenIn = (link: string) => link.split("/t/")[1] ?? "";

describe("the confirmation of an order", () => {
  it("is a stored PDF with two links, told once however often the job runs", async () => {
    const world = await makeSalesWorld();
    const orderId = await confirmedOrder(world);
    const job = { ceoId: world.ceoId, orderId };
    await Promise.all([issueConfirmation(job), issueConfirmation(job)]);
    await issueConfirmation(job);
    const [row] = await withTenant(world.bot, (tx) => tx.select().from(confirmations));
    expect(row?.fileKey).toMatch(new RegExp(`^confirmations/${world.ceoId}/${orderId}/[0-9a-f]{32}\\.pdf$`));
    const file = await store().get(row?.fileKey ?? "");
    expect(file?.bytes.subarray(0, 5).toString()).toBe("%PDF-");
    const told = await linksTold(world);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({ orderId, deliveryDay: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) });
    expect(await findPublicLink(tokenIn(told[0]?.link ?? ""))).toEqual({
      ceoId: world.ceoId,
      orderId,
      kind: "buyer",
    });
    const qr = tokenIn(publicLinkOf(world.ceoId, orderId, "qr"));
    expect(await findPublicLink(qr)).toMatchObject({ orderId, kind: "qr" });
    expect((await auditOf(world, orderId)).filter((action) => action === "CONFIRMATION_ISSUED")).toHaveLength(
      1,
    );
  });

  it("is sent again when the buyer asks, by the same link, good for seven more days", async () => {
    const world = await makeSalesWorld();
    const orderId = await confirmedOrder(world);
    const job = { ceoId: world.ceoId, orderId };
    await issueConfirmation(job);
    await withTenant(world.bot, (tx) => tx.update(publicLinks).set({ expiresAt: new Date(0) }));
    const [first] = await linksTold(world);
    expect(await findPublicLink(tokenIn(first?.link ?? ""))).toBeNull();
    await issueConfirmation({ ...job, resend: true });
    const told = await linksTold(world);
    expect(told).toHaveLength(2);
    expect(told[1]?.link).toBe(first?.link);
    expect(await findPublicLink(tokenIn(first?.link ?? ""))).not.toBeNull();
  });

  it("is made anew for another address", async () => {
    const world = await makeSalesWorld();
    const orderId = await confirmedOrder(world);
    const job = { ceoId: world.ceoId, orderId };
    await issueConfirmation(job);
    const [before] = await withTenant(world.bot, (tx) => tx.select().from(confirmations));
    await withTenant(world.bot, (tx) =>
      changeAddress(tx, world.bot, { orderId, address: "9 Allen Avenue, Ikeja" }),
    );
    await issueConfirmation(job);
    const [after] = await withTenant(world.bot, (tx) => tx.select().from(confirmations));
    expect(after?.fileKey).not.toBe(before?.fileKey);
    expect(await linksTold(world)).toHaveLength(2);
  });

  it("is not made for what is not confirmed", async () => {
    const world = await makeSalesWorld();
    const { orderId } = await checkedOrderIn(world);
    await issueConfirmation({ ceoId: world.ceoId, orderId });
    expect(await withTenant(world.bot, (tx) => tx.select().from(confirmations))).toEqual([]);
  });

  it("opens by its own tokens alone", async () => {
    const world = await makeSalesWorld();
    const orderId = await confirmedOrder(world);
    await issueConfirmation({ ceoId: world.ceoId, orderId });
    const real = tokenIn(publicLinkOf(world.ceoId, orderId, "buyer"));
    const other = `${real.startsWith("A") ? "B" : "A"}${real.slice(1)}`;
    for (const token of [other, real.slice(1), "", "../../etc/passwd", `${real}A`]) {
      expect(await findPublicLink(token)).toBeNull();
    }
  });
});
