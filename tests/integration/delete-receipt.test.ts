import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import * as challenges from "@/app/api/auth/challenges/route";
import * as conversationMessages from "@/app/api/conversations/[id]/messages/route";
import * as receiptFile from "@/app/api/receipts/[id]/file/route";
import * as receiptOne from "@/app/api/receipts/[id]/route";
import * as verify from "@/app/api/vendor/orders/[order_id]/verify/route";
import { closeDatabase } from "@/db/client";
import { receipts } from "@/db/schema/proof";
import { sha256Hex } from "@/lib/crypto";
import { closeStreams } from "@/lib/live/streams";
import { eraseReceipt } from "@/lib/receipts/delete-receipt";
import { store } from "@/lib/storage/store";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { signInAs } from "../support/ask-route";
import { Backstage } from "../support/auth-world";
import { ownDatabase } from "../support/database";
import { HttpRoutes } from "../support/http-routes";
import {
  auditOf,
  checkedOrderIn,
  checkedReceipt,
  makeSalesWorld,
  type SalesWorld,
  setTestEnvironment,
} from "../support/sales-world";

const database = await ownDatabase();
setTestEnvironment(database.databaseUrl);
const backstage = new Backstage(database);
const server = new HttpRoutes({
  "POST /api/auth/challenges": challenges.POST,
  "GET /api/conversations/{id}/messages": conversationMessages.GET,
  "GET /api/receipts/{id}": receiptOne.GET,
  "DELETE /api/receipts/{id}": receiptOne.DELETE,
  "GET /api/receipts/{id}/file": receiptFile.GET,
  "POST /api/vendor/orders/{order_id}/verify": verify.POST,
});
beforeAll(() => server.start());
afterAll(async () => {
  closeStreams();
  await server.stop();
  await backstage.close();
  await closeDatabase();
});

const REASON = "Somebody else's account is on it";

let ada: SalesWorld;
let tokens: { ceo: string; femi: string };
let given: { orderId: string; receiptId: string };
let keys: string[];
beforeEach(async () => {
  await backstage.forgetLimits();
  ada = await makeSalesWorld();
  tokens = { ceo: await signInAs(ada.ceo), femi: await signInAs(ada.vendor) };
  given = await checkedOrderIn(ada);
  keys = await fill(given.receiptId);
});

/** Files behind a receipt, and where they lie. */
async function fill(receiptId: string): Promise<string[]> {
  const [row] = await withTenant(ada.bot, (tx) =>
    tx
      .select({ view: receipts.viewKey, original: receipts.originalKey })
      .from(receipts)
      .where(eq(receipts.id, receiptId)),
  );
  const places = [row?.view ?? "", row?.original ?? ""];
  for (const place of places) {
    const bytes = Buffer.from(place);
    await store().put(place, bytes, { contentType: "image/jpeg", sha256Hex: sha256Hex(bytes) });
  }
  return places;
}

const reject = () =>
  server.ask(tokens.femi, `POST /api/vendor/orders/${given.orderId}/verify`, {
    action: "reject",
    notes: "Not ours",
  });

async function codeFor(reason: string, id = given.receiptId) {
  const target = { id, reason };
  const asked = await server.ask(tokens.ceo, "POST /api/auth/challenges", {
    purpose: "receipt.delete",
    target,
  });
  if (asked.status !== 200) return asked.problem;
  const { challenge_id } = asked.data;
  return { challenge_id, otp: await backstage.code(challenge_id) };
}

const remove = (body: unknown, token = tokens.ceo, id = given.receiptId) =>
  server.ask(token, `DELETE /api/receipts/${id}`, body);

const fileOf = async (query = "") =>
  (await server.ask(tokens.ceo, `GET /api/receipts/${given.receiptId}/file${query}`)).status;

const areThere = async () =>
  (await Promise.all(keys.map((key) => store().get(key)))).map((file) => file !== null);

