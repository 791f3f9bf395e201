import { eq, sql } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { closeDatabase } from "@/db/client";
import { channels, conversations } from "@/db/schema/chat";
import { messages } from "@/db/schema/messages";
import { handBackConversation, takeConversation, writeToContact } from "@/lib/messaging/answer-conversation";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { BuyerPhone } from "../support/chat";
import { ownDatabase } from "../support/database";
import { auditOf, makeSalesWorld, type SalesWorld, setTestEnvironment } from "../support/sales-world";

const database = await ownDatabase();
setTestEnvironment(database.databaseUrl);
const phones: BuyerPhone[] = [];
afterAll(async () => {
  await Promise.all(phones.map((phone) => phone.close()));
  await closeDatabase();
});

async function newBuyer() {
  const world = await makeSalesWorld();
  const [channel] = await withTenant(world.bot, (tx) => tx.select().from(channels));
  const phone = new BuyerPhone(world, channel?.externalId ?? "", database.adminUrl, "2348031234567");
  phones.push(phone);
  expect((await phone.says("how much is the red ankara dress?")).join()).toContain("₦12,500");
  return { world, phone, conversationId: await phone.conversationId() };
}

/** Minutes pass since the person's last act: in the state, where the engine looks, and in the row, where lists look. */
async function pass(world: SalesWorld, conversationId: string, minutes: number): Promise<void> {
  const personAt = new Date(Date.now() - minutes * 60_000).toISOString();
  await withTenant(world.bot, (tx) =>
    tx
      .update(conversations)
      .set({
        state: sql`jsonb_set(${conversations.state}, '{personAt}', to_jsonb(${personAt}::text))`,
        modeUntil: sql`${conversations.modeUntil} - make_interval(mins => ${minutes})`,
      })
      .where(eq(conversations.id, conversationId)),
  );
}

async function modeOf(world: SalesWorld, conversationId: string) {
  const [row] = await withTenant(world.bot, (tx) =>
    tx.select().from(conversations).where(eq(conversations.id, conversationId)),
  );
  return row?.mode;
}

describe("P6.7 a conversation between the bot and a person", () => {
  it("is the person's from take to hand-back, and then the bot's again", async () => {
    const { world, phone, conversationId } = await newBuyer();
    await takeConversation(world.ceo, conversationId);
    expect(await phone.turn()).toEqual([]);
    expect(await modeOf(world, conversationId)).toBe("person");
    expect(await phone.says("how much is the red ankara dress?")).toEqual([]);
    expect(await phone.says("hello?? qwrtz plmk")).toEqual([]);

    await handBackConversation(world.ceo, conversationId);
    expect(await phone.turn()).toEqual([]);
    expect(await modeOf(world, conversationId)).toBe("bot");
    expect((await phone.says("how much is the red ankara dress?")).join()).toContain("₦12,500");

    const [row] = await withTenant(world.bot, (tx) =>
      tx.select().from(conversations).where(eq(conversations.id, conversationId)),
    );
    const entries = await auditOf(world, row?.contactId ?? "");
    expect(entries.filter((action) => action.startsWith("CONVERSATION_"))).toEqual([
      "CONVERSATION_TAKEN",
      "CONVERSATION_HANDED_BACK",
    ]);
  });

  it("is the bot's again after 30 quiet minutes, and not before", async () => {
    const { world, phone, conversationId } = await newBuyer();
    await takeConversation(world.ceo, conversationId);
    await phone.turn();
    await pass(world, conversationId, 29);
    expect(await phone.says("how much is the red ankara dress?")).toEqual([]);
    await pass(world, conversationId, 31);
    expect((await phone.says("how much is the red ankara dress?")).join()).toContain("₦12,500");
    expect(await modeOf(world, conversationId)).toBe("bot");
  });

  it("counts the quiet from the person's last words", async () => {
    const { world, phone, conversationId } = await newBuyer();
    await takeConversation(world.ceo, conversationId);
    await phone.turn();
    await pass(world, conversationId, 29);
    await writeToContact(world.ceo, { conversationId, text: "I am looking for your size.", ownAccounts: [] });
    expect((await phone.turn()).join()).toContain("I am looking for your size.");
    await pass(world, conversationId, 20);
    expect(await phone.says("how much is the red ankara dress?")).toEqual([]);
    await pass(world, conversationId, 31);
    expect((await phone.says("how much is the red ankara dress?")).join()).toContain("₦12,500");
  });

  it("loses nothing that was said beside the person: every message is there and taken", async () => {
    const { world, phone, conversationId } = await newBuyer();
    await takeConversation(world.ceo, conversationId);
    await phone.turn();
    for (const text of ["one", "two", "three"]) await phone.says(text);
    await handBackConversation(world.ceo, conversationId);
    expect(await phone.turn()).toEqual([]);
    const rows = await withTenant(world.bot, (tx) =>
      tx.select().from(messages).where(eq(messages.direction, "in")),
    );
    expect(rows.map((row) => row.text)).toEqual(expect.arrayContaining(["one", "two", "three"]));
    expect(rows.every((row) => row.handledAt !== null)).toBe(true);
  });

  it("P8.3 tells who answers that the buyer wrote, and nobody while the bot answers", async () => {
    const { world, phone, conversationId } = await newBuyer();
    const told = async () => {
      const rows = await withTenant(world.bot, (tx) =>
        tx.execute<{ ids: { to: string; orderId?: string } }>(sql`
          select ids from live_events where ceo_id = ${world.ceoId} and ids ? 'to' and topic = 'message'
            and ids ->> 'conversationId' = ${conversationId} order by id`),
      );
      return rows.map(({ ids }) => [ids.to, ids.orderId]);
    };
    await phone.says("how much is the red ankara dress?");
    expect(await told()).toEqual([]);
    const [femi, ada] = [world.vendor.vendorId, world.ceo.vendorId];
    await takeConversation(world.ceo, conversationId);
    await phone.turn();
    await phone.says("hello, is that you?");
    expect(await told()).toEqual([[ada, undefined]]);
    await withTenant(world.bot, (tx) =>
      tx.update(conversations).set({ vendorId: femi }).where(eq(conversations.id, conversationId)),
    );
    await phone.says("hello?");
    for (const member of [world.ceo, world.vendor]) {
      await writeToContact(member, { conversationId, text: "It is me", ownAccounts: [] });
      await phone.turn();
      await phone.says("good, do you have it in green?");
    }
    expect((await told()).slice(1)).toEqual([
      [femi, undefined],
      [ada, undefined],
      [femi, undefined],
    ]);
    await handBackConversation(world.ceo, conversationId);
    await phone.turn();
    await phone.says("how much is the red ankara dress?");
    expect(await told()).toHaveLength(4);
  });

  it("is taken and handed back by the business's own people alone", async () => {
    const { conversationId } = await newBuyer();
    const stranger = await makeSalesWorld();
    for (const act of [takeConversation, handBackConversation]) {
      await expect(act(stranger.ceo, conversationId)).rejects.toMatchObject({ code: "not_found" });
    }
  });
});
