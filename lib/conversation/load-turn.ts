import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { channels, contacts, conversations } from "@/db/schema/chat";
import { conversationEvents, messages } from "@/db/schema/messages";
import { placeAtMeta } from "@/lib/messaging/forget-deleted";
import { openOffersOf } from "@/lib/negotiation/open-offers";
import { type OrderDto, recentOrdersOf } from "@/lib/orders/queries";
import { anyOf } from "@/lib/tenancy/any-of";
import type { Tx } from "@/lib/tenancy/with-tenant";
import { type BusinessFacts, loadBusiness } from "./load-business";
import type { Facts } from "./rules/types";

export type ConversationRow = typeof conversations.$inferSelect;
export type WaitingMessage = typeof messages.$inferSelect;
export type WaitingEvent = typeof conversationEvents.$inferSelect;

/** More than this waits for the next turn, so that one flood does not make one endless transaction. */
const MESSAGES_PER_TURN_MAX = 30;

/** `alone`: one that failed before is tried by itself. `more`: others may wait behind these. */
export type Waiting = { messages: WaitingMessage[]; events: WaitingEvent[]; alone: boolean; more: boolean };

/** What waits in a conversation: the contact's messages in their own time, then what happened outside. */
export async function loadWaiting(tx: Tx, conversationId: string): Promise<Waiting> {
  const waiting = await loadWaitingOf(tx, [conversationId]);
  return waiting.get(conversationId) ?? { messages: [], events: [], alone: false, more: false };
}

/**
 * The same for several at once. One of which nothing is known here (a flood elsewhere may have filled the answer) must be
 * asked about by itself.
 */
export async function loadWaitingOf(
  tx: Tx,
  conversationIds: readonly string[],
): Promise<Map<string, Waiting>> {
  const limit = MESSAGES_PER_TURN_MAX * conversationIds.length;
  const waitingMessages = tx
    .select()
    .from(messages)
    .where(
      and(
        sql`${messages.conversationId} = ${anyOf(conversationIds)}`,
        // Written out, as in the index of waiting messages: a plan made for any direction could not use it.
        sql`${messages.direction} = 'in'`,
        isNull(messages.handledAt),
      ),
    )
    .orderBy(asc(messages.providerAt), asc(messages.createdAt), asc(messages.id))
    .limit(limit + 1);
  const waitingEvents = tx
    .select()
    .from(conversationEvents)
    .where(
      and(
        sql`${conversationEvents.conversationId} = ${anyOf(conversationIds)}`,
        isNull(conversationEvents.handledAt),
      ),
    )
    .orderBy(asc(conversationEvents.createdAt), asc(conversationEvents.id))
    .limit(limit + 1);
  const [said, happened] = await Promise.all([waitingMessages, waitingEvents]);
  const isCut = said.length > limit || happened.length > limit;
  const known = new Set([...said, ...happened].map((one) => one.conversationId));
  const of = <T extends { conversationId: string }>(all: T[], id: string) =>
    all.filter((one) => one.conversationId === id);
  return new Map([...known].map((id) => [id, forOneTurn(of(said, id), of(happened, id), isCut)]));
}

/** Once a turn has failed, each is taken by itself, so that one that can never be taken up drags no other along (F-20). */
function forOneTurn(said: WaitingMessage[], happened: WaitingEvent[], isCut: boolean): Waiting {
  const messages = said.slice(0, MESSAGES_PER_TURN_MAX);
  const events = happened.slice(0, MESSAGES_PER_TURN_MAX);
  const alone = [...messages, ...events].some((one) => one.tries > 0);
  const more = isCut || alone || messages.length < said.length || events.length < happened.length;
  if (!alone) return { messages, events, alone, more };
  return {
    messages: messages.slice(0, 1),
    events: messages.length > 0 ? [] : events.slice(0, 1),
    alone,
    more,
  };
}

