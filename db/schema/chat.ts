import { sql } from "drizzle-orm";
import {
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { bytes, ceoId, createdAt, moment, platformPolicy, tenantPolicy } from "./columns";
import { ceos } from "./people";

/** One connected WhatsApp number or Instagram account. Its external id belongs to one business at a time (P4.4). */
export const channels = pgTable(
  "channels",
  {
    ceoId: ceoId(),
    id: text("id").notNull(),
    platform: text("platform", { enum: ["whatsapp", "instagram"] }).notNull(),
    externalId: text("external_id").notNull(),
    accountId: text("account_id"),
    displayName: text("display_name").notNull(),
    displayHandle: text("display_handle").notNull(),
    tokenSealed: text("token_sealed"),
    tokenExpiresAt: moment("token_expires_at"),
    status: text("status", { enum: ["connected", "needs_reconnect", "disconnected"] })
      .notNull()
      .default("connected"),
    trouble: text("trouble"),
    lastMessageAt: moment("last_message_at"),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.ceoId, t.id] }),
    foreignKey({ columns: [t.ceoId], foreignColumns: [ceos.ceoId] }),
    uniqueIndex("channels_external_id")
      .on(t.platform, t.externalId)
      .where(sql`${t.status} <> 'disconnected'`),
    tenantPolicy("channels"),
  ],
);

/** A person who talks to a business: a buyer when ordering, a client in casework. */
export const contacts = pgTable(
  "contacts",
  {
    ceoId: ceoId(),
    id: text("id").notNull(),
    name: text("name"),
    profileName: text("profile_name"),
    address: text("address"),
    phone: text("phone"),
    email: text("email"),
    consentAt: moment("consent_at"),
    optedOutAt: moment("opted_out_at"),
    lastSeenAt: moment("last_seen_at").notNull().defaultNow(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.ceoId, t.id] }),
    foreignKey({ columns: [t.ceoId], foreignColumns: [ceos.ceoId] }),
    index("contacts_seen").on(t.ceoId, t.lastSeenAt.desc(), t.id.desc()),
    tenantPolicy("contacts"),
  ],
);

/** The ids a contact is known by. A BSUID and a phone id of one person point at one contact (P5.6). */
export const contactIdentities = pgTable(
  "contact_identities",
  {
    ceoId: ceoId(),
    id: text("id").notNull(),
    contactId: text("contact_id").notNull(),
    kind: text("kind", { enum: ["wa_id", "bsuid", "igsid"] }).notNull(),
    value: text("value").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.ceoId, t.id] }),
    foreignKey({ columns: [t.ceoId, t.contactId], foreignColumns: [contacts.ceoId, contacts.id] }),
    uniqueIndex("contact_identities_value").on(t.ceoId, t.kind, t.value),
    index("contact_identities_contact").on(t.ceoId, t.contactId),
    tenantPolicy("contact_identities"),
  ],
);

/** One contact on one channel: what was said, where the dialogue stands, who is answering. */
export const conversations = pgTable(
  "conversations",
  {
    ceoId: ceoId(),
    id: text("id").notNull(),
    channelId: text("channel_id").notNull(),
    contactId: text("contact_id").notNull(),
    vendorId: text("vendor_id"),
    state: jsonb("state").notNull().default({}),
    mode: text("mode", { enum: ["bot", "person"] })
      .notNull()
      .default("bot"),
    modeUntil: moment("mode_until"),
    needsPersonSince: moment("needs_person_since"),
    verifiedUntil: moment("verified_until"),
    lastInboundAt: moment("last_inbound_at"),
    lastMessageAt: moment("last_message_at").notNull().defaultNow(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.ceoId, t.id] }),
    foreignKey({ columns: [t.ceoId, t.channelId], foreignColumns: [channels.ceoId, channels.id] }),
    foreignKey({ columns: [t.ceoId, t.contactId], foreignColumns: [contacts.ceoId, contacts.id] }),
    uniqueIndex("conversations_pair").on(t.ceoId, t.channelId, t.contactId),
    index("conversations_recent").on(t.ceoId, t.lastMessageAt.desc(), t.id.desc()),
    tenantPolicy("conversations"),
  ],
);

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
      enum: ["received", "queued", "sent", "delivered", "read", "played", "failed", "unknown", "held"],
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
    index("messages_timeline").on(t.ceoId, t.conversationId, t.createdAt.desc(), t.id.desc()),
    index("messages_unhandled")
      .on(t.ceoId, t.conversationId)
      .where(sql`${t.direction} = 'in' and ${t.handledAt} is null`),
    tenantPolicy("messages"),
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

/** The raw signed body of one webhook, committed before Meta is answered. Partitioned by day in the migration. */
export const webhookEvents = pgTable(
  "webhook_events",
  {
    id: text("id").notNull(),
    receivedAt: moment("received_at").notNull().defaultNow(),
    platform: text("platform", { enum: ["whatsapp", "instagram"] }).notNull(),
    raw: bytes("raw").notNull(),
    state: text("state", { enum: ["stored", "done", "set_aside"] })
      .notNull()
      .default("stored"),
    tries: integer("tries").notNull().default(0),
    failure: text("failure"),
  },
  (t) => [primaryKey({ columns: [t.receivedAt, t.id] }), platformPolicy("webhook_events")],
);

/** SHA-256 of bodies already taken, kept 30 days, longer than Meta repeats (WH-03, WH-04). */
export const webhookEventKeys = pgTable(
  "webhook_event_keys",
  { bodyHash: bytes("body_hash").primaryKey(), receivedAt: moment("received_at").notNull().defaultNow() },
  (t) => [index("webhook_event_keys_age").on(t.receivedAt), platformPolicy("webhook_event_keys")],
);

/** What arrived signed but could not be used: kept, and shown where a person sees it (P5.2, P5.4). */
export const unhandledEvents = pgTable(
  "unhandled_events",
  {
    id: text("id").primaryKey(),
    ceoId: text("ceo_id"),
    eventId: text("event_id").notNull(),
    platform: text("platform").notNull(),
    reason: text("reason").notNull(),
    payload: jsonb("payload"),
    createdAt: createdAt(),
  },
  (t) => [index("unhandled_events_recent").on(t.ceoId, t.createdAt.desc())],
);
