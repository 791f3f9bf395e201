import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { conversations } from "./chat";
import { ceoId, createdAt, moment, tenantPolicy } from "./columns";

/** Everything said, in and out. An outgoing one-time code is stored as dots; the code itself is in no table. */
export const messages = pgTable(
  "messages",
  {
    ceoId: ceoId(),
    id: text("id").notNull(),
    conversationId: text("conversation_id").notNull(),
    channelId: text("channel_id").notNull(),
    direction: text("direction", { enum: ["in", "out"] }).notNull(),
    author: text("author", { enum: ["contact", "bot", "vendor", "ceo", "phone_app"] }).notNull(),
    authorId: text("author_id"),
    externalId: text("external_id"),
    kind: text("kind").notNull(),
    text: text("text"),
    media: jsonb("media"),
    buttons: jsonb("buttons"),
    quotedExternalId: text("quoted_external_id"),
    orderId: text("order_id"),
    status: text("status", {
      enum: [
        "received",
        "queued",
        "sent",
        "delivered",
        "read",
        "played",
        "failed",
        "unknown",
        "held",
        "released",
        "discarded",
      ],
    }).notNull(),
    failure: text("failure"),
    statusRaw: jsonb("status_raw"),
    providerAt: moment("provider_at").notNull(),
    createdAt: createdAt(),
    handledAt: moment("handled_at"),
    tries: integer("tries").notNull().default(0),
    stale: boolean("stale").notNull().default(false),
    codeCheck: jsonb("code_check"),
    payload: jsonb("payload"),
  },
  (t) => [
    primaryKey({ columns: [t.ceoId, t.id] }),
    foreignKey({
      columns: [t.ceoId, t.conversationId],
      foreignColumns: [conversations.ceoId, conversations.id],
    }),
    uniqueIndex("messages_external_id").on(t.ceoId, t.channelId, t.externalId),
    index("messages_timeline").on(
      t.ceoId,
      t.conversationId,
      t.createdAt.desc().nullsFirst(),
      t.id.desc().nullsFirst(),
    ),
    index("messages_inbound").on(t.ceoId, t.createdAt).where(sql`${t.direction} = 'in'`),
    index("messages_unhandled")
      .on(t.ceoId, t.conversationId)
      .where(sql`${t.direction} = 'in' and ${t.handledAt} is null`),
    index("messages_trouble")
      .on(t.ceoId, t.createdAt.desc().nullsFirst(), t.id.desc().nullsFirst())
      .where(sql`${t.status} in ('failed','unknown','held')`),
    // A deletion may come before its message: each new message is looked up here.
    index("messages_deleted").on(t.ceoId, t.channelId, t.quotedExternalId).where(sql`${t.kind} = 'revoke'`),
    tenantPolicy("messages"),
  ],
);

/**
 * A picture or paper that the contact sent and that is no proof of payment (P8.1): a copy of our own, for the people of the
 * shop. `place` is its place in the message, from 0: Instagram puts several into one. The file itself is named by the message.
 */
export const messagePictures = pgTable(
  "message_pictures",
  {
    ceoId: ceoId(),
    messageId: text("message_id").notNull(),
    place: integer("place").notNull(),
    /** `forgotten`: its sender deleted the message; the file goes, and the row after it. */
    state: text("state", { enum: ["waiting", "kept", "unreadable", "forgotten"] })
      .notNull()
      .default("waiting"),
    viewKey: text("view_key"),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.ceoId, t.messageId, t.place] }),
    foreignKey({ columns: [t.ceoId, t.messageId], foreignColumns: [messages.ceoId, messages.id] }),
    check("message_pictures_place", sql`${t.place} between 0 and 29`),
    check("message_pictures_kept", sql`${t.state} <> 'kept' or ${t.viewKey} is not null`),
    tenantPolicy("message_pictures"),
  ],
);

/** Something that happened outside the chat and that the bot must tell or react to: an approval, a parcel on its way. */
export const conversationEvents = pgTable(
  "conversation_events",
  {
    ceoId: ceoId(),
    id: text("id").notNull(),
    conversationId: text("conversation_id").notNull(),
    kind: text("kind").notNull(),
    data: jsonb("data").notNull(),
    createdAt: createdAt(),
    handledAt: moment("handled_at"),
    tries: integer("tries").notNull().default(0),
    failure: text("failure"),
  },
  (t) => [
    primaryKey({ columns: [t.ceoId, t.id] }),
    foreignKey({
      columns: [t.ceoId, t.conversationId],
      foreignColumns: [conversations.ceoId, conversations.id],
    }),
    index("conversation_events_open").on(t.ceoId, t.conversationId).where(sql`${t.handledAt} is null`),
    tenantPolicy("conversation_events"),
  ],
);

/** An outgoing message on its way. The row goes when the send is settled, so the table stays small. */
export const outbox = pgTable(
  "outbox",
  {
    ceoId: ceoId(),
    messageId: text("message_id").notNull(),
    conversationId: text("conversation_id").notNull(),
    state: text("state", { enum: ["queued", "sending", "in_doubt", "held"] })
      .notNull()
      .default("queued"),
    position: integer("position").notNull().default(0),
    repeatable: boolean("repeatable").notNull(),
    sealed: text("sealed"),
    sealedUntil: moment("sealed_until"),
    attemptId: text("attempt_id"),
    tries: integer("tries").notNull().default(0),
    nextTryAt: moment("next_try_at").notNull().defaultNow(),
    leaseUntil: moment("lease_until"),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.ceoId, t.messageId] }),
    foreignKey({ columns: [t.ceoId, t.messageId], foreignColumns: [messages.ceoId, messages.id] }),
    index("outbox_conversation").on(t.ceoId, t.conversationId, t.createdAt, t.position),
    tenantPolicy("outbox"),
  ],
);

/** A status that came before the message it belongs to was known (P5.7); taken up when the message appears. */
export const earlyStatuses = pgTable(
  "early_statuses",
  {
    ceoId: ceoId(),
    channelId: text("channel_id").notNull(),
    externalId: text("external_id").notNull(),
    status: text("status").notNull(),
    at: moment("at").notNull(),
    errors: jsonb("errors"),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.ceoId, t.channelId, t.externalId, t.status] }),
    tenantPolicy("early_statuses"),
  ],
);
