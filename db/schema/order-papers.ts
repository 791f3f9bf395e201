import { sql } from "drizzle-orm";
import {
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { conversations } from "./chat";
import { ceoId, createdAt, moment, tenantPolicy } from "./columns";
import { orders } from "./sales";

/** Each move of an order, once: its history must be a path of the state table. */
export const orderTransitions = pgTable(
  "order_transitions",
  {
    ceoId: ceoId(),
    id: text("id").notNull(),
    orderId: text("order_id").notNull(),
    fromStatus: text("from_status"),
    toStatus: text("to_status").notNull(),
    actorKind: text("actor_kind").notNull(),
    actorId: text("actor_id").notNull(),
    at: moment("at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.ceoId, t.id] }),
    foreignKey({ columns: [t.ceoId, t.orderId], foreignColumns: [orders.ceoId, orders.id] }),
    index("order_transitions_order").on(t.ceoId, t.orderId, t.at),
    index("order_transitions_reached").on(t.ceoId, t.toStatus, t.at),
    tenantPolicy("order_transitions"),
  ],
);

/** A link to an order's public page: the buyer's (PDF, 7 days) or the QR's (public facts only). */
export const publicLinks = pgTable(
  "public_links",
  {
    ceoId: ceoId(),
    tokenHash: text("token_hash").notNull(),
    orderId: text("order_id").notNull(),
    kind: text("kind", { enum: ["buyer", "qr"] }).notNull(),
    expiresAt: moment("expires_at"),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.ceoId, t.tokenHash] }),
    foreignKey({ columns: [t.ceoId, t.orderId], foreignColumns: [orders.ceoId, orders.id] }),
    uniqueIndex("public_links_token").on(t.tokenHash),
    tenantPolicy("public_links"),
  ],
);

/**
 * A link through which the buyer of one order sends the picture of the transfer from a browser (P9.2). It takes one file:
 * `sha256` tells a repeat of that file, which is answered as before, from another one.
 */
export const uploadLinks = pgTable(
  "upload_links",
  {
    ceoId: ceoId(),
    tokenHash: text("token_hash").notNull(),
    orderId: text("order_id").notNull(),
    conversationId: text("conversation_id").notNull(),
    expiresAt: moment("expires_at").notNull(),
    usedAt: moment("used_at"),
    sha256: text("sha256"),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.ceoId, t.tokenHash] }),
    foreignKey({ columns: [t.ceoId, t.orderId], foreignColumns: [orders.ceoId, orders.id] }),
    foreignKey({
      columns: [t.ceoId, t.conversationId],
      foreignColumns: [conversations.ceoId, conversations.id],
    }),
    uniqueIndex("upload_links_token").on(t.tokenHash),
    index("upload_links_order").on(t.ceoId, t.orderId),
    tenantPolicy("upload_links"),
  ],
);

/** The PDF that confirms an order (P11.2). */
export const confirmations = pgTable(
  "confirmations",
  {
    ceoId: ceoId(),
    orderId: text("order_id").notNull(),
    fileKey: text("file_key").notNull(),
    sha256: text("sha256").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.ceoId, t.orderId] }),
    foreignKey({ columns: [t.ceoId, t.orderId], foreignColumns: [orders.ceoId, orders.id] }),
    tenantPolicy("confirmations"),
  ],
);

/**
 * The PDF that follows a delivery (P11.4). Its number counts up within the business; it is given before the paper is drawn,
 * which names it, and kept when the drawing has to be done again. `fileKey` is null until the paper is stored.
 */
export const invoices = pgTable(
  "invoices",
  {
    ceoId: ceoId(),
    orderId: text("order_id").notNull(),
    number: integer("number").notNull(),
    fileKey: text("file_key"),
    sha256: text("sha256"),
    createdAt: createdAt(),
    issuedAt: moment("issued_at"),
  },
  (t) => [
    primaryKey({ columns: [t.ceoId, t.orderId] }),
    foreignKey({ columns: [t.ceoId, t.orderId], foreignColumns: [orders.ceoId, orders.id] }),
    uniqueIndex("invoices_number").on(t.ceoId, t.number),
    check("invoices_positive", sql`${t.number} > 0`),
    check(
      "invoices_issued",
      sql`(${t.issuedAt} is null) = (${t.fileKey} is null) and (${t.issuedAt} is null) = (${t.sha256} is null)`,
    ),
    tenantPolicy("invoices"),
  ],
);

/**
 * What a buyer says is wrong with a paid order, in their own words (P11.4). `fromStatus` is where the order stood: a person
 * who settles it brings the order back there, with a note for the people of the business.
 */
export const orderDisputes = pgTable(
  "order_disputes",
  {
    ceoId: ceoId(),
    id: text("id").notNull(),
    orderId: text("order_id").notNull(),
    fromStatus: text("from_status").notNull(),
    words: text("words").notNull(),
    openedById: text("opened_by_id").notNull(),
    openedAt: moment("opened_at").notNull().defaultNow(),
    /** When the people of the business were told of it: once. */
    toldAt: moment("told_at"),
    note: text("note"),
    closedById: text("closed_by_id"),
    closedAt: moment("closed_at"),
  },
  (t) => [
    primaryKey({ columns: [t.ceoId, t.id] }),
    foreignKey({ columns: [t.ceoId, t.orderId], foreignColumns: [orders.ceoId, orders.id] }),
    uniqueIndex("order_disputes_open").on(t.ceoId, t.orderId).where(sql`${t.closedAt} is null`),
    index("order_disputes_order").on(t.ceoId, t.orderId, t.openedAt),
    check(
      "order_disputes_closed",
      sql`(${t.closedAt} is null) = (${t.note} is null) and (${t.closedAt} is null) = (${t.closedById} is null)`,
    ),
    tenantPolicy("order_disputes"),
  ],
);
