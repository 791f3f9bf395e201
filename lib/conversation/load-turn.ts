import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import { channels, contacts, type conversations } from "@/db/schema/chat";
import { conversationEvents, messages } from "@/db/schema/messages";
import { openOffersOf } from "@/lib/negotiation/open-offers";
import { type OrderDto, recentOrdersOfContact } from "@/lib/orders/queries";
import type { Tx } from "@/lib/tenancy/with-tenant";
import { type BusinessFacts, loadBusiness } from "./load-business";
import type { Facts, OrderFacts } from "./rules/types";

export type ConversationRow = typeof conversations.$inferSelect;
export type WaitingMessage = typeof messages.$inferSelect;
export type WaitingEvent = typeof conversationEvents.$inferSelect;

/** More than this waits for the next turn, so that one flood does not make one endless transaction. */
const MESSAGES_PER_TURN_MAX = 30;

/** `alone`: one that failed before is tried by itself, and others may wait behind it. */
export type Waiting = { messages: WaitingMessage[]; events: WaitingEvent[]; alone: boolean };

/** What waits in a conversation: the contact's messages in their own time, then what happened outside. */
export async function loadWaiting(tx: Tx, conversationId: string): Promise<Waiting> {
  const waitingMessages = tx
    .select()
    .from(messages)
    .where(
      and(
        eq(messages.conversationId, conversationId),
        // Written out, as in the index of waiting messages: a plan made for any direction could not use it.
        sql`${messages.direction} = 'in'`,
        isNull(messages.handledAt),
      ),
    )
    .orderBy(asc(messages.providerAt), asc(messages.createdAt), asc(messages.id))
    .limit(MESSAGES_PER_TURN_MAX);
  const waitingEvents = tx
    .select()
    .from(conversationEvents)
    .where(and(eq(conversationEvents.conversationId, conversationId), isNull(conversationEvents.handledAt)))
    .orderBy(asc(conversationEvents.createdAt), asc(conversationEvents.id))
    .limit(MESSAGES_PER_TURN_MAX);
  return oneByOne(...(await Promise.all([waitingMessages, waitingEvents])));
}

/** Once a turn has failed, each is taken by itself, so that one that can never be taken up drags no other along (F-20). */
function oneByOne(waiting: WaitingMessage[], events: WaitingEvent[]): Waiting {
  const alone = [...waiting, ...events].some((one) => one.tries > 0);
  if (!alone) return { messages: waiting, events, alone };
  return { messages: waiting.slice(0, 1), events: waiting.length > 0 ? [] : events.slice(0, 1), alone };
}

export type Surroundings = {
  business: BusinessFacts;
  pictures: ReadonlyMap<string, string>;
  contact: typeof contacts.$inferSelect;
  platform: "whatsapp" | "instagram";
};

/** What the engine may know around a conversation, whatever is said in it. */
export async function loadSurroundings(tx: Tx, conversation: ConversationRow): Promise<Surroundings> {
  const [business, rows] = await Promise.all([
    loadBusiness(tx),
    tx
      .select({ contact: contacts, platform: channels.platform })
      .from(contacts)
      .innerJoin(channels, eq(channels.id, conversation.channelId))
      .where(eq(contacts.id, conversation.contactId)),
  ]);
  const [row] = rows;
  if (!row) throw new Error("a conversation without its contact or channel");
  return { ...business, ...row };
}

/** Everything the engine may know of this conversation's business, contact, orders and catalogue. */
export async function loadFacts(
  tx: Tx,
  conversation: ConversationRow,
  { business, contact, platform }: Surroundings,
): Promise<Facts> {
  const orders = await recentOrdersOfContact(tx, contact.id, 20);
  return {
    ...business,
    platform,
    contact: {
      name: contact.name,
      address: contact.address,
      phone: contact.phone,
      optedOut: contact.optedOutAt !== null,
      consentGiven: contact.consentAt !== null,
      verifiedUntil: conversation.verifiedUntil,
    },
    orders: orders as OrderFacts[],
    ...(await loadOffers(tx, orders)),
  };
}

/** What is open for orders whose price is being agreed; asked only when there is one. */
async function loadOffers(tx: Tx, orders: readonly OrderDto[]): Promise<Pick<Facts, "offers">> {
  const agreeing = orders.filter((order) => order.status === "NEGOTIATING").map((order) => order.id);
  return agreeing.length > 0 ? { offers: await openOffersOf(tx, agreeing) } : {};
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
