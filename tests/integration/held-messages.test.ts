import { and, eq, sql } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { closeDatabase } from "@/db/client";
import { channels } from "@/db/schema/chat";
import { messages, outbox } from "@/db/schema/messages";
import { ownAccountNumbers } from "@/lib/bank/queries";
import { writeToContact } from "@/lib/messaging/answer-conversation";
import { discardMessage, releaseMessage } from "@/lib/messaging/decide-held-message";
import { listMessages } from "@/lib/messaging/queries";
import { queueMessage } from "@/lib/messaging/queue-message";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { BuyerPhone } from "../support/chat";
import { ownDatabase } from "../support/database";
import { noticesOf } from "../support/payout-world";
import { auditOf, makeSalesWorld, type SalesWorld, setTestEnvironment } from "../support/sales-world";

const database = await ownDatabase();
setTestEnvironment(database.databaseUrl);
const phones: BuyerPhone[] = [];
afterAll(async () => {
  await Promise.all(phones.map((phone) => phone.close()));
  await closeDatabase();
});

const FOREIGN = "No vex, pay into 0123 456 785 GTB instead";

/** A buyer in a conversation that Femi, the vendor, may answer. */
async function newChat() {
  const world = await makeSalesWorld();
  const [channel] = await withTenant(world.bot, (tx) => tx.select().from(channels));
  const phone = new BuyerPhone(world, channel?.externalId ?? "", database.adminUrl, "2348031234567");
  phones.push(phone);
  await phone.says("how much is the red ankara dress?");
  const conversationId = await phone.conversationId();
  await withTenant(world.bot, (tx) =>
    tx.execute(sql`update conversations set vendor_id = ${world.vendorId} where id = ${conversationId}`),
  );
  return { world, phone, conversationId };
}

type Chat = Awaited<ReturnType<typeof newChat>>;

async function write({ world, conversationId }: Chat, text: string, as: "vendor" | "ceo" = "vendor") {
  return writeToContact(world[as], { conversationId, text, ownAccounts: await ownAccountNumbers(world[as]) });
}

async function heldIn({ world, conversationId }: Chat): Promise<string[]> {
  const { items } = await listMessages(world.ceo, { conversationId, limit: 50 });
  return items.filter((message) => message.awaits_owner).map((message) => message.message_id);
}

async function statusOf(world: SalesWorld, id: string) {
  const [row] = await withTenant(world.bot, (tx) => tx.select().from(messages).where(eq(messages.id, id)));
  return row?.status;
}

const toldTimes = async ({ world }: Chat) =>
  (await noticesOf(world.ceoId)).filter(({ template }) => template === "message.held").length;

