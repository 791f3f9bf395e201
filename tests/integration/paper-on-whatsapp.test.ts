import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { conversations } from "@/db/schema/chat";
import { messages } from "@/db/schema/messages";
import { sha256Hex } from "@/lib/crypto";
import { queueMessage } from "@/lib/messaging/queue-message";
import { store } from "@/lib/storage/store";
import type { Context } from "@/lib/tenancy/context";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { ADA } from "@/scripts/seed/businesses";
import { ownDatabase } from "../support/database";
import { Chat, DemoShops } from "../support/demo-shops";

const CHINEDU = "2348031234567";

const database = await ownDatabase();
let shops: DemoShops;
let ada: Context;
let chinedu: Chat;

beforeAll(async () => {
  shops = await DemoShops.start(database);
  ada = await shops.ctxOf(ADA);
  chinedu = new Chat(shops, CHINEDU, ADA);
});
afterAll(() => shops.close());

async function sendPaper(body: string): Promise<string> {
  const fileKey = `confirmations/${ada.ceoId}/ord_1/${sha256Hex(body).slice(0, 8)}.pdf`;
  const bytes = Buffer.from(body);
  await store().put(fileKey, bytes, { contentType: "application/pdf", sha256Hex: sha256Hex(bytes) });
  const [row] = await withTenant(ada, (tx) => tx.select({ id: conversations.id }).from(conversations));
  return withTenant(ada, (tx) =>
    queueMessage(tx, ada, {
      conversationId: row?.id ?? "",
      text: "Confirmation of order TG-8891, Ada's Fashion",
      document: { fileKey, contentType: "application/pdf", filename: "TG-8891-confirmation.pdf" },
      author: "bot",
      repeatable: false,
    }),
  );
}

const rowOf = async (id: string) =>
  (await withTenant(ada, (tx) => tx.select().from(messages))).find((row) => row.id === id);

describe("an order's paper on WhatsApp", () => {
  it("comes as a document with its name and a caption", async () => {
    await chinedu.says("Hi");
    const body = "%PDF-1.7 a confirmation";
    const id = await sendPaper(body);
    await shops.settle();
    expect((await chinedu.received()).at(-1)).toMatchObject({
      type: "document",
      text: "Confirmation of order TG-8891, Ada's Fashion",
      media: { filename: "TG-8891-confirmation.pdf", mimeType: "application/pdf", sizeBytes: body.length },
    });
    expect((await rowOf(id))?.status).toMatch(/sent|delivered|read/);
  });

  it("fails on its own when the file is none: the words with the link have gone before", async () => {
    const before = (await chinedu.received()).length;
    const id = await sendPaper("no paper at all");
    await shops.settle();
    await expect
      .poll(async () => {
        await shops.settleInbox();
        return (await rowOf(id))?.status;
      })
      .toBe("failed");
    expect(await chinedu.received()).toHaveLength(before);
  });
});
