import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { bytes, ceoId, createdAt, moment, platformPolicy, tenantPolicy } from "./columns";

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
  (t) => [
    // By the id first: its letters begin with its time, so that one index serves a look-up with and without the day.
    primaryKey({ columns: [t.id, t.receivedAt] }),
    // Those not yet read are counted by their jobs: an index of them would be written for every body.
    index("webhook_events_set_aside").on(t.receivedAt).where(sql`${t.state} = 'set_aside'`),
    platformPolicy("webhook_events"),
  ],
);

/** SHA-256 of bodies already taken, kept 30 days, longer than Meta repeats (WH-03, WH-04). */
export const webhookEventKeys = pgTable(
  "webhook_event_keys",
  { bodyHash: bytes("body_hash").primaryKey(), receivedAt: moment("received_at").notNull().defaultNow() },
  (t) => [index("webhook_event_keys_age").using("brin", t.receivedAt), platformPolicy("webhook_event_keys")],
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
  (t) => [
    index("unhandled_events_recent").on(t.ceoId, t.createdAt.desc().nullsFirst()),
    index("unhandled_events_event").on(t.eventId),
  ],
);

/** What a CEO has seen of what went wrong. The same thing going wrong again after `seenUntil` shows up again. */
export const troubleMarks = pgTable(
  "trouble_marks",
  {
    ceoId: ceoId(),
    itemId: text("item_id").notNull(),
    seenUntil: moment("seen_until").notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.ceoId, t.itemId] }), tenantPolicy("trouble_marks")],
);