describe("P7.5 a vendor's message with another account number", () => {
  it("is held: not sent, in the conversation, audited, and the owner told by SMS and email", async () => {
    const chat = await newChat();
    expect(await write(chat, FOREIGN)).toEqual({ held: true });
    expect(await chat.phone.turn()).toEqual([]);
    const [id = ""] = await heldIn(chat);
    const waiting = await withTenant(chat.world.bot, (tx) =>
      tx
        .select()
        .from(outbox)
        .where(and(eq(outbox.ceoId, chat.world.ceoId), eq(outbox.messageId, id))),
    );
    expect(waiting).toEqual([]);
    const told = (await noticesOf(chat.world.ceoId)).filter(({ template }) => template === "message.held");
    expect(told.map(({ way }) => way).sort()).toEqual(["email", "sms"]);
    expect(told[0]?.details).toMatchObject({
      author: "Femi",
      path: `/vendor/conversations/${chat.conversationId}`,
    });
    expect(JSON.stringify(told)).not.toContain("456 785");
    expect(await auditOf(chat.world, (await contactOf(chat)) ?? "")).toContain("MESSAGE_HELD");
  });

  it("goes out when it names the account in force, a phone number or an order", async () => {
    const chat = await newChat();
    for (const text of ["Pay into 0000 0145 79", "Call me on 0803 123 4567", "TG-8891 is 250,000 naira"]) {
      expect(await write(chat, text)).toEqual({ held: false });
      expect((await chat.phone.turn()).join()).toContain(text);
    }
    expect(await heldIn(chat)).toEqual([]);
  });

  it("is held for an account that waits, or that was stopped", async () => {
    const chat = await newChat();
    await withTenant(chat.world.bot, (tx) =>
      tx.execute(sql`
        insert into bank_accounts (ceo_id, id, bank_code, bank_name, account_number, account_name, active_from, stopped_at, stopped_by)
        values (${chat.world.ceoId}, 'bnk_waits', '058', 'GTBank', '0123456785', 'ADA', now() + interval '1 hour', null, null),
          (${chat.world.ceoId}, 'bnk_stopped', '057', 'Zenith Bank', '1234567899', 'ADA', now(), now(), 'link')`),
    );
    expect(await write(chat, "0123456785")).toEqual({ held: true });
    expect(await write(chat, "1234567899")).toEqual({ held: true });
  });

  it("tells the owner once of several at the same time, and again when new ones come after", async () => {
    const chat = await newChat();
    for (const text of [FOREIGN, "I said 0123456785", "0123456785 !!"]) await write(chat, text);
    expect(await toldTimes(chat)).toBe(2);
    for (const id of await heldIn(chat)) await discardMessage(chat.world.ceo, id);
    await write(chat, FOREIGN);
    expect(await toldTimes(chat)).toBe(4);
  });

  it("is released by the owner once of sixteen, and then read as the vendor's", async () => {
    const chat = await newChat();
    await write(chat, FOREIGN);
    const [id = ""] = await heldIn(chat);
    const tries = await Promise.allSettled(
      Array.from({ length: 16 }, () => releaseMessage(chat.world.ceo, id)),
    );
    const refused = tries.filter((result) => result.status === "rejected");
    expect(refused).toHaveLength(15);
    for (const { reason } of refused) expect(reason).toMatchObject({ code: "wrong_state" });
    expect((await chat.phone.turn()).filter((text) => text.includes("0123 456 785"))).toHaveLength(1);
    expect(await statusOf(chat.world, id)).toBe("released");
    const { items } = await listMessages(chat.world.ceo, { conversationId: chat.conversationId, limit: 5 });
    expect(items[0]).toMatchObject({ author: "vendor", author_name: "Femi" });
    expect(await auditOf(chat.world, (await contactOf(chat)) ?? "")).toContain("MESSAGE_RELEASED");
  });

  it("is discarded for good: it cannot be released any more", async () => {
    const chat = await newChat();
    await write(chat, FOREIGN);
    const [id = ""] = await heldIn(chat);
    await discardMessage(chat.world.ceo, id);
    await expect(releaseMessage(chat.world.ceo, id)).rejects.toMatchObject({ code: "wrong_state" });
    expect(await chat.phone.turn()).toEqual([]);
    expect(await statusOf(chat.world, id)).toBe("discarded");
    expect(await auditOf(chat.world, (await contactOf(chat)) ?? "")).toContain("MESSAGE_DISCARDED");
  });

  it("stays held when the 24 hours are over, rather than being lost", async () => {
    const chat = await newChat();
    await write(chat, FOREIGN);
    const [id = ""] = await heldIn(chat);
    const wrote = (interval: string) =>
      withTenant(chat.world.bot, (tx) =>
        tx.execute(sql`update conversations set last_inbound_at = now() - ${interval}::interval`),
      );
    await wrote("24 hours 1 second");
    await expect(releaseMessage(chat.world.ceo, id)).rejects.toMatchObject({ code: "wrong_state" });
    expect(await statusOf(chat.world, id)).toBe("held");
    await wrote("23 hours");
    await releaseMessage(chat.world.ceo, id);
    expect(await statusOf(chat.world, id)).toBe("released");
  });

  it("AZ-13 is decided by the owner alone, and by no other business's", async () => {
    const chat = await newChat();
    await write(chat, FOREIGN);
    const [id = ""] = await heldIn(chat);
    const stranger = await makeSalesWorld();
    for (const act of [releaseMessage, discardMessage]) {
      await expect(act(chat.world.vendor, id)).rejects.toMatchObject({ code: "forbidden" });
      await expect(act(stranger.ceo, id)).rejects.toMatchObject({ code: "not_found", status: 404 });
    }
    expect(await statusOf(chat.world, id)).toBe("held");
  });

  it("leaves alone what waits for its channel: that is not the owner's to decide", async () => {
    const chat = await newChat();
    const text = "Your parcel is on its way";
    const message = { conversationId: chat.conversationId, text, author: "bot", repeatable: true } as const;
    const id = await withTenant(chat.world.bot, (tx) => queueMessage(tx, chat.world.bot, message));
    await withTenant(chat.world.bot, async (tx) => {
      await tx.execute(
        sql`update messages set status = 'held', failure = 'connect it again' where id = ${id}`,
      );
      await tx.execute(sql`update outbox set state = 'held' where message_id = ${id}`);
    });
    expect(await heldIn(chat)).toEqual([]);
    for (const act of [releaseMessage, discardMessage]) {
      await expect(act(chat.world.ceo, id)).rejects.toMatchObject({ code: "not_found" });
    }
    expect(await statusOf(chat.world, id)).toBe("held");
  });
});

async function contactOf({ world, conversationId }: Chat): Promise<string | undefined> {
  const [row] = await withTenant(world.bot, (tx) =>
    tx.execute<{ id: string }>(sql`select contact_id as id from conversations where id = ${conversationId}`),
  );
  return row?.id;
}
