import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { ceoId, createdAt, kobo, moment, platformPolicy, tenantPolicy } from "./columns";

/** A person who signs in. Global: one phone or email signs in once, whatever businesses it belongs to. */
export const identities = pgTable(
  "identities",
  {
    id: text("id").primaryKey(),
    name: text("name").notNull(),
    email: text("email"),
    emailVerifiedAt: moment("email_verified_at"),
    phone: text("phone").notNull(),
    phoneVerifiedAt: moment("phone_verified_at"),
    /** When she set a new number with a code: until her first sign-in there it is not verified, yet it signs in. */
    phoneChangedAt: moment("phone_changed_at"),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex("identities_verified_phone").on(t.phone).where(sql`${t.phoneVerifiedAt} is not null`),
    uniqueIndex("identities_verified_email")
      .on(sql`lower(${t.email})`)
      .where(sql`${t.emailVerifiedAt} is not null`),
    index("identities_phone").on(t.phone),
    index("identities_email").on(sql`lower(${t.email})`),
    platformPolicy("identities"),
  ],
);

/** The tenant: one business and the identity that owns it. `pending` until a code has been answered. */
export const ceos = pgTable(
  "ceos",
  {
    ceoId: text("ceo_id").primaryKey(),
    identityId: text("identity_id").notNull(),
    name: text("name").notNull(),
    businessName: text("business_name").notNull(),
    businessKind: text("business_kind", { enum: ["shop", "casework"] })
      .notNull()
      .default("shop"),
    status: text("status", { enum: ["pending", "active", "closed"] })
      .notNull()
      .default("pending"),
    timeZone: text("time_zone").notNull().default("Africa/Lagos"),
    country: text("country").notNull().default("NG"),
    escalationThresholdKobo: kobo("escalation_threshold_kobo").notNull().default(100_000_000),
    /** After so long without a decision the CEO is reminded; nothing is ever decided by time (P10.5). */
    escalationOverdueHours: integer("escalation_overdue_hours").notNull().default(24),
    buyerVerifiedHours: integer("buyer_verified_hours").notNull().default(24),
    deliveryFeeKobo: kobo("delivery_fee_kobo").notNull().default(0),
    deliveryDays: integer("delivery_days").notNull().default(3),
    /** Hours without a proof of payment after which the buyer is reminded once, and after which the order lapses (P7.6). */
    reminderHours: integer("reminder_hours").notNull().default(6),
    lapseHours: integer("lapse_hours").notNull().default(48),
    createdAt: createdAt(),
  },
  (t) => [
    check(
      "ceos_payment_clock",
      sql`${t.reminderHours} between 1 and 23 and ${t.lapseHours} >= ${t.reminderHours} and ${t.lapseHours} <= 720`,
    ),
    tenantPolicy("ceos"),
  ],
);

/** A member of one business's staff. The CEO's own row is made at registration and works through her session. */
export const vendors = pgTable(
  "vendors",
  {
    ceoId: ceoId(),
    id: text("id").notNull(),
    identityId: text("identity_id").notNull(),
    name: text("name").notNull(),
    phone: text("phone").notNull(),
    email: text("email"),
    isOwner: boolean("is_owner").notNull().default(false),
    status: text("status", { enum: ["active", "suspended", "removed"] })
      .notNull()
      .default("active"),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.ceoId, t.id] }),
    foreignKey({ columns: [t.ceoId], foreignColumns: [ceos.ceoId] }),
    uniqueIndex("vendors_identity").on(t.ceoId, t.identityId).where(sql`${t.status} <> 'removed'`),
    tenantPolicy("vendors"),
  ],
);

/** One signed-in device. The token itself is never stored, only its SHA-256. */
export const sessions = pgTable(
  "sessions",
  {
    id: text("id").primaryKey(),
    tokenHash: text("token_hash").notNull().unique(),
    identityId: text("identity_id").notNull(),
    role: text("role", { enum: ["CEO", "VENDOR"] }).notNull(),
    ceoId: text("ceo_id").notNull(),
    vendorId: text("vendor_id").notNull(),
    way: text("way", { enum: ["browser", "api"] }).notNull(),
    ip: text("ip"),
    agent: text("agent"),
    createdAt: createdAt(),
    lastSeenAt: moment("last_seen_at").notNull().defaultNow(),
    idleSeconds: integer("idle_seconds").notNull(),
    expiresAt: moment("expires_at").notNull(),
    revokedAt: moment("revoked_at"),
    revokedWhy: text("revoked_why"),
  },
  (t) => [
    index("sessions_identity").on(t.identityId).where(sql`${t.revokedAt} is null`),
    index("sessions_member").on(t.ceoId, t.vendorId).where(sql`${t.revokedAt} is null`),
    platformPolicy("sessions"),
  ],
);
