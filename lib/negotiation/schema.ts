import { z } from "zod";
import { messageView } from "@/lib/messaging/schema";
import { isBelowFloor, MAX_PRICE_KOBO, type NamedPrice, sumsAt, toPrice } from "./rules";

/** How the price sheet reads what is typed into it. */
export { type TypedNaira, typedNaira } from "@/lib/typed-naira";

export const QUICK_ACTIONS = [
  "confirm_price",
  "counter_offer",
  "free_delivery",
  "out_of_stock",
  "ask_ceo",
] as const;
export type QuickAction = (typeof QUICK_ACTIONS)[number];

/** One price that was named, with what became of it by now. */
export const offerView = z.object({
  offer_id: z.string(),
  made_by: z.enum(["buyer", "vendor"]),
  author_name: z.string().nullable(),
  total_kobo: z.int(),
  unit_price_kobo: z.int().nullable(),
  free_delivery: z.boolean(),
  state: z.enum(["open", "accepted", "declined", "expired", "withdrawn", "superseded"]),
  /** The CEO was asked; the price is hers to decide. */
  awaits_ceo: z.boolean(),
  below_floor: z.boolean(),
  /** What the CEO wrote with her decision. */
  owner_notes: z.string().nullable(),
  expires_at: z.iso.datetime(),
  decided_at: z.iso.datetime().nullable(),
  message_id: z.string().nullable(),
  created_at: z.iso.datetime(),
});
export type OfferView = z.infer<typeof offerView>;

/** Items and price of the order under negotiation. */
export const negotiationView = z.object({
  order_id: z.string(),
  reference: z.string(),
  status: z.string(),
  conversation_id: z.string(),
  buyer: z.object({ contact_id: z.string(), name: z.string(), phone_masked: z.string().nullable() }),
  items: z.array(
    z.object({
      product_id: z.string(),
      name: z.string(),
      quantity: z.int(),
      unit_price_kobo: z.int(),
      floor_price_kobo: z.int().nullable(),
      stock: z.int().nullable(),
    }),
  ),
  items_kobo: z.int(),
  discount_kobo: z.int(),
  delivery_fee_kobo: z.int(),
  total_kobo: z.int(),
  /** The least that the goods may go for without the CEO, delivery left out; null where she set none. */
  floor_kobo: z.int().nullable(),
  /** Whether the price can still be agreed: until a proof of payment is in. */
  is_open: z.boolean(),
  /** Why it ended, or what was noted on the way. */
  note: z.string().nullable(),
  offers: z.array(offerView),
});
export type NegotiationView = z.infer<typeof negotiationView>;

export const orderMessages = z.object({
  items: z.array(messageView),
  next_cursor: z.string().nullable(),
  negotiation: negotiationView,
});
export type OrderMessages = z.infer<typeof orderMessages>;

const priceKobo = z
  .int("Type the price in naira, more than zero.")
  .min(1, "Type the price in naira, more than zero.")
  .max(MAX_PRICE_KOBO, "That is more than ten billion naira. Look at the zeros again.");

const action = z.strictObject({
  quick_action: z.enum(QUICK_ACTIONS),
  /** For everything, delivery included. */
  amount_kobo: priceKobo.optional(),
  /** For one piece; delivery comes on top. */
  unit_price_kobo: priceKobo.optional(),
  /** With `counter_offer`, `confirm_price` or `ask_ceo`: the buyer pays nothing for delivery. */
  free_delivery: z.boolean().optional(),
  /** With `ask_ceo`: a word to the CEO. */
  notes: z.string().trim().max(500).optional(),
});

/** A text that the bot relays, or one quick action (P8.2). */
export const orderMessageInput = z
  .union([z.strictObject({ text: z.string().trim().min(1).max(3_000) }), action])
  .refine((body) => !("quick_action" in body && body.amount_kobo && body.unit_price_kobo), {
    path: ["unit_price_kobo"],
    message: "Name one price: for everything, or for one piece.",
  });
export type OrderMessageInput = z.infer<typeof orderMessageInput>;
export type QuickActionInput = z.infer<typeof action>;

/** What came of it. */
export const orderMessageResult = z.object({
  /** The text names an account that is not the business's own: the CEO decides whether it goes out. */
  held: z.boolean(),
  offer_id: z.string().nullable(),
  escalation_id: z.string().nullable(),
  order_status: z.string(),
  total_kobo: z.int(),
});
export type OrderMessageResult = z.infer<typeof orderMessageResult>;

/** What a price comes to for an order as a page shows it, and whether it needs the CEO; null while it is no price. */
export function previewPrice(
  { delivery_fee_kobo, items }: NegotiationView,
  named: NamedPrice,
): { totalKobo: number; isBelow: boolean } | null {
  const lines = items.map((item, at) => ({
    id: String(at),
    quantity: item.quantity,
    unitPriceKobo: item.unit_price_kobo,
    floorKobo: item.floor_price_kobo,
  }));
  const standing = { lines, deliveryFeeKobo: delivery_fee_kobo };
  const price = toPrice(named, standing);
  if (typeof price === "string" || typeof sumsAt(price, standing) === "string") return null;
  return { totalKobo: price.totalKobo, isBelow: isBelowFloor(price, standing) };
}
