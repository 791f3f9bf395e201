import { z } from "zod";

const ORDER_STATUS_NAMES = [
  "NEGOTIATING",
  "AWAITING_PAYMENT",
  "RECEIPT_UPLOADED",
  "ESCALATED",
  "APPROVED",
  "REJECTED",
  "CONFIRMED",
  "SHIPPED",
  "DELIVERED",
  "CANCELLED",
  "DISPUTED",
] as const;
const status = z.enum(ORDER_STATUS_NAMES);

const orderItemView = z.object({
  product_id: z.string(),
  name: z.string(),
  quantity: z.int(),
  unit_price_kobo: z.int(),
});

/** A buyer as lists show them: the phone masked (P17.5). */
const buyerView = z.object({
  contact_id: z.string(),
  name: z.string(),
  phone_masked: z.string().nullable(),
});

const orderReceiptView = z.object({
  receipt_id: z.string(),
  state: z.string(),
  verdict: z.string().nullable(),
  created_at: z.iso.datetime(),
});

/** An order in a list: the area instead of the address, so that looking at a list is no look at a person. */
export const orderListItem = z.object({
  order_id: z.string(),
  reference: z.string(),
  status,
  total_kobo: z.int(),
  items: z.array(orderItemView),
  contact_id: z.string(),
  buyer: buyerView,
  vendor_id: z.string(),
  conversation_id: z.string(),
  area: z.string().nullable(),
  receipts: z.array(orderReceiptView),
  deliver_by: z.iso.datetime().nullable(),
  created_at: z.iso.datetime(),
  changed_at: z.iso.datetime(),
});
export type OrderListItem = z.infer<typeof orderListItem>;

/** One order with everything its people need (contract: Order). */
export const orderView = orderListItem.extend({
  items_kobo: z.int(),
  discount_kobo: z.int(),
  delivery_fee_kobo: z.int(),
  address: z.string().nullable(),
  address_confirmed_at: z.iso.datetime().nullable(),
  bank_account: z
    .object({ bank_name: z.string(), account_number: z.string(), account_name: z.string() })
    .nullable(),
  carrier: z.string().nullable(),
  tracking: z.string().nullable(),
  note: z.string().nullable(),
  /** Every move, the oldest first. */
  history: z.array(z.object({ status, at: z.iso.datetime(), actor_kind: z.string() })),
  has_confirmation: z.boolean(),
  /** The paper that follows a delivery: `GET /api/orders/{order_id}/invoice`. */
  has_invoice: z.boolean(),
  /** When the buyer said that it has come. */
  delivery_confirmed_at: z.iso.datetime().nullable(),
  /** What the buyer says is wrong, while nobody has settled it. */
  dispute: z.object({ words: z.string(), opened_at: z.iso.datetime(), from_status: status }).nullable(),
  /** Disputes that were settled, the oldest first, with the notes of who did. */
  settled_disputes: z.array(
    z.object({
      words: z.string(),
      opened_at: z.iso.datetime(),
      note: z.string(),
      settled_at: z.iso.datetime(),
    }),
  ),
  /** States this member may move it to with `POST /api/orders/{order_id}/status`. */
  next: z.array(z.enum(["SHIPPED", "DELIVERED", "CANCELLED"])),
});
export type OrderView = z.infer<typeof orderView>;

/** Filters of `GET /api/orders`. `q` looks in references and buyers' names. */
export const orderFilter = z.object({
  status: status.optional(),
  contact_id: z.string().max(64).optional(),
  q: z.string().trim().max(80).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(300).optional(),
});
export type OrderFilter = z.infer<typeof orderFilter>;

const text = z.string().trim().min(1).max(200).optional();

/** A step after payment, or the end (`POST /api/orders/{order_id}/status`). Carrier and tracking are told to the buyer. */
export const orderStatusInput = z.strictObject({
  status: z.enum(["SHIPPED", "DELIVERED", "CANCELLED"]),
  note: z.string().trim().max(500).optional(),
  carrier: text,
  tracking: text,
});
export type OrderStatusInput = z.infer<typeof orderStatusInput>;

/** What a person does about a dispute (`POST /api/orders/{order_id}/dispute`). The note stays within the business. */
export const disputeInput = z.strictObject({
  action: z.literal("settle"),
  note: z.string().trim().min(1, "Say in a few words how it was settled.").max(500),
});
export type DisputeInput = z.infer<typeof disputeInput>;

/** Whom the owner gives an order to (`POST /api/orders/{order_id}/vendor`). */
export const reassignInput = z.strictObject({ vendor_id: z.string().min(1, "Choose somebody.").max(64) });
export type ReassignInput = z.infer<typeof reassignInput>;

/** What the public page of an order shows (P11.3): never a phone or an address, whoever opens it. */
const publicOrderView = z.object({
  /** Whose link was opened: the buyer's, or the one on the paper. */
  kind: z.enum(["buyer", "qr"]),
  business: z.string(),
  reference: z.string(),
  status,
  verdict: z.enum(["genuine", "cancelled", "disputed"]),
  /** Steps of an order that are behind it, 0 to 6; tells where a stopped one stood. */
  steps_done: z.int(),
  changed_at: z.iso.datetime(),
  deliver_by: z.iso.datetime().nullable(),
  time_zone: z.string(),
  initials: z.string(),
  area: z.string().nullable(),
  /** For the buyer alone. */
  items: z.array(z.object({ name: z.string(), quantity: z.int(), unit_price_kobo: z.int() })).nullable(),
  total_kobo: z.int().nullable(),
  has_paper: z.boolean(),
  has_invoice: z.boolean(),
  /** The address of the page with public facts only: what the QR says. */
  check_url: z.string(),
  /** Where the business's log says that the order was confirmed. */
  proof: z
    .object({
      seq: z.int(),
      hash: z.string(),
      at: z.iso.datetime(),
      /** When the log up to this entry was signed; null while the next signature is due. */
      signed_at: z.iso.datetime().nullable(),
    })
    .nullable(),
});
export type PublicOrderView = z.infer<typeof publicOrderView>;
