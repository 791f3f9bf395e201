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
import { ceoId, createdAt, tenantPolicy } from "./columns";
import { vendors } from "./people";

/** What a phone can be told of (P17.1). */
export const PUSH_KINDS = ["receipt", "offer", "escalation", "person", "dispute"] as const;

/** What a member wants to be told of, and when not. A row is made when they first change something. */
export const pushSettings = pgTable(
  "push_settings",
  {
    ceoId: ceoId(),
    vendorId: text("vendor_id").notNull(),
    isOn: boolean("is_on").notNull().default(true),
    /** Minutes after midnight in the business's time zone; the same number twice means no quiet hours. */
    quietFrom: integer("quiet_from").notNull().default(1320),
    quietTo: integer("quiet_to").notNull().default(420),
    kinds: text("kinds", { enum: PUSH_KINDS })
      .array()
      .notNull()
      .default([...PUSH_KINDS]),
  },
  (t) => [
    primaryKey({ columns: [t.ceoId, t.vendorId] }),
    foreignKey({ columns: [t.ceoId, t.vendorId], foreignColumns: [vendors.ceoId, vendors.id] }).onDelete(
      "cascade",
    ),
    check("push_settings_quiet", sql`${t.quietFrom} between 0 and 1439 and ${t.quietTo} between 0 and 1439`),
    tenantPolicy("push_settings"),
  ],
);

/** A browser that a member let us write to (Push API). It hangs on the session in which it was said: revoked is over. */
export const pushSubscriptions = pgTable(
  "push_subscriptions",
  {
    ceoId: ceoId(),
    id: text("id").notNull(),
    vendorId: text("vendor_id").notNull(),
    sessionId: text("session_id").notNull(),
    /** SHA-256 of the address at the browser's push service, to know it again. */
    endpointHash: text("endpoint_hash").notNull(),
    /** Address and keys: whoever has them can write to the phone. */
    targetSealed: text("target_sealed").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.ceoId, t.id] }),
    foreignKey({ columns: [t.ceoId, t.vendorId], foreignColumns: [vendors.ceoId, vendors.id] }).onDelete(
      "cascade",
    ),
    uniqueIndex("push_subscriptions_session").on(t.ceoId, t.sessionId),
    uniqueIndex("push_subscriptions_endpoint").on(t.ceoId, t.endpointHash),
    index("push_subscriptions_member").on(t.ceoId, t.vendorId, t.createdAt),
    tenantPolicy("push_subscriptions"),
  ],
);

/** One event on its way to one phone: there is one row for both, so that it is sent at most once. */
export const pushDeliveries = pgTable(
  "push_deliveries",
  {
    ceoId: ceoId(),
    id: text("id").notNull(),
    subscriptionId: text("subscription_id").notNull(),
    kind: text("kind", { enum: PUSH_KINDS }).notNull(),
    /** The receipt, offer, escalation or conversation. */
    subjectId: text("subject_id").notNull(),
    /** The same for every telling of one event. */
    eventKey: text("event_key").notNull(),
    state: text("state", { enum: ["waiting", "sending", "sent", "dropped"] })
      .notNull()
      .default("waiting"),
    tries: integer("tries").notNull().default(0),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.ceoId, t.id] }),
    foreignKey({
      columns: [t.ceoId, t.subscriptionId],
      foreignColumns: [pushSubscriptions.ceoId, pushSubscriptions.id],
    }).onDelete("cascade"),
    uniqueIndex("push_deliveries_once").on(t.ceoId, t.subscriptionId, t.eventKey),
    index("push_deliveries_age").on(t.ceoId, t.createdAt),
    tenantPolicy("push_deliveries"),
  ],
);