describe("P9.10 deleting a receipt's files", () => {
  it("takes picture and original away for good, and keeps what was decided, by whom, and why it went", async () => {
    await reject();
    expect([await fileOf(), await fileOf("?original=1"), await areThere()]).toEqual([302, 302, [true, true]]);
    const { status, data } = await remove({ reason: REASON, ...(await codeFor(REASON)) });
    expect(status).toBe(200);
    expect(data).toMatchObject({ state: "rejected", view: null, deletion_reason: REASON, notes: "Not ours" });
    expect(data.sha256).toMatch(/^[0-9a-f]{64}$/);
    // From then on nobody is shown them, though they lie in the store until the job has run.
    expect([await fileOf(), await fileOf("?original=1")]).toEqual([404, 404]);
    const chat = await server.ask(tokens.femi, `GET /api/conversations/${ada.conversationId}/messages`);
    expect(chat.data.items[0].receipt).toMatchObject({ receipt_id: given.receiptId, has_picture: false });
    const [job] = await withTenant(ada.bot, (tx) =>
      tx.execute<{ count: number }>(
        sql`select count(*)::int from graphile_worker.jobs where task_identifier = 'erase-receipt'`,
      ),
    );
    expect(job?.count).toBe(1);
    const work = { ceoId: ada.ceoId, receiptId: given.receiptId };
    await eraseReceipt(work);
    await eraseReceipt(work);
    expect(await areThere()).toEqual([false, false]);
    expect(await auditOf(ada, given.orderId)).toContain("RECEIPT_DELETED");
  });

  it("knows the same picture again afterwards", async () => {
    await reject();
    const { data } = await remove({ reason: REASON, ...(await codeFor(REASON)) });
    const again = await checkedReceipt(ada, given.orderId, data.sha256);
    const { data: second } = await server.ask(tokens.ceo, `GET /api/receipts/${again}`);
    const check = second.checks.find(({ id }: { id: string }) => id === "same_image");
    expect(check.result).toBe("warn");
  });

  it("is refused while nobody has decided, before a code is sent and with one", async () => {
    expect(await codeFor(REASON)).toMatchObject({ code: "wrong_state" });
    expect(await remove({ reason: REASON, challenge_id: "chl_x", otp: "123456" })).toMatchObject({
      status: 409,
      problem: { code: "wrong_state" },
    });
    expect(await areThere()).toEqual([true, true]);
    // The database refuses it by itself, too.
    const past = withTenant(ada.bot, (tx) =>
      tx
        .update(receipts)
        .set({ deletedAt: sql`now()`, deletionReason: REASON })
        .where(eq(receipts.id, given.receiptId)),
    );
    await expect(past).rejects.toMatchObject({ cause: { constraint_name: "receipts_deleted_decided" } });
  });

  it("needs a code for this receipt and this reason, and a reason", async () => {
    await reject();
    expect(await remove({ reason: REASON })).toMatchObject({
      status: 403,
      problem: {
        code: "step_up_required",
        purpose: "receipt.delete",
        target: { id: given.receiptId, reason: REASON },
      },
    });
    const proof = await codeFor(REASON);
    expect(await remove({ reason: "Another reason", ...proof })).toMatchObject({
      problem: { code: "wrong_code" },
    });
    expect((await remove({ reason: " ", ...proof })).status).toBe(400);
    expect(await areThere()).toEqual([true, true]);
    expect((await remove({ reason: REASON, ...proof })).status).toBe(200);
  });

  it("is the owner's alone, and of her own business", async () => {
    await reject();
    const proof = await codeFor(REASON);
    expect((await remove({ reason: REASON, ...proof }, tokens.femi)).status).toBe(403);
    const tunde = await makeSalesWorld();
    expect((await remove({ reason: REASON, ...proof }, await signInAs(tunde.ceo))).status).toBe(404);
    expect(await fileOf()).toBe(302);
    expect((await remove({ reason: REASON, ...proof })).status).toBe(200);
  });

  it("happens once when it is asked for many times at once", async () => {
    await reject();
    const proof = await codeFor(REASON);
    const answers = await Promise.all(Array.from({ length: 8 }, () => remove({ reason: REASON, ...proof })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const told = (await auditOf(ada, given.orderId)).filter((action) => action === "RECEIPT_DELETED");
    expect(told).toHaveLength(1);
  });
});
