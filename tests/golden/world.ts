import type { OfferFacts } from "@/lib/conversation/offers/offer-types";
import type { BotSettings } from "@/lib/conversation/rules/bot-settings";
import { buyerCodeIn } from "@/lib/conversation/rules/buyer-code";
import { decideTurn } from "@/lib/conversation/rules/decide-turn";
import { replyText } from "@/lib/conversation/rules/pack-reply";
import type {
  CatalogueProduct,
  CodeCheck,
  ConversationEvent,
  Effect,
  Facts,
  MessageEvent,
  OrderFacts,
  OrderStatus,
} from "@/lib/conversation/rules/types";
import { type ConversationState, freshState, parseState } from "@/lib/conversation/schema";

/** A Thursday afternoon in Lagos; two days on is Saturday. */
export const START = new Date("2026-11-19T13:00:00Z");
export const RIGHT_CODE = "Kp7#mN4x";
export const WRONG_CODE = "Zz9!zZ8y";

export const PRODUCTS: CatalogueProduct[] = [
  product("red", "Red Ankara Dress", 1_250_000, ["red gown", "ankara gown"], 12),
  product("blue", "Blue Ankara Dress", 1_300_000, ["blue gown"], 4),
  product("cap", "Aso Oke Cap", 400_000, ["fila", "cap"], null),
  product("bag", "Leather Handbag", 1_850_000, ["bag", "purse"], 3),
  product("laptop", "Dell Latitude Laptop", 24_000_000, ["dell laptop", "dell"], 20),
  product("shoe", "Black Court Shoe", 950_000, ["court shoe", "heels"], 0),
];

/** What a dialogue may start from. */
export interface Setting {
  settings?: Partial<BotSettings>;
  platform?: "whatsapp" | "instagram";
  contact?: Partial<Facts["contact"]>;
  orders?: (Partial<OrderFacts> & { reference: string; status: OrderStatus })[];
  products?: CatalogueProduct[];
  bankAccount?: Facts["bankAccount"];
  deliveryFeeKobo?: number;
  uploadLinks?: boolean;
  offers?: (Partial<OfferFacts> & { reference: string; totalKobo: number })[];
  codeWaitSeconds?: number;
}

/** A world in memory: it carries out what the engine decides, as the worker does with a database. */
export class World {
  state: ConversationState = freshState();
  now = START;
  effects: Effect[] = [];
  replies: string[] = [];
  /** What stands on the buttons under the last reply. */
  buttons: string[] = [];
  sent = 0;
  /** What was said of disputed orders, and the captions of the papers sent. */
  disputes: string[] = [];
  papers: string[] = [];
  facts: Facts;
  #code: { text: string; triesLeft: number; expiresAt: number } | null = null;
  #references = ["TG-8891", "TG-8892", "TG-8893", "TG-8894"];
  #messages = 0;

  constructor(setting: Setting = {}) {
    const orders = (setting.orders ?? []).map((order, at) => ({
      id: `ord_${order.reference}`,
      totalKobo: 1_400_000,
      items: [{ name: "Red Ankara Dress", quantity: 1 }],
      address: "123 Lagos St, Ikeja",
      createdAt: new Date(START.getTime() - (10 + at) * 60_000),
      bankAccount: null,
      ...order,
    }));
    const products = setting.products ?? PRODUCTS;
    this.facts = {
      platform: setting.platform ?? "whatsapp",
      settings: { business: "Ada's Fashion", kind: "shop", tone: "friendly", ...setting.settings },
      contact: { optedOut: false, consentGiven: false, ...setting.contact },
      catalogue: { activeCount: products.length, candidates: products },
      orders,
      bankAccount:
        setting.bankAccount === undefined
          ? { bankName: "First Bank", accountNumber: "0000014579", accountName: "Ada's Fashion" }
          : setting.bankAccount,
      deliveryFeeKobo: setting.deliveryFeeKobo ?? 0,
      deliveryDays: 1,
      uploadLinks: setting.uploadLinks ?? false,
      offers: (setting.offers ?? []).map(({ reference, ...offer }) => offerOf(`ord_${reference}`, offer)),
      codeWaitSeconds: setting.codeWaitSeconds ?? 0,
    };
  }

