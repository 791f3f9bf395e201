import { sql } from "drizzle-orm";
import { foreignKey, index, jsonb, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { ceoId, createdAt, moment, tenantPolicy } from "./columns";
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
