import { sql } from "drizzle-orm";
import { bigserial, foreignKey, index, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { ceoId, createdAt, moment, platformPolicy, tenantPolicy } from "./columns";
import { ceos } from "./people";

/** The CEO's voice and the bot's switches (P6.5). One row per business; columns missing here have defaults in code. */
export const botSettings = pgTable(
  "bot_settings",
  {
    ceoId: text("ceo_id").primaryKey(),
    settings: jsonb("settings").notNull().default({}),
    /** 0 until the CEO has saved once; raised by each saving, so that of two tabs the second is told. */
    version: integer("version").notNull().default(0),
    /** The version in which each field of the API was last changed. */
    fieldVersions: jsonb("field_versions").$type<Record<string, number>>().notNull().default({}),
    changedAt: moment("changed_at").notNull().defaultNow(),
  },
  (t) => [foreignKey({ columns: [t.ceoId], foreignColumns: [ceos.ceoId] }), tenantPolicy("bot_settings")],
);

/** An SMS or mail on its way. A code in it is sealed, and the whole row goes once the gateway has taken it. */
export const notices = pgTable(
  "notices",
  {
    id: text("id").primaryKey(),
    ceoId: text("ceo_id"),
    way: text("way", { enum: ["sms", "email"] }).notNull(),
    recipientSealed: text("recipient_sealed").notNull(),
    contentSealed: text("content_sealed").notNull(),
    challengeId: text("challenge_id"),
    subjectId: text("subject_id").notNull(),
    state: text("state", { enum: ["queued", "sending", "failed"] })
      .notNull()
      .default("queued"),
    attemptId: text("attempt_id"),
    tries: integer("tries").notNull().default(0),
    expiresAt: moment("expires_at").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    index("notices_waiting").on(t.createdAt).where(sql`${t.state} <> 'failed'`),
    platformPolicy("notices"),
  ],
);

/** What open pages should look at again: ids only, kept an hour so that a lost connection can catch up (P15.5). */
export const liveEvents = pgTable(
  "live_events",
  {
    ceoId: ceoId(),
    id: bigserial("id", { mode: "number" }).notNull(),
    vendorId: text("vendor_id"),
    topic: text("topic").notNull(),
    ids: jsonb("ids").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.ceoId, t.id] }),
    index("live_events_age").on(t.createdAt),
    tenantPolicy("live_events"),
  ],
);

/** When each worker was last alive: jobs of one that fell silent are freed after the lease. */
export const workerHeartbeats = pgTable(
  "worker_heartbeats",
  {
    workerId: text("worker_id").primaryKey(),
    seenAt: moment("seen_at").notNull().defaultNow(),
  },
  () => [platformPolicy("worker_heartbeats")],
);

/** Meta's word that somebody wants gone what we hold of their Meta account, and what was done. Names nobody. */
export const dataDeletions = pgTable(
  "data_deletions",
  {
    /** SHA-256 of the confirmation code that Meta was given. */
    codeHash: text("code_hash").primaryKey(),
    channels: integer("channels").notNull(),
    createdAt: createdAt(),
  },
  () => [platformPolicy("data_deletions")],
);