  /** Inbound messages that wait together are one turn. */
  hear(messages: Omit<MessageEvent, "type" | "messageRef">[]): void {
    this.take(
      messages.map((message) => {
        this.#messages += 1;
        const codeCheck = this.#check(message.text ?? "");
        return {
          type: "message",
          messageRef: `msg_${this.#messages}`,
          ...message,
          ...(codeCheck && { codeCheck }),
        };
      }),
    );
  }

  take(events: ConversationEvent[]): void {
    this.now = new Date(this.now.getTime() + 20_000);
    for (const event of events) this.#happen(event);
    const before = JSON.stringify([this.state, this.facts]);
    const decision = decideTurn(events, this.state, this.facts, this.now);
    if (JSON.stringify([this.state, this.facts]) !== before)
      throw new Error("the engine changed its arguments");
    this.state = parseState(JSON.parse(JSON.stringify(decision.state)));
    this.effects = decision.effects.filter((effect) => effect.type !== "reply");
    this.replies = [];
    for (const effect of decision.effects) this.#carryOut(effect);
  }

  order(reference: string): OrderFacts {
    const order = this.facts.orders.find((one) => one.reference === reference);
    if (!order) throw new Error(`no order ${reference}`);
    return order;
  }

  pass(minutes: number): void {
    this.now = new Date(this.now.getTime() + minutes * 60_000);
  }

