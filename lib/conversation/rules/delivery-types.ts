/** Which paper of an order. */
export type Paper = "confirmation" | "invoice";

/** What happened after delivery. `link`: the buyer's page, which opens the paper. */
export type DeliveryEvent =
  | { type: "invoice_ready"; orderId: string; link: string }
  | { type: "dispute_settled"; orderId: string };

export type DeliveryEffect =
  | { type: "confirmDelivery"; orderId: string }
  /** `words` are the buyer's own; for an order that is in dispute they are added. */
  | { type: "openDispute"; orderId: string; words: string }
  /** The PDF itself, as a document in the chat: after the reply that has its link. */
  | { type: "sendPaper"; orderId: string; paper: Paper; caption: string };
