import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  foreignKey,
  index,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { ceoId, createdAt, kobo, moment, tenantPolicy } from "./columns";
import { ceos } from "./people";
import { orders } from "./sales";

/** What can become of an offer. One whose time has passed counts as expired, whatever is written here. */
export const OFFER_STATES = ["open", "accepted", "declined", "expired", "withdrawn", "superseded"] as const;

/**
 * A price that one side named for an order (P8.1): all of it, delivery included. At most one of each side is open and at
 * most one is accepted; that one is what is asked for. What was offered never changes, only what became of it.
 */
export const offers = pgTable(
  "offers",
  {
    ceoId: ceoId(),
    id: text("id").notNull(),
    orderId: text("order_id").notNull(),
    madeBy: text("made_by", { enum: ["buyer", "vendor"] }).notNull(),
    /** The contact, or the member of staff who made it. */
    authorId: text("author_id").notNull(),
    totalKobo: kobo("total_kobo").notNull(),
    /** The price of one piece, when it was named so. */
    unitPriceKobo: kobo("unit_price_kobo"),
    freeDelivery: boolean("free_delivery").notNull().default(false),
    state: text("state", { enum: OFFER_STATES }).notNull().default("open"),
    /** Put before the CEO: nobody else can accept it any more. */
    awaitsCeo: boolean("awaits_ceo").notNull().default(false),
    expiresAt: moment("expires_at").notNull(),
    /** The message in which it was made. */
    messageId: text("message_id"),
    decidedById: text("decided_by_id"),
    decidedAt: moment("decided_at"),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.ceoId, t.id] }),
    foreignKey({ columns: [t.ceoId, t.orderId], foreignColumns: [orders.ceoId, orders.id] }),
    uniqueIndex("offers_accepted").on(t.ceoId, t.orderId).where(sql`${t.state} = 'accepted'`),
    uniqueIndex("offers_open").on(t.ceoId, t.orderId, t.madeBy).where(sql`${t.state} = 'open'`),
    index("offers_order").on(t.ceoId, t.orderId, t.createdAt),
    check("offers_positive", sql`${t.totalKobo} > 0 and coalesce(${t.unitPriceKobo}, 1) > 0`),
    check("offers_decided", sql`(${t.state} = 'open') = (${t.decidedAt} is null)`),
    tenantPolicy("offers"),
  ],
);

/**
 * Answers by the key that a client gave its request (AP-11): the same key with the same body is answered as before and
 * does nothing; kept two days.
 */
export const requestKeys = pgTable(
  "request_keys",
  {
    ceoId: ceoId(),
    actorId: text("actor_id").notNull(),
    key: text("key").notNull(),
    bodyHash: text("body_hash").notNull(),
    answer: jsonb("answer"),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.ceoId, t.actorId, t.key] }),
    foreignKey({ columns: [t.ceoId], foreignColumns: [ceos.ceoId] }),
    index("request_keys_age").on(t.ceoId, t.createdAt),
    tenantPolicy("request_keys"),
  ],
);
