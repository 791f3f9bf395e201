import { foreignKey, index, jsonb, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { ceoId, createdAt, kobo, tenantPolicy } from "./columns";
import { receipts } from "./proof";
import { orders } from "./sales";

/** One check of one receipt, with the sentence a vendor reads (P9.4). */
export const receiptChecks = pgTable(
  "receipt_checks",
  {
    ceoId: ceoId(),
    receiptId: text("receipt_id").notNull(),
    checkId: text("check_id").notNull(),
    result: text("result", { enum: ["pass", "warn", "fail", "not_possible"] }).notNull(),
    message: text("message").notNull(),
    evidence: jsonb("evidence"),
  },
  (t) => [
    primaryKey({ columns: [t.ceoId, t.receiptId, t.checkId] }),
    foreignKey({ columns: [t.ceoId, t.receiptId], foreignColumns: [receipts.ceoId, receipts.id] }),
    tenantPolicy("receipt_checks"),
  ],
);

/** A recorded fact from the credit side: somebody saw the money, or the bank said so (P9.6). */
export const creditFacts = pgTable(
  "credit_facts",
  {
    ceoId: ceoId(),
    id: text("id").notNull(),
    orderId: text("order_id").notNull(),
    receiptId: text("receipt_id"),
    kind: text("kind", { enum: ["vendor_attestation", "ceo_attestation", "bank_credit"] }).notNull(),
    amountKobo: kobo("amount_kobo").notNull(),
    actorId: text("actor_id").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.ceoId, t.id] }),
    foreignKey({ columns: [t.ceoId, t.orderId], foreignColumns: [orders.ceoId, orders.id] }),
    uniqueIndex("credit_facts_of_order").on(t.ceoId, t.id, t.orderId),
    // Facts are never removed; each decision and each page of a receipt asks for those of one order.
    index("credit_facts_order").on(t.ceoId, t.orderId, t.createdAt),
    tenantPolicy("credit_facts"),
  ],
);
