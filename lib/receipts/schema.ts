import { z } from "zod";
import { proofFields } from "@/lib/proof-fields";

/** Every check of a receipt, in the order a person reads them (P9.4). */
export const CHECK_IDS = [
  "is_receipt",
  "amount",
  "beneficiary",
  "nuban",
  "status",
  "time",
  "payment_reference",
  "session_id",
  "same_image",
  "same_transaction",
  "seen_elsewhere",
  "editing",
] as const;
export type CheckId = (typeof CHECK_IDS)[number];

const receiptCheck = z.object({
  id: z.enum(CHECK_IDS),
  result: z.enum(["pass", "warn", "fail", "not_possible"]),
  /** A sentence a vendor understands. */
  message: z.string(),
  evidence: z.record(z.string(), z.unknown()).nullable(),
});
export type ReceiptCheck = z.infer<typeof receiptCheck>;

/** One field read from the picture: its value, how sure the reading is (0 to 1), and where it stands in the picture. */
const fieldRead = z.object({
  value: z.union([z.string(), z.int()]),
  confidence: z.number(),
  box: z.tuple([z.number(), z.number(), z.number(), z.number()]).nullable(),
});
export const RECEIPT_FIELDS = [
  "amount_kobo",
  "fee_kobo",
  "paid_at",
  "status",
  "beneficiary_name",
  "beneficiary_account",
  "beneficiary_bank",
  "sender_name",
  "reference",
  "session_id",
] as const;
const receiptReading = z.record(z.enum(RECEIPT_FIELDS), fieldRead.nullable());

/** A receipt as the API and the pages show it (contract). */
export const receiptView = z.object({
  receipt_id: z.string(),
  order_id: z.string(),
  reference: z.string(),
  order_status: z.string(),
  /** What the order is for, as a person compares it with the amount. */
  items: z.array(z.object({ name: z.string(), quantity: z.int() })),
  conversation_id: z.string(),
  state: z.enum(["reading", "waiting", "escalated", "approved", "rejected", "superseded", "unreadable"]),
  /** Of the file as it came, hex; null while it is being fetched. */
  sha256: z.string().nullable(),
  mime_type: z.string().nullable(),
  /** Size of the copy that `…/file` gives, in pixels. */
  view: z.object({ width: z.int(), height: z.int() }).nullable(),
  expected_kobo: z.int(),
  verdict: z.enum(["looks_right", "check_by_hand", "looks_wrong"]).nullable(),
  reading: receiptReading,
  checks: z.array(receiptCheck),
  buyer: z.object({ contact_id: z.string(), name: z.string(), phone_masked: z.string().nullable() }),
  vendor_id: z.string(),
  trouble: z.string().nullable(),
  notes: z.string().nullable(),
  created_at: z.iso.datetime(),
  decided_at: z.iso.datetime().nullable(),
  /** When and why the owner deleted its files; what became of it stays. */
  deleted_at: z.iso.datetime().nullable(),
  deletion_reason: z.string().nullable(),
});
export type ReceiptView = z.infer<typeof receiptView>;

/** Filters of `GET /api/vendor/receipts`. */
export const receiptFilter = z.object({
  state: z.enum(["reading", "waiting", "escalated", "approved", "rejected", "unreadable"]).default("waiting"),
  q: z.string().trim().max(80).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(300).optional(),
});
export type ReceiptFilter = z.infer<typeof receiptFilter>;

/** What a code to delete a receipt's files stands for. */
export const deletionTarget = z.strictObject({
  id: z.string().max(100),
  reason: z.string().trim().min(3, "Say why, in a few words.").max(300),
});

/** `DELETE /api/receipts/{id}`. */
export const deleteReceiptInput = deletionTarget.omit({ id: true }).extend(proofFields).strict();
export type DeleteReceiptInput = z.infer<typeof deleteReceiptInput>;

const notes = z.string().trim().max(500).optional();

/** What the vendor says about an order's receipt (`POST /api/vendor/orders/{order_id}/verify`). */
export const reviewInput = z.strictObject({
  action: z.enum(["approve", "reject", "flag"]),
  /** For reject: the reason, told to the buyer. For flag: what the CEO should know. */
  notes,
  /** "I see the money in the account": unless true, or the bank reported a credit, nothing is approved. */
  credit_seen: z.boolean().optional(),
  /** The receipt that was looked at; when another has come since, nothing is decided. */
  receipt_id: z.string().max(64).optional(),
});
export type ReviewInput = z.infer<typeof reviewInput>;

/** What came of it. */
export const reviewResult = z.object({
  order_id: z.string(),
  reference: z.string(),
  order_status: z.string(),
  receipt_id: z.string(),
  receipt_state: z.string(),
  escalation_id: z.string().nullable(),
  /** Products of which more was sold than there is. */
  short: z.array(z.object({ product_id: z.string(), name: z.string(), missing: z.int() })),
});
export type ReviewResult = z.infer<typeof reviewResult>;
