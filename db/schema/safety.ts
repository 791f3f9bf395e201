import { sql } from "drizzle-orm";
import { bigint, boolean, check, index, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { bytes, createdAt, moment, platformPolicy } from "./columns";

/** A passkey of a person who signs in (WebAuthn credential). Global like the identity it belongs to. */
export const passkeys = pgTable(
  "passkeys",
  {
    id: text("id").primaryKey(),
    identityId: text("identity_id").notNull(),
    /** The authenticator's own name for it, base64url. */
    credentialId: text("credential_id").notNull(),
    /** COSE_Key (RFC 9052). */
    publicKey: bytes("public_key").notNull(),
    /** Signature counter: it only grows, or stays 0 where the authenticator keeps none (WebAuthn 7.2, step 22). */
    counter: bigint("counter", { mode: "number" }).notNull().default(0),
    transports: text("transports").array().notNull().default(sql`'{}'`),
    name: text("name").notNull(),
    /** Whether the maker of the phone keeps it in sync between devices. */
    isSynced: boolean("is_synced").notNull().default(false),
    createdAt: createdAt(),
    lastUsedAt: moment("last_used_at"),
  },
  (t) => [
    uniqueIndex("passkeys_credential").on(t.credentialId),
    index("passkeys_identity").on(t.identityId),
    check("passkeys_counter", sql`${t.counter} >= 0`),
    platformPolicy("passkeys"),
  ],
);

/**
 * A change of a person's phone or email, and the way back: whoever holds the old ones can undo it for 72 h
 * (decisions on phone changes). A new email waits here until it is confirmed; until then `changedAt` is null.
 */
export const profileChanges = pgTable(
  "profile_changes",
  {
    id: text("id").primaryKey(),
    identityId: text("identity_id").notNull(),
    ceoId: text("ceo_id").notNull(),
    field: text("field", { enum: ["phone", "email"] }).notNull(),
    oldValue: text("old_value"),
    /** Whether the old one was proved, so that undoing gives back no more than there was. */
    oldVerifiedAt: moment("old_verified_at"),
    newValue: text("new_value").notNull(),
    /** The code that confirms a new email. */
    challengeId: text("challenge_id"),
    /** SHA-256 of the undo link's secret. */
    undoTokenHash: text("undo_token_hash"),
    createdAt: createdAt(),
    changedAt: moment("changed_at"),
    undoUntil: moment("undo_until"),
    undoneAt: moment("undone_at"),
  },
  (t) => [
    uniqueIndex("profile_changes_undo").on(t.undoTokenHash),
    index("profile_changes_identity").on(t.identityId, t.field),
    check("profile_changes_field", sql`${t.field} in ('phone', 'email')`),
    platformPolicy("profile_changes"),
  ],
);

/** A way back in for somebody who lost the phone: started with an email code, usable after 24 h (P12.2). */
export const recoveries = pgTable(
  "recoveries",
  {
    /** Unguessable: the link that stops it carries nothing else. */
    id: text("id").primaryKey(),
    identityId: text("identity_id").notNull(),
    ceoId: text("ceo_id").notNull(),
    startedAt: moment("started_at").notNull().defaultNow(),
    readyAt: moment("ready_at").notNull(),
    endsAt: moment("ends_at").notNull(),
    stoppedAt: moment("stopped_at"),
    completedAt: moment("completed_at"),
    /** SHA-256 of what a fresh email code gave after the wait, to set the phone with once. */
    grantHash: text("grant_hash"),
    grantEndsAt: moment("grant_ends_at"),
  },
  (t) => [
    uniqueIndex("recoveries_open")
      .on(t.identityId)
      .where(sql`${t.stoppedAt} is null and ${t.completedAt} is null`),
    check("recoveries_wait", sql`${t.readyAt} > ${t.startedAt} and ${t.endsAt} > ${t.readyAt}`),
    platformPolicy("recoveries"),
  ],
);
