import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { bytes, ceoId, createdAt, kobo, moment, tenantPolicy } from "./columns";
import { offers } from "./offers";
import { orders } from "./sales";

/** A proof of payment as it came. One is current per order; a later one supersedes it until decided. */
export const receipts = pgTable(
  "receipts",
  {
    ceoId: ceoId(),
    id: text("id").notNull(),
    orderId: text("order_id").notNull(),
    contactId: text("contact_id").notNull(),
    messageId: text("message_id").notNull(),
    state: text("state", {
      enum: ["reading", "waiting", "escalated", "approved", "rejected", "superseded", "unreadable"],
    }).notNull(),
    sha256: text("sha256"),
    mimeType: text("mime_type"),
    originalKey: text("original_key"),
    viewKey: text("view_key"),
    viewWidth: integer("view_width"),
    viewHeight: integer("view_height"),
    expectedKobo: kobo("expected_kobo").notNull(),
    verdict: text("verdict", { enum: ["looks_right", "check_by_hand", "looks_wrong"] }),
    trouble: text("trouble"),
    decidedById: text("decided_by_id"),
    decidedAt: moment("decided_at"),
    notes: text("notes"),
    /** When the owner had its files deleted (P9.10); the keys are gone once the files are. */
    deletedAt: moment("deleted_at"),
    deletionReason: text("deletion_reason"),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.ceoId, t.id] }),
    foreignKey({ columns: [t.ceoId, t.orderId], foreignColumns: [orders.ceoId, orders.id] }),
    check(
      "receipts_deleted_decided",
      sql`${t.deletedAt} is null or (${t.state} not in ('reading','waiting','escalated') and ${t.deletionReason} is not null)`,
    ),
    uniqueIndex("receipts_message").on(t.ceoId, t.messageId),
    uniqueIndex("receipts_current")
      .on(t.ceoId, t.orderId)
      .where(sql`${t.state} in ('reading','waiting','escalated')`),
    index("receipts_queue").on(t.ceoId, t.createdAt, t.id).where(sql`${t.state} = 'waiting'`),
    index("receipts_unreadable")
      .on(t.ceoId, t.createdAt.desc().nullsFirst(), t.id.desc().nullsFirst())
      .where(sql`${t.state} = 'unreadable'`),
    index("receipts_sha256").on(t.ceoId, t.sha256),
    index("receipts_order").on(t.ceoId, t.orderId, t.createdAt.desc().nullsFirst()),
    tenantPolicy("receipts"),
  ],
);

/** What orders of one buyer, or to one address, come to within a day. */
export type AddsUp = {
  by: "buyer" | "address";
  sumKobo: number;
  orders: { orderId: string; reference: string; totalKobo: number }[];
};

/** An order that only the CEO can release, and why (P10). */
export const escalations = pgTable(
  "escalations",
  {
    ceoId: ceoId(),
    id: text("id").notNull(),
    orderId: text("order_id").notNull(),
    receiptId: text("receipt_id"),
    /** `price_below_floor`, `price_asked`: the price that `offerId` names, before anything was paid (P8.2). */
    reason: text("reason", {
      enum: ["amount", "sum", "checks", "flagged", "price_below_floor", "price_asked"],
    }).notNull(),
    offerId: text("offer_id"),
    /** Of reason `sum`: the earlier orders that add up with this one (P10.1). */
    addsUp: jsonb("adds_up").$type<AddsUp>(),
    notes: text("notes"),
    openedById: text("opened_by_id").notNull(),
    state: text("state", { enum: ["PENDING_CEO_APPROVAL", "APPROVED", "REJECTED", "CLOSED"] }).notNull(),
    decisionNotes: text("decision_notes"),
    decidedAt: moment("decided_at"),
    /** When the CEO was reminded that it is overdue: once (P10.5). */
    remindedAt: moment("reminded_at"),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.ceoId, t.id] }),
    foreignKey({ columns: [t.ceoId, t.orderId], foreignColumns: [orders.ceoId, orders.id] }),
    foreignKey({ columns: [t.ceoId, t.offerId], foreignColumns: [offers.ceoId, offers.id] }),
    check(
      "escalations_offer",
      sql`(${t.offerId} is not null) = (${t.reason} in ('price_below_floor','price_asked'))`,
    ),
    uniqueIndex("escalations_open").on(t.ceoId, t.orderId).where(sql`${t.state} = 'PENDING_CEO_APPROVAL'`),
    index("escalations_recent").on(t.ceoId, t.createdAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    tenantPolicy("escalations"),
  ],
);

