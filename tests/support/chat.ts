import { asc, eq, isNotNull, sql } from "drizzle-orm";
import postgres from "postgres";
import { conversations } from "@/db/schema/chat";
import { messages } from "@/db/schema/messages";
import { takeTurn } from "@/lib/conversation/take-turn";
import { unseal } from "@/lib/crypto";
import { env } from "@/lib/env";
import { outboxPlace } from "@/lib/messaging/queue-message";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { ingestEvent } from "@/lib/webhook-inbox/ingest-event";
import { receiveWebhook } from "@/lib/webhook-inbox/receive-webhook";
import type { SalesWorld } from "./sales-world";
import { signatureOf, whatsAppBody } from "./webhook-bodies";

let count = 0;

/** A buyer's phone: what it says goes through the real inbox and turns; what the bot queued can be read. */
export class BuyerPhone {
  private readonly admin: postgres.Sql;

  constructor(
    private readonly world: SalesWorld,
    private readonly phoneNumberId: string,
    private readonly wireAdminUrl: string,
    private readonly phone: string,
  ) {
    this.admin = postgres(this.wireAdminUrl, { max: 1, onnotice: () => undefined });
  }

  /** Says something and lets the bot take its turn. Gives what the bot queued because of it. */
  async says(text: string): Promise<string[]> {
    await this.sends({ text });
    return this.turn();
  }

  /** Puts a message into the inbox without a turn. */
  async sends(message: Record<string, unknown>): Promise<void> {
    count += 1;
    const raw = whatsAppBody(this.phoneNumberId, {
      messages: [{ id: `wamid.chat.${count}`, from: this.phone, ...message }],
      contacts: [{ wa_id: this.phone, profile: { name: "Chinedu" } }],
    });
    const answer = await receiveWebhook("whatsapp", raw, signatureOf(raw));
    if (answer.status !== 200) throw new Error(`the inbox answered ${answer.status}`);
    const events = await this.admin<{ id: string }[]>`select id from webhook_events where state = 'stored'`;
    for (const { id } of events) await ingestEvent({ eventId: id });
  }

  async turn(): Promise<string[]> {
    const before = await this.heard();
    await takeTurn({ ceoId: this.world.ceoId, conversationId: await this.conversationId() });
    return (await this.heard()).slice(before.length);
  }

  /** Every text the bot has queued for this phone, in order, codes hidden as they are stored. */
  async heard(): Promise<string[]> {
    const conversationId = await this.conversationId();
    const rows = await withTenant(this.world.bot, (tx) =>
      tx
        .select()
        .from(messages)
        .where(eq(messages.conversationId, conversationId))
        .orderBy(asc(messages.createdAt)),
    );
    return rows.filter((row) => row.direction === "out").map((row) => row.text ?? "");
  }

  /** The code in the last message that carries one, opened as the sender would. */
  async lastCode(): Promise<string> {
    const rows = await this.admin<{ message_id: string; sealed: string }[]>`
      select message_id, sealed from outbox where ceo_id = ${this.world.ceoId} and sealed is not null
      order by created_at desc limit 1`;
    const row = rows[0];
    if (!row) throw new Error("no code was sent");
    const opened = unseal(env().ENCRYPTION_KEYS, outboxPlace(this.world.ceoId, row.message_id), row.sealed);
    return opened.replaceAll("`", "");
  }

  async conversationId(): Promise<string> {
    const rows = await this.admin<{ id: string }[]>`
      select c.id from conversations c join contact_identities i on i.ceo_id = c.ceo_id and i.contact_id = c.contact_id
      where c.ceo_id = ${this.world.ceoId} and i.value = ${this.phone}`;
    return rows[0]?.id ?? "";
  }

  close(): Promise<void> {
    return this.admin.end();
  }
}

/** The phone that the world's buyer writes from. */
export async function phoneOf(world: SalesWorld, wireAdminUrl: string): Promise<BuyerPhone> {
  const [found] = await withTenant(world.bot, (tx) =>
    tx.execute<{ number: string; phone: string }>(sql`
      select h.external_id as number, i.value as phone from channels h, contact_identities i where i.kind = 'wa_id'`),
  );
  return new BuyerPhone(world, found?.number ?? "", wireAdminUrl, found?.phone ?? "");
}

/** Whether a conversation waits for a person. */
export async function needsPerson(world: SalesWorld): Promise<boolean> {
  const rows = await withTenant(world.bot, (tx) =>
    tx.select({ id: conversations.id }).from(conversations).where(isNotNull(conversations.needsPersonSince)),
  );
  return rows.length > 0;
}
