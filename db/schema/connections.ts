import { foreignKey, index, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { ceoId, createdAt, moment, tenantPolicy } from "./columns";
import { ceos } from "./people";

/** One way to Meta's dialog and back: good once, for the session that asked, for ten minutes (OA-01). */
export const oauthStates = pgTable(
  "oauth_states",
  {
    ceoId: ceoId(),
    /** SHA-256 of the `state` that Meta carries: the table alone lets nobody in. */
    stateHash: text("state_hash").notNull(),
    sessionId: text("session_id").notNull(),
    platform: text("platform", { enum: ["whatsapp", "instagram"] }).notNull(),
    way: text("way", { enum: ["business_login", "facebook_login", "instagram_login"] }).notNull(),
    createdAt: createdAt(),
    expiresAt: moment("expires_at").notNull(),
    usedAt: moment("used_at"),
  },
  (t) => [
    primaryKey({ columns: [t.ceoId, t.stateHash] }),
    foreignKey({ columns: [t.ceoId], foreignColumns: [ceos.ceoId] }),
    index("oauth_states_age").on(t.expiresAt),
    tenantPolicy("oauth_states"),
  ],
);

/** A number or account that Meta gave access to and that waits to be picked. Its token goes with it. */
export const channelCandidates = pgTable(
  "channel_candidates",
  {
    ceoId: ceoId(),
    selectionId: text("selection_id").notNull(),
    externalId: text("external_id").notNull(),
    /** What is known of it: never a secret. */
    asset: jsonb("asset").notNull(),
    grant: jsonb("grant").notNull(),
    tokenSealed: text("token_sealed").notNull(),
    createdAt: createdAt(),
    expiresAt: moment("expires_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.ceoId, t.selectionId, t.externalId] }),
    foreignKey({ columns: [t.ceoId], foreignColumns: [ceos.ceoId] }),
    index("channel_candidates_age").on(t.expiresAt),
    tenantPolicy("channel_candidates"),
  ],
);

/** The two-step PIN that a number was registered with: without it nobody can register that number again. */
export const channelPins = pgTable(
  "channel_pins",
  {
    ceoId: ceoId(),
    externalId: text("external_id").notNull(),
    pinSealed: text("pin_sealed").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.ceoId, t.externalId] }),
    foreignKey({ columns: [t.ceoId], foreignColumns: [ceos.ceoId] }),
    tenantPolicy("channel_pins"),
  ],
);
