import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { bytes, createdAt, moment, platformPolicy } from "./columns";

/**
 * One issued one-time code (P3). `subject` is whom it is for: an identity, or a contact of a tenant. A decoy is
 * written for unknown contacts so that asking looks and costs the same (OT-10).
 */
export const otpChallenges = pgTable(
  "otp_challenges",
  {
    id: text("id").primaryKey(),
    subjectKind: text("subject_kind", { enum: ["identity", "contact", "decoy"] }).notNull(),
    subjectId: text("subject_id").notNull(),
    ceoId: text("ceo_id"),
    role: text("role", { enum: ["CEO", "VENDOR", "BUYER"] }).notNull(),
    purpose: text("purpose").notNull(),
    targetHash: text("target_hash").notNull(),
    target: jsonb("target"),
    placeHash: text("place_hash").notNull(),
    /** What the sending was counted under; a correct answer frees that place. */
    sendKeys: text("send_keys").array().notNull().default(sql`'{}'`),
    attempts: integer("attempts").notNull().default(0),
    attemptsMax: integer("attempts_max").notNull(),
    createdAt: createdAt(),
    expiresAt: moment("expires_at").notNull(),
    voidedAt: moment("voided_at"),
    answeredAt: moment("answered_at"),
  },
  (t) => [
    index("otp_challenges_live").on(t.subjectId, t.purpose).where(sql`${t.voidedAt} is null`),
    index("otp_challenges_age").on(t.createdAt),
    platformPolicy("otp_challenges"),
  ],
);

/**
 * The hash of one code of a challenge. Registration sends two (SMS and email), everything else one. Spending a
 * code deletes its row (P3.3).
 */
export const otpChallengeCodes = pgTable(
  "otp_challenge_codes",
  {
    challengeId: text("challenge_id")
      .notNull()
      .references(() => otpChallenges.id, { onDelete: "cascade" }),
    way: text("way", { enum: ["sms", "email", "chat"] }).notNull(),
    pepperKid: text("pepper_kid").notNull(),
    salt: bytes("salt").notNull(),
    iterations: integer("iterations").notNull(),
    hash: bytes("hash").notNull(),
  },
  (t) => [
    uniqueIndex("otp_challenge_codes_way").on(t.challengeId, t.way),
    platformPolicy("otp_challenge_codes"),
  ],
);

/**
 * Failures of codes, for the caps of 10 in any 24 h and 30 in a row (OT-05, OT-18). `subjectId` is an identity or a
 * contact with the pool its tries came from: strangers cannot use up the tries that known devices keep.
 */
export const otpChallengeFailures = pgTable(
  "otp_challenge_failures",
  {
    subjectId: text("subject_id").primaryKey(),
    consecutive: integer("consecutive").notNull().default(0),
    failedAt: moment("failed_at").array().notNull().default(sql`'{}'`),
    /** The tries of one challenge are not spaced; those of the next one are. */
    lastChallengeId: text("last_challenge_id"),
    nextTryAt: moment("next_try_at").notNull().defaultNow(),
    /** When the owner was last told that somebody is guessing (OT-12). */
    toldAt: moment("told_at"),
  },
  () => [platformPolicy("otp_challenge_failures")],
);

/** Exact counters in fixed windows; the key is a hash, so that no address stands here in clear. */
export const rateLimits = pgTable(
  "rate_limits",
  {
    key: text("key").primaryKey(),
    windowStart: moment("window_start").notNull(),
    windowSeconds: integer("window_seconds").notNull(),
    used: integer("used").notNull(),
  },
  (t) => [index("rate_limits_age").on(t.windowStart)],
);
