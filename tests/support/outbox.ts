import { eq } from "drizzle-orm";
import { rawSql } from "@/db/client";
import { messages, outbox } from "@/db/schema/messages";
import { deliverConversation } from "@/lib/messaging/deliver-conversation";
import { queueMessage } from "@/lib/messaging/queue-message";
import { withTenant } from "@/lib/tenancy/with-tenant";
import type { SalesWorld } from "./sales-world";

type Queued = Partial<Parameters<typeof queueMessage>[2]>;

/** Queues a message of the bot's to the world's buyer. Gives its id. */
export const queueTo = (world: SalesWorld, more: Queued) =>
  withTenant(world.bot, (tx) =>
    queueMessage(tx, world.bot, {
      conversationId: world.conversationId,
      text: "",
      author: "bot",
      repeatable: false,
      ...more,
    }),
  );

export const deliverTo = (world: SalesWorld) =>
  deliverConversation({ ceoId: world.ceoId, conversationId: world.conversationId });

export const messageIn = async (world: SalesWorld, id: string) =>
  (await withTenant(world.bot, (tx) => tx.select().from(messages).where(eq(messages.id, id))))[0];

export const outboxIn = async (world: SalesWorld, id: string) =>
  (await withTenant(world.bot, (tx) => tx.select().from(outbox).where(eq(outbox.messageId, id))))[0];

/** How many jobs are waiting to come back for this message. */
export async function returnsFor(messageId: string): Promise<number> {
  const rows = await rawSql()`select 1 from graphile_worker.jobs where key = ${`deliver-later:${messageId}`}`;
  return rows.length;
}