/** The last entry of each chain. One UPDATE of this row orders all appends (AU-07). */
export const auditHeads = pgTable(
  "audit_heads",
  {
    ceoId: ceoId(),
    chain: text("chain").notNull(),
    seq: bigint("seq", { mode: "number" }).notNull(),
    at: moment("at").notNull(),
    prevHash: bytes("prev_hash").notNull(),
    hash: bytes("hash").notNull(),
  },
  (t) => [primaryKey({ columns: [t.ceoId, t.chain] })],
);

/** One thing that happened. Hash-chained; nobody may change or remove it (P13.2). */
export const auditEntries = pgTable(
  "audit_entries",
  {
    ceoId: ceoId(),
    chain: text("chain").notNull(),
    seq: bigint("seq", { mode: "number" }).notNull(),
    at: moment("at").notNull(),
    action: text("action").notNull(),
    actorKind: text("actor_kind").notNull(),
    actorId: text("actor_id").notNull(),
    subjectKind: text("subject_kind").notNull(),
    subjectId: text("subject_id").notNull(),
    requestId: text("request_id").notNull(),
    detailsCommit: bytes("details_commit").notNull(),
    prevHash: bytes("prev_hash").notNull(),
    hash: bytes("hash").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.ceoId, t.chain, t.seq] }),
    uniqueIndex("audit_entries_no_fork").on(t.ceoId, t.chain, t.prevHash),
    index("audit_entries_action").on(t.ceoId, t.chain, t.action, t.seq.desc().nullsFirst()),
    index("audit_entries_subject").on(t.ceoId, t.chain, t.subjectId, t.seq.desc().nullsFirst()),
    index("audit_entries_actor").on(t.ceoId, t.chain, t.actorId, t.seq.desc().nullsFirst()),
  ],
);

/** What an entry tells beyond ids: masked values, salted so that the commitment reveals nothing once erased. */
export const auditDetails = pgTable(
  "audit_details",
  {
    ceoId: ceoId(),
    chain: text("chain").notNull(),
    seq: bigint("seq", { mode: "number" }).notNull(),
    salt: bytes("salt").notNull(),
    details: text("details").notNull(),
    contactId: text("contact_id"),
  },
  (t) => [
    primaryKey({ columns: [t.ceoId, t.chain, t.seq] }),
    foreignKey({
      columns: [t.ceoId, t.chain, t.seq],
      foreignColumns: [auditEntries.ceoId, auditEntries.chain, auditEntries.seq],
    }),
    index("audit_details_contact").on(t.ceoId, t.contactId).where(sql`${t.contactId} is not null`),
  ],
);

/** A signed statement of where a chain stood (Ed25519), to be kept elsewhere too. */
export const auditCheckpoints = pgTable(
  "audit_checkpoints",
  {
    ceoId: ceoId(),
    chain: text("chain").notNull(),
    seq: bigint("seq", { mode: "number" }).notNull(),
    hash: bytes("hash").notNull(),
    at: moment("at").notNull(),
    keyId: text("key_id").notNull(),
    note: text("note").notNull(),
    signature: bytes("signature").notNull(),
  },
  (t) => [primaryKey({ columns: [t.ceoId, t.chain, t.seq] })],
);
