import { eq } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, describe, expect, it } from "vitest";
import { closeDatabase } from "@/db/client";
import { contacts } from "@/db/schema/chat";
import { messages } from "@/db/schema/messages";
import { sendCodeBySms } from "@/lib/conversation/send-code-by-sms";
import { queueMessage } from "@/lib/messaging/queue-message";
import { checkBuyerCode, issueBuyerCode } from "@/lib/otp/buyer-code";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { ownDatabase } from "../support/database";
import { makeSalesWorld, type SalesWorld, setTestEnvironment } from "../support/sales-world";

const database = await ownDatabase({ isSound: false });
setTestEnvironment(database.databaseUrl);
const admin = postgres(database.adminUrl, { max: 1, onnotice: () => undefined });

afterAll(async () => {
  await admin.end();
  await closeDatabase();
});

const sayCode = (world: SalesWorld, value: string) =>
  withTenant(world.bot, (tx) =>
    queueMessage(tx, world.bot, {
      conversationId: world.conversationId,
      text: "Your code:\n{code}",
      code: { value, expiresAt: new Date(Date.now() + 300_000) },
      author: "bot",
      repeatable: true,
    }),
  );

const fail = async (world: SalesWorld, messageId: string) => {
  await withTenant(world.bot, (tx) =>
    tx.update(messages).set({ status: "failed" }).where(eq(messages.id, messageId)),
  );
  await sendCodeBySms({ ceoId: world.ceoId, conversationId: world.conversationId, messageId });
};

const texts = (world: SalesWorld) =>
  admin`select 1 from notices where ceo_id = ${world.ceoId} and way = 'sms'`;

describe("a code that the chat could not deliver", () => {
  it("goes by SMS when it was the last one, and leaves a later one that did arrive alive", async () => {
    const world = await makeSalesWorld();
    await withTenant(world.bot, (tx) => tx.update(contacts).set({ phone: "+2348031234567" }));
    const buyer = { ceoId: world.ceoId, contactId: world.contactId, conversationId: world.conversationId };
    const lost = await sayCode(world, "old");
    const { code } = await issueBuyerCode(buyer);
    const later = await sayCode(world, code);
    await fail(world, lost);
    expect(await texts(world)).toHaveLength(0);
    await fail(world, later);
    expect(await texts(world)).toHaveLength(1);
    expect(await checkBuyerCode({ ...buyer, text: code })).toMatchObject({ result: "wrong" });
  });

  it("goes by SMS once, however often its job is done: another would void the first", async () => {
    const world = await makeSalesWorld();
    await withTenant(world.bot, (tx) => tx.update(contacts).set({ phone: "+2348031234568" }));
    const lost = await sayCode(world, "old");
    await fail(world, lost);
    await Promise.all([fail(world, lost), fail(world, lost)]);
    await fail(world, lost);
    expect(await texts(world)).toHaveLength(1);
    const live = await admin`
      select 1 from otp_challenges c join notices n on n.challenge_id = c.id
      where c.subject_id = ${world.contactId} and c.voided_at is null`;
    expect(live).toHaveLength(1);
    const next = await sayCode(world, "newer");
    await fail(world, next);
    expect(await texts(world)).toHaveLength(2);
  });
});
