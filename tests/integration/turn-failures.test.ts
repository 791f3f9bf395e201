import { eq } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { closeDatabase } from "@/db/client";
import { channels } from "@/db/schema/chat";
import { messages } from "@/db/schema/messages";
import { takeTurn } from "@/lib/conversation/take-turn";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { BuyerPhone } from "../support/chat";
import { ownDatabase } from "../support/database";
import { makeSalesWorld, type SalesWorld, setTestEnvironment } from "../support/sales-world";

const database = await ownDatabase();
setTestEnvironment(database.databaseUrl);
const admin = postgres(database.adminUrl, { max: 1, onnotice: () => undefined });
const phones: BuyerPhone[] = [];

afterEach(() => admin`drop function if exists break_turn() cascade`);
afterAll(async () => {
  await Promise.all(phones.map((phone) => phone.close()));
  await admin.end();
  await closeDatabase();
});

async function newBuyer() {
  const world = await makeSalesWorld();
  const [channel] = await withTenant(world.bot, (tx) => tx.select().from(channels));
  const phone = new BuyerPhone(world, channel?.externalId ?? "", database.adminUrl, "2348031234567");
  phones.push(phone);
  return { world, phone };
}

/** Makes the database itself fail turns, as `body` says. */
async function breakTurns(on: string, body: string): Promise<void> {
  await admin.unsafe(
    `create function break_turn() returns trigger language plpgsql as $$ begin ${body}; return new; end $$`,
  );
  await admin.unsafe(`create trigger break_turn ${on} for each row execute function break_turn()`);
}

const inbound = (world: SalesWorld) =>
  withTenant(world.bot, (tx) => tx.select().from(messages).where(eq(messages.direction, "in")));

describe("a turn that fails", () => {
  it("F-02 sets nothing aside while it is the database that is away", async () => {
    const { world, phone } = await newBuyer();
    await phone.sends({ text: "Hi" });
    await breakTurns("before insert on outbox", "raise exception 'going down' using errcode = '57P01'");
    for (let i = 0; i < 4; i += 1) await expect(phone.turn()).rejects.toThrow();
    expect(await inbound(world)).toMatchObject([{ handledAt: null, tries: 0 }]);
    await admin`drop function break_turn() cascade`;
    expect(await phone.turn()).not.toEqual([]);
  });

  it("F-20 sets aside the message at fault alone; what came with it is answered", async () => {
    const { world, phone } = await newBuyer();
    await phone.sends({ text: "Hi" });
    await phone.sends({ text: "poison" });
    await phone.sends({ text: "How much is the red ankara dress?" });
    await breakTurns(
      "before update on messages",
      "if new.text = 'poison' and new.handled_at is not null and new.failure is null then raise exception 'cannot'; end if",
    );
    const conversationId = await phone.conversationId();
    for (let i = 0; i < 8; i += 1) {
      await takeTurn({ ceoId: world.ceoId, conversationId }).catch(() => undefined);
    }
    const rows = (await inbound(world)).map(({ text, failure, handledAt }) => [
      text,
      failure,
      handledAt !== null,
    ]);
    expect(rows).toEqual(
      expect.arrayContaining([
        ["Hi", null, true],
        ["poison", "The bot could not take this up.", true],
        ["How much is the red ankara dress?", null, true],
      ]),
    );
    expect((await phone.heard()).join("\n")).toContain("₦12,500");
    const asked =
      await admin`select 1 from graphile_worker.jobs where task_identifier = 'take-turn' and attempts = 0`;
    expect(asked.length).toBeGreaterThan(3);
  });
});
