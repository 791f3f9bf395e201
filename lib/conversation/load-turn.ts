import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import { channels, contacts, type conversations } from "@/db/schema/chat";
import { conversationEvents, messages } from "@/db/schema/messages";
import { ceos } from "@/db/schema/people";
import { botSettings } from "@/db/schema/work";
import { bankAccountInForce } from "@/lib/bank/queries";
import { listActiveProducts } from "@/lib/catalogue/queries";
import { recentOrdersOfContact } from "@/lib/orders/queries";
import type { Tx } from "@/lib/tenancy/with-tenant";
import type { BotSettings } from "./rules/bot-settings";
import type { Facts, OrderFacts } from "./rules/types";

export type ConversationRow = typeof conversations.$inferSelect;
export type WaitingMessage = typeof messages.$inferSelect;
export type WaitingEvent = typeof conversationEvents.$inferSelect;

/** More than this waits for the next turn, so that one flood does not make one endless transaction. */
const MESSAGES_PER_TURN_MAX = 30;

/** What waits in a conversation: the contact's messages in their own time, then what happened outside. */
export async function loadWaiting(
  tx: Tx,
  conversationId: string,
): Promise<{ messages: WaitingMessage[]; events: WaitingEvent[] }> {
  const waiting = await tx
    .select()
    .from(messages)
    .where(
      and(
        eq(messages.conversationId, conversationId),
        eq(messages.direction, "in"),
        isNull(messages.handledAt),
      ),
    )
    .orderBy(asc(messages.providerAt), asc(messages.createdAt), asc(messages.id))
    .limit(MESSAGES_PER_TURN_MAX);
  const events = await tx
    .select()
    .from(conversationEvents)
    .where(and(eq(conversationEvents.conversationId, conversationId), isNull(conversationEvents.handledAt)))
    .orderBy(asc(conversationEvents.createdAt), asc(conversationEvents.id))
    .limit(MESSAGES_PER_TURN_MAX);
  return { messages: waiting, events };
}

/** Everything the engine may know of this conversation's business, contact, orders and catalogue. */
export async function loadFacts(tx: Tx, conversation: ConversationRow): Promise<Facts> {
  const [ceo] = await tx.select().from(ceos);
  const [contact] = await tx.select().from(contacts).where(eq(contacts.id, conversation.contactId));
  const [channel] = await tx
    .select({ platform: channels.platform })
    .from(channels)
    .where(eq(channels.id, conversation.channelId));
  if (!ceo || !contact || !channel)
    throw new Error("a conversation without its business, contact or channel");
  const products = await listActiveProducts(tx);
  const orders = await recentOrdersOfContact(tx, contact.id, 20);
  return {
    platform: channel.platform,
    settings: await loadSettings(tx, ceo),
    contact: {
      name: contact.name,
      address: contact.address,
      phone: contact.phone,
      optedOut: contact.optedOutAt !== null,
      consentGiven: contact.consentAt !== null,
      verifiedUntil: conversation.verifiedUntil,
    },
    catalogue: {
      activeCount: products.length,
      candidates: products.map((product) => ({ ...product, hasPicture: product.pictureKey !== null })),
    },
    orders: orders as OrderFacts[],
    bankAccount: await bankAccountInForce(tx),
    deliveryFeeKobo: ceo.deliveryFeeKobo,
    deliveryDays: ceo.deliveryDays,
    uploadLinks: false,
  };
}

async function loadSettings(tx: Tx, ceo: typeof ceos.$inferSelect): Promise<BotSettings> {
  const [row] = await tx.select({ settings: botSettings.settings }).from(botSettings);
  const stored = (row?.settings ?? {}) as Partial<BotSettings>;
  return { tone: "friendly", ...stored, business: ceo.businessName, kind: ceo.businessKind };
}

/** The orders that the quoted messages of ours were about, by Meta's message id (decisions: a quote names its order). */
export async function ordersOfQuotes(
  tx: Tx,
  channelId: string,
  quoted: string[],
): Promise<Map<string, string>> {
  if (quoted.length === 0) return new Map();
  const rows = await tx
    .select({ externalId: messages.externalId, orderId: messages.orderId })
    .from(messages)
    .where(
      and(
        eq(messages.channelId, channelId),
        inArray(messages.externalId, quoted),
        sql`${messages.orderId} is not null`,
      ),
    );
  return new Map(rows.map((row) => [row.externalId as string, row.orderId as string]));
}