  #check(text: string): CodeCheck | null {
    const code = buyerCodeIn(text);
    if (!code) return null;
    const live = this.#code;
    if (!live) return { result: "none_live" };
    if (live.expiresAt <= this.now.getTime()) {
      this.#code = null;
      return { result: "expired" };
    }
    if (code === live.text) {
      this.#code = null;
      this.facts.contact = {
        ...this.facts.contact,
        verifiedUntil: new Date(this.now.getTime() + 86_400_000),
      };
      return { result: "accepted" };
    }
    live.triesLeft -= 1;
    if (live.triesLeft > 0) return { result: "wrong", triesLeft: live.triesLeft };
    this.#code = null;
    return { result: "locked" };
  }

  /** An event of an order finds the order already moved. */
  #happen(event: ConversationEvent): void {
    const moves: Partial<Record<ConversationEvent["type"], OrderStatus>> = {
      order_approved: "APPROVED",
      order_rejected: "REJECTED",
      order_shipped: "SHIPPED",
      order_delivered: "DELIVERED",
      order_cancelled: "CANCELLED",
      order_lapsed: "CANCELLED",
      order_out_of_stock: "CANCELLED",
      dispute_settled: "DELIVERED",
      price_agreed: "AWAITING_PAYMENT",
    };
    const status = moves[event.type];
    if (status && "orderId" in event && event.orderId) this.#move(event.orderId, { status });
  }

  #carryOut(effect: Effect): void {
    switch (effect.type) {
      case "reply":
        this.sent += 1;
        this.buttons = effect.buttons.map((button) => button.title);
        this.replies.push(
          replyText(effect)
            .replace("{code}", this.#code?.text ?? "NO CODE")
            .replaceAll("{order_ref}", this.facts.orders.at(-1)?.reference ?? "NO ORDER")
            .replace("{upload_link}", "https://shop.example/u/tok"),
        );
        return;
      case "setContact": {
        const { name, address, phone, consent } = effect;
        const contact = {
          ...this.facts.contact,
          ...(name && { name }),
          ...(address && { address }),
          ...(phone && { phone }),
        };
        this.facts.contact = { ...contact, consentGiven: contact.consentGiven || consent === true };
        return;
      }
      case "requestCode":
        this.#code = { text: RIGHT_CODE, triesLeft: 5, expiresAt: this.now.getTime() + 300_000 };
        return;
      case "placeOrder":
        this.#place(effect);
        return;
      case "submitReceipt":
        this.#move(effect.orderId, { status: "RECEIPT_UPLOADED" });
        return;
      case "confirmAddress":
        this.#move(effect.orderId, {
          status: "CONFIRMED",
          ...(effect.address && { address: effect.address }),
        });
        return;
      case "changeAddress":
        this.#move(effect.orderId, { address: effect.address });
        return;
      case "cancelOrder":
        this.#move(effect.orderId, { status: "CANCELLED" });
        return;
      case "confirmDelivery":
        this.#move(effect.orderId, { status: "DELIVERED" });
        return;
      case "openDispute":
        this.#move(effect.orderId, { status: "DISPUTED" });
        this.disputes.push(effect.words);
        return;
      case "sendPaper":
        this.papers.push(effect.caption);
        return;
      case "recordOffer": {
        const { type: _, messageRef: __, orderId: named, ...price } = effect;
        const orderId = this.#idOf(named);
        const others = (this.facts.offers ?? []).filter((one) => one.madeBy !== "buyer");
        this.facts.offers = [...others, offerOf(orderId, { ...price, madeBy: "buyer", id: "off_buyer" })];
        this.#move(orderId, { status: "NEGOTIATING" });
        return;
      }
      case "acceptOffer": {
        const offer = this.facts.offers?.find((one) => one.id === effect.offerId);
        if (!offer) throw new Error("an offer was accepted that is not open");
        this.facts.offers = [];
        this.#move(effect.orderId, {
          status: "AWAITING_PAYMENT",
          totalKobo: offer.totalKobo,
          bankAccount: this.facts.bankAccount,
        });
        return;
      }
      case "declineOffer":
        this.facts.offers = (this.facts.offers ?? []).filter((one) => one.id !== effect.offerId);
        return;
      case "optOut":
      case "optIn":
        this.facts.contact = { ...this.facts.contact, optedOut: effect.type === "optOut" };
    }
  }

  #place(effect: Extract<Effect, { type: "placeOrder" }>): void {
    const reference = this.#references.shift() ?? "TG-9999";
    const names = new Map(this.facts.catalogue.candidates.map((one) => [one.id, one.name]));
    this.facts.orders = [
      ...this.facts.orders,
      {
        id: `ord_${reference}`,
        reference,
        status: effect.isNegotiated ? "NEGOTIATING" : "AWAITING_PAYMENT",
        totalKobo: effect.totalKobo,
        deliveryFeeKobo: effect.deliveryFeeKobo,
        items: effect.items.map((item) => ({
          name: names.get(item.productId) ?? "",
          quantity: item.quantity,
        })),
        address: effect.address ?? null,
        createdAt: this.now,
        bankAccount: effect.isNegotiated ? null : this.facts.bankAccount,
      },
    ];
  }

  #idOf(orderId: string): string {
    return orderId === "placed" ? (this.facts.orders.at(-1)?.id ?? "") : orderId;
  }

  #move(orderId: string, change: Partial<OrderFacts>): void {
    const id = this.#idOf(orderId);
    this.facts.orders = this.facts.orders.map((order) => (order.id === id ? { ...order, ...change } : order));
  }
}

function offerOf(orderId: string, offer: Partial<OfferFacts>): OfferFacts {
  const { id = "off_ours", madeBy = "vendor", totalKobo = 0, unitPriceKobo = null } = offer;
  const { freeDelivery = false, awaitsCeo = false } = offer;
  return { id, orderId, madeBy, totalKobo, unitPriceKobo, freeDelivery, awaitsCeo };
}

function product(
  id: string,
  name: string,
  priceKobo: number,
  aliases: string[],
  stock: number | null,
): CatalogueProduct {
  return { id, name, aliases, priceKobo, stock, hasPicture: true };
}