export type Surroundings = {
  business: BusinessFacts;
  pictures: ReadonlyMap<string, string>;
  /** By the conversations' ids. */
  people: ReadonlyMap<string, Person>;
};

type Person = { contact: typeof contacts.$inferSelect; platform: "whatsapp" | "instagram" };

/** What the engine may know around these conversations, whatever is said in them. */
export async function loadSurroundings(tx: Tx, conversationIds: readonly string[]): Promise<Surroundings> {
  const [business, rows] = await Promise.all([
    loadBusiness(tx),
    tx
      .select({ id: conversations.id, contact: contacts, platform: channels.platform })
      .from(conversations)
      .innerJoin(contacts, eq(contacts.id, conversations.contactId))
      .innerJoin(channels, eq(channels.id, conversations.channelId))
      .where(sql`${conversations.id} = ${anyOf(conversationIds)}`),
  ]);
  return { ...business, people: new Map(rows.map(({ id, ...person }) => [id, person])) };
}

/** Everything the engine may know of each conversation's business, contact, orders and catalogue, by their ids. */
export async function loadFacts(
  tx: Tx,
  rows: readonly ConversationRow[],
  { business, people }: Surroundings,
): Promise<Map<string, Facts>> {
  const orders = await recentOrdersOf(
    tx,
    rows.map(({ contactId }) => contactId),
    ORDERS_MAX,
  );
  const offers = await loadOffers(tx, orders);
  return new Map(
    rows.map((row) => {
      const { contact, platform } = people.get(row.id) ?? {};
      if (!contact || !platform) throw new Error("a conversation without its contact or channel");
      const own = orders.filter((order) => order.contactId === row.contactId);
      return [
        row.id,
        { ...business, platform, ...factsOf(row, contact), orders: own, ...offersFor(own, offers) },
      ];
    }),
  );
}

const ORDERS_MAX = 20;

function factsOf(row: ConversationRow, contact: Person["contact"]): Pick<Facts, "contact"> {
  return {
    contact: {
      name: contact.name,
      address: contact.address,
      phone: contact.phone,
      optedOut: contact.optedOutAt !== null,
      consentGiven: contact.consentAt !== null,
      verifiedUntil: row.verifiedUntil,
    },
  };
}

/** What is open for orders whose price is being agreed; asked only when there is one. */
async function loadOffers(tx: Tx, orders: readonly OrderDto[]): Promise<NonNullable<Facts["offers"]>> {
  const agreeing = orders.filter((order) => order.status === "NEGOTIATING").map((order) => order.id);
  return agreeing.length > 0 ? openOffersOf(tx, agreeing) : [];
}

function offersFor(orders: readonly OrderDto[], offers: NonNullable<Facts["offers"]>): Pick<Facts, "offers"> {
  if (!orders.some((order) => order.status === "NEGOTIATING")) return {};
  return { offers: offers.filter((offer) => orders.some((order) => order.id === offer.orderId)) };
}

/**
 * The orders that the messages of ours were about which these quote (decisions: a quote names its order), by
 * {@link placeAtMeta}.
 */
export async function ordersOfQuotes(
  tx: Tx,
  waiting: readonly WaitingMessage[],
): Promise<Map<string, string>> {
  const quoted = waiting.flatMap(({ channelId, quotedExternalId: externalId }) =>
    externalId === null ? [] : [{ channelId, externalId }],
  );
  if (quoted.length === 0) return new Map();
  const rows = await tx.execute<{ channelId: string; externalId: string; orderId: string }>(sql`
    select m.channel_id as "channelId", m.external_id as "externalId", m.order_id as "orderId"
    from json_to_recordset(${JSON.stringify(quoted)}::json) as given("channelId" text, "externalId" text)
    join messages m on m.ceo_id = current_setting('app.ceo_id') and m.channel_id = given."channelId"
      and m.external_id = given."externalId"
    where m.order_id is not null`);
  return new Map(rows.map((row) => [placeAtMeta(row), row.orderId]));
}
