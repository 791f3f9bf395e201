import { z } from "zod";
import { codeOrPasskey } from "@/lib/proof-fields";

const ESCALATION_STATES = ["PENDING_CEO_APPROVAL", "APPROVED", "REJECTED", "CLOSED"] as const;

/** An escalation as the API and the pages show it (P10.2). */
export const escalationView = z.object({
  escalation_id: z.string(),
  state: z.enum(ESCALATION_STATES),
  /** `checks`: a check of the proof fails, as with a picture that was used for another order. */
  reason: z.enum(["amount", "sum", "checks", "flagged", "price_below_floor", "price_asked"]),
  /** Of a question about a price: the price. It is `total_kobo` too; the order still stands at `order_total_kobo`. */
  price: z
    .object({
      offer_id: z.string(),
      made_by: z.enum(["buyer", "vendor"]),
      unit_price_kobo: z.int().nullable(),
      free_delivery: z.boolean(),
      order_total_kobo: z.int(),
      /** The least the goods may go for, delivery left out; null where no floor is set. */
      floor_kobo: z.int().nullable(),
    })
    .nullable(),
  /** Of reason `sum`: the day's earlier orders of this buyer, or to this address, that add up with it. */
  adds_up: z
    .object({
      by: z.enum(["buyer", "address"]),
      sum_kobo: z.int(),
      orders: z.array(z.object({ order_id: z.string(), reference: z.string(), total_kobo: z.int() })),
    })
    .nullable(),
  /** What the vendor wrote when flagging or asking. */
  notes: z.string().nullable(),
  order_id: z.string(),
  reference: z.string(),
  order_status: z.string(),
  total_kobo: z.int(),
  items: z.array(z.object({ name: z.string(), quantity: z.int(), unit_price_kobo: z.int() })),
  buyer: z.object({ contact_id: z.string(), name: z.string(), phone_masked: z.string().nullable() }),
  vendor: z.object({ vendor_id: z.string(), name: z.string() }),
  beneficiary: z
    .object({ bank_name: z.string(), account_number: z.string(), account_name: z.string() })
    .nullable(),
  receipt_id: z.string().nullable(),
  /** Whether the vendor says the money is in the account. */
  vendor_credit_seen: z.boolean(),
  decision_notes: z.string().nullable(),
  created_at: z.iso.datetime(),
  decided_at: z.iso.datetime().nullable(),
  /** Waiting for longer than the business wants (a day, unless she says otherwise) and not decided (P10.5). */
  overdue: z.boolean(),
});
export type EscalationView = z.infer<typeof escalationView>;

/** Filters of `GET /api/ceo/escalations`. */
export const escalationFilter = z.object({
  state: z.enum(ESCALATION_STATES).optional(),
  q: z.string().trim().max(80).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(300).optional(),
});
export type EscalationFilter = z.infer<typeof escalationFilter>;

/** The CEO's decision, with the code that was asked for exactly this (P10.3). */
export const decisionInput = z.strictObject({
  action: z.enum(["approve", "reject"]),
  /** For reject: the reason, told to the buyer. */
  notes: z.string().trim().max(500).optional(),
  /** "I see the money in the account": needed to approve. */
  credit_seen: z.boolean().optional(),
  challenge_id: z.string().max(100).optional(),
  otp: codeOrPasskey.optional(),
});
export type DecisionInput = z.infer<typeof decisionInput>;

export const decisionResult = z.object({
  escalation_id: z.string(),
  state: z.enum(["APPROVED", "REJECTED"]),
  order_id: z.string(),
  reference: z.string(),
  order_status: z.string(),
  otp_verified: z.literal(true),
  short: z.array(z.object({ product_id: z.string(), name: z.string(), missing: z.int() })),
});
export type DecisionResult = z.infer<typeof decisionResult>;
