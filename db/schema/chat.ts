import { sql } from "drizzle-orm";
import { check, foreignKey, index, jsonb, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { ceoId, createdAt, moment, tenantPolicy } from "./columns";
import { ceos, vendors } from "./people";

/** One connected WhatsApp number or Instagram account. Its external id belongs to one business at a time (P4.4). */
export const channels = pgTable(
  "channels",
  {
    ceoId: ceoId(),
    id: text("id").notNull(),
    platform: text("platform", { enum: ["whatsapp", "instagram"] }).notNull(),
    externalId: text("external_id").notNull(),
    accountId: text("account_id"),
    /** How an Instagram account was connected: by Facebook Login through its Page, or by Instagram Login. */
    login: text("login", { enum: ["page", "instagram"] }),
    /** The Page of an Instagram account connected by Facebook Login; messages go out in its name. */
    pageId: text("page_id"),
    displayName: text("display_name").notNull(),
    displayHandle: text("display_handle").notNull(),
    tokenSealed: text("token_sealed"),
    tokenExpiresAt: moment("token_expires_at"),
    /** When Meta gave this token: Instagram lengthens the life of one only after its first day. */
    tokenIssuedAt: moment("token_issued_at"),
    /** Meta's id of the person who gave the access: *deauthorize* and *data deletion* name nobody else. */
    authorizedBy: text("authorized_by"),
    status: text("status", { enum: ["connected", "needs_reconnect", "disconnected"] })
      .notNull()
      .default("connected"),
    trouble: text("trouble"),
    /** What the last look at Meta found, worst first (lib/channels/rules/health.ts). */
    health: jsonb("health"),
    checkedAt: moment("checked_at"),
    lastMessageAt: moment("last_message_at"),
    /** When its owner last connected it. */
    connectedAt: moment("connected_at").notNull().defaultNow(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.ceoId, t.id] }),
    foreignKey({ columns: [t.ceoId], foreignColumns: [ceos.ceoId] }),
    uniqueIndex("channels_external_id")
      .on(t.platform, t.externalId)
      .where(sql`${t.status} <> 'disconnected'`),
    uniqueIndex("channels_page_id").on(t.pageId).where(sql`${t.status} <> 'disconnected'`),
    index("channels_authorized_by").on(t.authorizedBy).where(sql`${t.authorizedBy} is not null`),
    check(
      "channels_login",
      sql`(${t.platform} = 'instagram') = (${t.login} is not null)
        and (coalesce(${t.login}, '') = 'page') = (${t.pageId} is not null)`,
    ),
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
    index("contacts_seen").on(t.ceoId, t.lastSeenAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    uniqueIndex("contacts_email").on(t.ceoId, sql`lower(${t.email})`).where(sql`${t.email} is not null`),
    tenantPolicy("contacts"),
  ],
);

/**
 * The words and numbers a contact is found by, kept by triggers. A table of its own with plain comparisons of text:
 * under row level security no other operator (LIKE, trigrams, arrays) may use an index, for it is not leakproof.
 */
export const contactTerms = pgTable(
  "contact_terms",
  {
    ceoId: ceoId(),
    term: text("term").notNull(),
    contactId: text("contact_id").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.ceoId, t.term, t.contactId] }),
    foreignKey({ columns: [t.ceoId, t.contactId], foreignColumns: [contacts.ceoId, contacts.id] }).onDelete(
      "cascade",
    ),
    index("contact_terms_contact").on(t.ceoId, t.contactId, t.term),
    tenantPolicy("contact_terms"),
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
    /** When something of the contact came in last, by our clock; what a member read is held against it. */
    lastReceivedAt: moment("last_received_at"),
    lastMessageAt: moment("last_message_at").notNull().defaultNow(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.ceoId, t.id] }),
    foreignKey({ columns: [t.ceoId, t.channelId], foreignColumns: [channels.ceoId, channels.id] }),
    foreignKey({ columns: [t.ceoId, t.contactId], foreignColumns: [contacts.ceoId, contacts.id] }),
    uniqueIndex("conversations_pair").on(t.ceoId, t.channelId, t.contactId),
    index("conversations_recent").on(t.ceoId, t.lastMessageAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index("conversations_contact").on(t.ceoId, t.contactId),
    tenantPolicy("conversations"),
  ],
);

/** How far a member has read a conversation; the owner reads as her own vendor. */
export const conversationReads = pgTable(
  "conversation_reads",
  {
    ceoId: ceoId(),
    conversationId: text("conversation_id").notNull(),
    vendorId: text("vendor_id").notNull(),
    readUntil: moment("read_until").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.ceoId, t.conversationId, t.vendorId] }),
    foreignKey({
      columns: [t.ceoId, t.conversationId],
      foreignColumns: [conversations.ceoId, conversations.id],
    }).onDelete("cascade"),
    foreignKey({ columns: [t.ceoId, t.vendorId], foreignColumns: [vendors.ceoId, vendors.id] }).onDelete(
      "cascade",
    ),
    index("conversation_reads_member").on(t.ceoId, t.vendorId),
    tenantPolicy("conversation_reads"),
  ],
);
