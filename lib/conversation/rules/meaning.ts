export type Language = "en" | "pcm";

/** Intents by name, as the API's preview shows them. */
export type Intent =
  | "greet"
  | "register"
  | "verify_code"
  | "resend_code"
  | "browse"
  | "ask_price"
  | "ask_stock"
  | "ask_account"
  | "ask_delivery"
  | "order"
  | "negotiate"
  | "accept_offer"
  | "order_status"
  | "claim_paid"
  | "payment_problem"
  | "upload"
  | "confirm"
  | "cancel"
  | "yes"
  | "no"
  | "give_name"
  | "give_address"
  | "change_address"
  | "give_phone"
  | "talk_to_person"
  | "complaint"
  | "refund"
  | "return_exchange"
  | "thanks"
  | "goodbye"
  | "help"
  | "opt_out"
  | "opt_in"
  | "privacy"
  | "resend_document"
  | "unknown";

/** What a text was taken for; `confidence` from 0 to 1. */
export interface Understanding {
  intent: Intent;
  confidence: number;
  slots: Slots;
  language: Language | null;
}

export interface Slots {
  item?: string;
  quantity?: number;
  amountKobo?: number;
  reference?: string;
  code?: string;
  name?: string;
  address?: string;
  phone?: string;
  reason?: string;
  area?: string;
  size?: string;
  topic?: string;
}
