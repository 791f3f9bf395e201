import type { OrderStatus } from "@/lib/orders/rules";
import type { OfferEffect, OfferEvent, OfferFacts } from "../offers/offer-types";
import type { ConversationState } from "../schema";
import type { BotSettings } from "./bot-settings";
import type { DeliveryEffect, DeliveryEvent, Paper } from "./delivery-types";
import type { PersonReason } from "./person-reason";

export type Platform = "whatsapp" | "instagram";

export type { OrderStatus };

/** Outcome of a code that was checked, in a transaction of its own, before the turn (decision 11). */
export interface CodeCheck {
  result: "accepted" | "wrong" | "expired" | "locked" | "none_live";
  triesLeft?: number;
}

/** One inbound message. `other` is a kind the bot cannot use (sticker, audio, location, …), named in `otherKind`. */
export interface MessageEvent {
  type: "message";
  kind: "text" | "image" | "document" | "button" | "other";
  /** The stored message's id; comes back in `submitReceipt`. */
  messageRef: string;
  /** Text, caption, or a button's title. */
  text?: string;
  buttonId?: string;
  otherKind?: string;
  /** The order that a quoted message of ours was about. */
  quotedOrderId?: string;
  /** Present when `buyerCodeIn(text)` found a code and it was checked. */
  codeCheck?: CodeCheck;
}

/** What happened to an order; its facts must already show the new state. */
export type OrderEvent =
  | { type: "order_approved"; orderId: string }
  | { type: "order_rejected"; orderId: string; reason?: string }
  | { type: "order_shipped"; orderId: string; carrier?: string; tracking?: string }
  | { type: "order_delivered"; orderId: string }
  | { type: "order_cancelled"; orderId: string; reason?: string }
  /** `unagreed`: it ended while its price was being agreed on. */
  | { type: "order_lapsed"; orderId: string; unagreed?: boolean }
  | OfferEvent
  | DeliveryEvent
  | { type: "receipt_unreadable"; orderId: string; reason?: "type" | "size" | "damaged" | "gone" }
  | { type: "receipt_same_image"; orderId: string }
  /** `deliveryDay` is a calendar day "YYYY-MM-DD" in the tenant's zone (see `deliveryDayAfter`). */
  | { type: "confirmation_ready"; orderId: string; link: string; deliveryDay: string }
  | { type: "reminder_due"; orderId: string };

export type PersonEvent =
  | { type: "vendor_message"; text: string; orderId?: string; ref?: string }
  | { type: "person_took_over" }
  | { type: "handed_back" };

export type ConversationEvent = MessageEvent | OrderEvent | PersonEvent;

export interface ContactFacts {
  name?: string | null;
  address?: string | null;
  /** E.164. */
  phone?: string | null;
  optedOut: boolean;
  consentGiven: boolean;
  verifiedUntil?: Date | null;
}

export interface CatalogueProduct {
  id: string;
  name: string;
  aliases: string[];
  priceKobo: number;
  /** null: not counted. */
  stock: number | null;
  hasPicture?: boolean;
}

/** `candidates`: all active products, or those like this turn's texts and those of `productIdsInState`. */
export interface CatalogueFacts {
  activeCount: number;
  candidates: CatalogueProduct[];
}

export interface BankAccountFacts {
  bankName: string;
  accountNumber: string;
  accountName: string;
}

/** One of this contact's own orders, and nobody else's. */
export interface OrderFacts {
  id: string;
  reference: string;
  status: OrderStatus;
  totalKobo: number;
  items: { name: string; quantity: number; unitPriceKobo?: number }[];
  deliveryFeeKobo?: number;
  address?: string | null;
  createdAt: Date;
  /** The account that this order was sent, if it was. */
  bankAccount?: BankAccountFacts | null;
  carrier?: string | null;
  tracking?: string | null;
}

/** Everything the engine may know; loaded by the caller inside the turn's transaction. */
export interface Facts {
  platform: Platform;
  settings: BotSettings;
  contact: ContactFacts;
  catalogue: CatalogueFacts;
  /** This contact's orders, open and recent, in any order. */
  orders: OrderFacts[];
  /** What is open for them; absent when no price is being agreed. */
  offers?: OfferFacts[];
  /** The account in force. */
  bankAccount: BankAccountFacts | null;
  deliveryFeeKobo: number;
  deliveryDays: number;
  /** Whether `requestUploadLink` can be served; without it the bot only asks for the picture. */
  uploadLinks: boolean;
  /** Seconds until this contact may be sent another code; absent or 0 when one may go out now. */
  codeWaitSeconds?: number;
}

/** A button of at most 20 characters; at most three to a reply on WhatsApp, thirteen on Instagram. */
export interface ReplyButton {
  id: string;
  title: string;
}

/** Filled in by the sender: the one-time code, the reference of the order just placed, the upload link. */
export type ReplyPlaceholder = "code" | "order_ref" | "upload_link";

/** A paragraph of a reply. Of several questions in one turn only the last is kept. */
/** `by`: the person's message that it relays. */
export type ReplyPart = { key: string; text: string; asks: boolean; by?: string };

export interface ReplyEffect {
  type: "reply";
  parts: ReplyPart[];
  /** Placeholders that the text holds, as `{code}`, `{order_ref}`, `{upload_link}`. */
  placeholders: ReplyPlaceholder[];
  buttons: ReplyButton[];
  pictureOfProductId: string | null;
  /** The order that the reply is about (for later quotes). "placed" is the order placed in this turn. */
  orderId: string | null;
}

export interface OrderLine {
  productId: string;
  quantity: number;
  unitPriceKobo: number;
}

export type ReplyFreeEffect =
  /** `registered` is set once, when the last missing fact has come. */
  | {
      type: "setContact";
      name?: string;
      address?: string;
      phone?: string;
      consent?: true;
      registered?: true;
    }
  | { type: "requestCode"; purpose: "buyer"; about: "register" | "order" | "address" | "phone" }
  /** total = items + delivery fee (decision 26). */
  | {
      type: "placeOrder";
      items: OrderLine[];
      deliveryFeeKobo: number;
      totalKobo: number;
      address?: string;
      /** The price is to be agreed first: no account goes out yet. */
      isNegotiated?: true;
    }
  | { type: "submitReceipt"; orderId: string; messageRef: string }
  | { type: "submitDocument"; messageRef: string }
  | { type: "confirmAddress"; orderId: string; address?: string }
  | { type: "changeAddress"; orderId: string; address: string }
  | { type: "cancelOrder"; orderId: string; reason?: string }
  | { type: "requestUploadLink"; orderId: string }
  | { type: "resendConfirmation"; orderId: string; paper: Paper }
  | OfferEffect
  | DeliveryEffect
  | { type: "privacyRequest"; kind: "access" | "erase" }
  | { type: "optOut" }
  | { type: "optIn" }
  | { type: "needPerson"; reason: PersonReason; orderId?: string };

/** Data only; the caller carries them out in order, in the transaction of the turn. */
export type Effect = ReplyEffect | ReplyFreeEffect;

export interface Decision {
  state: ConversationState;
  effects: Effect[];
}
