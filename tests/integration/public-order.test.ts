import { and, eq } from "drizzle-orm";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as signedFile from "@/app/files/[token]/route";
import * as paper from "@/app/t/[token]/confirmation/route";
import { PublicOrder } from "@/components/orders/public-order";
import { closeDatabase } from "@/db/client";
import { contacts } from "@/db/schema/chat";
import { publicLinks } from "@/db/schema/order-papers";
import { auditEntries } from "@/db/schema/proof";
import { orders } from "@/db/schema/sales";
import { advanceOrder } from "@/lib/orders/advance-order";
import { confirmAddress } from "@/lib/orders/confirm-address";
import { publicLinkOf } from "@/lib/orders/public-link";
import { readPublicOrder } from "@/lib/orders/public-order";
import type { PublicOrderView } from "@/lib/orders/schema";
import { issueConfirmation } from "@/lib/receipts/issue-confirmation";
import { reviewReceipt } from "@/lib/receipts/review-receipt";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { checkedOrderIn, makeSalesWorld, type SalesWorld, setTestEnvironment } from "../support/sales-world";

let database: TestDatabase;
let world: SalesWorld;
let orderId: string;

beforeAll(async () => {
  database = await createTestDatabase({ isSound: false });
  setTestEnvironment(database.databaseUrl);
  world = await makeSalesWorld({ buyerPhone: "+2348031234567" });
  ({ orderId } = await checkedOrderIn(world));
  await reviewReceipt(world.vendor, { orderId, action: "approve", credit_seen: true });
  await withTenant(world.bot, (tx) => confirmAddress(tx, world.bot, { orderId }));
  await issueConfirmation({ ceoId: world.ceoId, orderId });
});

afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

const tokenOf = (kind: "buyer" | "qr") => publicLinkOf(world.ceoId, orderId, kind).split("/t/")[1] ?? "";
const read = (token: string) => readPublicOrder(token, { requestId: "req_test" });

async function readOrFail(kind: "buyer" | "qr"): Promise<PublicOrderView> {
  const order = await read(tokenOf(kind));
  if (!order) throw new Error("the link opens nothing");
  return order;
}

const openPaper = (token: string) =>
  paper.GET(new Request(`http://127.0.0.1:3000/t/${token}/confirmation`), {
    params: Promise.resolve({ token }),
  });

describe("the public page of an order", () => {
  it("tells whoever scans the paper that it is genuine, with initials and area only", async () => {
    const order = await readOrFail("qr");
    expect(order).toMatchObject({
      kind: "qr",
      verdict: "genuine",
      business: "Ada's Fashion",
      status: "CONFIRMED",
      initials: "C.",
      area: "Ikeja",
      items: null,
      total_kobo: null,
      has_paper: false,
    });
    const page = renderToStaticMarkup(createElement(PublicOrder, { order, paperHref: null }));
    for (const secret of ["Chinedu", "123 Lagos", "8031234567", "4567", "12,500", tokenOf("buyer")]) {
      expect(page).not.toContain(secret);
    }
    expect(page).toContain("This order is genuine");
  });

  it("shows the buyer what was ordered and the paper, still without phone and address", async () => {
    const order = await readOrFail("buyer");
    expect(order).toMatchObject({ kind: "buyer", total_kobo: 1_250_000, has_paper: true });
    const paperHref = `/t/${tokenOf("buyer")}/confirmation`;
    const page = renderToStaticMarkup(createElement(PublicOrder, { order, paperHref }));
    expect(page).toContain(paperHref);
    expect(page).toContain("₦12,500");
    for (const secret of ["123 Lagos", "8031234567", "Chinedu"]) expect(page).not.toContain(secret);
  });

  it("names the entry of the log that confirms the order", async () => {
    const { proof } = await readOrFail("qr");
    const [entry] = await withTenant(world.bot, (tx) =>
      tx
        .select()
        .from(auditEntries)
        .where(and(eq(auditEntries.chain, "main"), eq(auditEntries.seq, proof?.seq ?? 0))),
    );
    expect(entry).toMatchObject({ subjectId: orderId, action: "CONFIRMATION_ISSUED" });
    expect(entry?.hash.toString("hex")).toBe(proof?.hash);
  });

  it("opens the paper for the buyer's link alone, by a link of one minute that is audited", async () => {
    const response = await openPaper(tokenOf("buyer"));
    expect(response.status).toBe(302);
    const location = response.headers.get("location") ?? "";
    const token = location.split("/files/")[1] ?? "";
    const file = await signedFile.GET(new Request(location), { params: Promise.resolve({ token }) });
    expect(file.headers.get("content-type")).toBe("application/pdf");
    expect(
      Buffer.from(await file.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe("%PDF-");
    const entries = await withTenant(world.bot, (tx) =>
      tx.select().from(auditEntries).where(eq(auditEntries.action, "FILE_LINK_ISSUED")),
    );
    expect(entries).toMatchObject([{ actorKind: "public", subjectId: orderId, chain: "access" }]);
    for (const other of [tokenOf("qr"), "A".repeat(43), "x", "%00"]) {
      expect((await openPaper(other)).status).toBe(404);
    }
  });

  it("opens nothing for a token that is unknown, changed or over", async () => {
    const real = tokenOf("buyer");
    const changed = `${real.slice(0, -1)}${real.endsWith("A") ? "B" : "A"}`;
    for (const token of ["", "A".repeat(43), changed, `${real} `, "'; drop table orders; --"]) {
      expect(await read(token)).toBeNull();
    }
    await withTenant(world.bot, (tx) =>
      tx
        .update(publicLinks)
        .set({ expiresAt: new Date(Date.now() - 1_000) })
        .where(eq(publicLinks.kind, "buyer")),
    );
    expect(await read(real)).toBeNull();
    expect((await openPaper(real)).status).toBe(404);
    expect(await readOrFail("qr")).toMatchObject({ verdict: "genuine" });
  });

  it("follows the parcel, and says so when the order is in dispute", async () => {
    await withTenant(world.vendor, (tx) => advanceOrder(tx, world.vendor, { orderId, status: "SHIPPED" }));
    expect(await readOrFail("qr")).toMatchObject({ status: "SHIPPED", steps_done: 5 });
    await withTenant(world.bot, (tx) =>
      tx.update(orders).set({ status: "DISPUTED" }).where(eq(orders.id, orderId)),
    );
    const order = await readOrFail("qr");
    expect(order).toMatchObject({ verdict: "disputed", steps_done: 5 });
    expect(renderToStaticMarkup(createElement(PublicOrder, { order, paperHref: null }))).toContain(
      "in dispute",
    );
  });

  it("shows a name and an address that are markup as text, or not at all", async () => {
    const script = "<script>alert(1)</script>";
    await withTenant(world.bot, async (tx) => {
      await tx.update(orders).set({ buyerName: script, address: `1 Road, ${script}` });
      await tx.update(contacts).set({ name: script });
    });
    const order = await readOrFail("qr");
    const page = renderToStaticMarkup(createElement(PublicOrder, { order, paperHref: null }));
    expect(page).not.toContain("<script>");
  });
});
