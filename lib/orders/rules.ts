import type { ActorKind } from "@/lib/tenancy/context";

export type OrderStatus =
  | "NEGOTIATING"
  | "AWAITING_PAYMENT"
  | "RECEIPT_UPLOADED"
  | "ESCALATED"
  | "APPROVED"
  | "REJECTED"
  | "CONFIRMED"
  | "SHIPPED"
  | "DELIVERED"
  | "CANCELLED"
  | "DISPUTED";

/** Who may move an order. `system` is the bot and the worker, acting for the business or for the buyer in chat. */
export type Party = "buyer" | "vendor" | "ceo" | "system";

export type OrderMove = { from: OrderStatus; to: OrderStatus; by: readonly Party[]; when: string };

/**
 * Every move an order can make, who may make it, and when: the one table (P7.4). The database holds the same pairs in
 * `order_move_allowed`, and docs/orders.md shows them; tests compare all three.
 */
export const ORDER_MOVES: readonly OrderMove[] = [
  move("NEGOTIATING", "AWAITING_PAYMENT", ["buyer", "vendor", "ceo", "system"], "the price is agreed"),
  move("NEGOTIATING", "CANCELLED", ["buyer", "vendor", "ceo", "system"], "somebody steps back"),
  move("AWAITING_PAYMENT", "NEGOTIATING", ["buyer", "vendor", "ceo", "system"], "the price is opened again"),
  move("AWAITING_PAYMENT", "RECEIPT_UPLOADED", ["buyer", "system"], "a proof of payment comes in"),
  move("AWAITING_PAYMENT", "CANCELLED", ["buyer", "vendor", "ceo", "system"], "nobody has paid"),
  move("RECEIPT_UPLOADED", "AWAITING_PAYMENT", ["system"], "the file cannot be read"),
  move("RECEIPT_UPLOADED", "ESCALATED", ["vendor", "ceo", "system"], "only the CEO may release it"),
  move("RECEIPT_UPLOADED", "APPROVED", ["vendor", "ceo"], "the money is seen in the account"),
  move("RECEIPT_UPLOADED", "REJECTED", ["vendor", "ceo"], "the proof does not hold"),
  move("RECEIPT_UPLOADED", "CANCELLED", ["vendor", "ceo"], "both agree, and nothing was paid"),
  move("ESCALATED", "APPROVED", ["ceo"], "the CEO releases it with a code"),
  move("ESCALATED", "REJECTED", ["ceo"], "the CEO refuses it with a code"),
  move("ESCALATED", "CANCELLED", ["ceo"], "the CEO calls it off"),
  move("REJECTED", "AWAITING_PAYMENT", ["buyer", "system"], "the buyer sends another proof"),
  move("REJECTED", "CANCELLED", ["buyer", "vendor", "ceo", "system"], "nobody has paid"),
  move("APPROVED", "CONFIRMED", ["buyer", "system"], "the buyer confirms the address"),
  move("APPROVED", "DISPUTED", ["buyer", "vendor", "ceo", "system"], "something is wrong"),
  move("CONFIRMED", "SHIPPED", ["vendor", "ceo"], "the parcel is on its way"),
  move("CONFIRMED", "DISPUTED", ["buyer", "vendor", "ceo", "system"], "something is wrong"),
  move("SHIPPED", "DELIVERED", ["buyer", "vendor", "ceo", "system"], "the parcel has arrived"),
  move("SHIPPED", "DISPUTED", ["buyer", "vendor", "ceo", "system"], "something is wrong"),
  move("DELIVERED", "DISPUTED", ["buyer", "vendor", "ceo", "system"], "something is wrong"),
  // Back to where the order stood, and nowhere else: the database asks its history.
  move("DISPUTED", "APPROVED", ["vendor", "ceo"], "the dispute is settled"),
  move("DISPUTED", "CONFIRMED", ["vendor", "ceo"], "the dispute is settled"),
  move("DISPUTED", "SHIPPED", ["vendor", "ceo"], "the dispute is settled"),
  move("DISPUTED", "DELIVERED", ["vendor", "ceo"], "the dispute is settled"),
];

/** States in which the money was released: only a recorded credit leads here (P9.6). */
export const RELEASED_STATUSES = [
  "APPROVED",
  "CONFIRMED",
  "SHIPPED",
  "DELIVERED",
] as const satisfies OrderStatus[];

export type MoveRefusal = "no_such_move" | "not_yours";

/** Whether this party may move an order from one state to another; null when yes, else why not. */
export function refuseMove(party: Party | null, from: OrderStatus, to: OrderStatus): MoveRefusal | null {
  const found = ORDER_MOVES.find((one) => one.from === from && one.to === to);
  if (!found) return "no_such_move";
  return party !== null && found.by.includes(party) ? null : "not_yours";
}

/** The party an actor stands for in the table, or null for those who never move an order. */
export function partyOf(kind: ActorKind): Party | null {
  if (kind === "contact") return "buyer";
  if (kind === "vendor" || kind === "ceo") return kind;
  return kind === "bot" || kind === "worker" ? "system" : null;
}

/** Whether the address may still be changed: until the parcel has left. */
export function mayChangeAddress(status: OrderStatus): boolean {
  return !["SHIPPED", "DELIVERED", "CANCELLED", "DISPUTED"].includes(status);
}

/**
 * Whether free text that will reach a buyer holds something that could be an account number (ten digits, however split)
 * and is not the one the order was sent: this is where money is led astray (P7.5).
 */
export function holdsForeignAccount(text: string, ownAccount: string | null): boolean {
  const runs = text.normalize("NFKC").match(/\d(?:[\s.\-–—_/]*\d){9,}/g) ?? [];
  return runs.some((run) => run.replace(/\D/g, "") !== ownAccount);
}

/** `items − discount + delivery = total` (the rule of sums; the database checks it too). All in kobo. */
export function sumOrder(
  lines: readonly { quantity: number; unitPriceKobo: number }[],
  deliveryFeeKobo: number,
  discountKobo = 0,
): { itemsKobo: number; totalKobo: number } {
  const itemsKobo = lines.reduce((sum, line) => sum + line.quantity * line.unitPriceKobo, 0);
  return { itemsKobo, totalKobo: itemsKobo - discountKobo + deliveryFeeKobo };
}

function move(from: OrderStatus, to: OrderStatus, by: readonly Party[], when: string): OrderMove {
  return { from, to, by, when };
}
