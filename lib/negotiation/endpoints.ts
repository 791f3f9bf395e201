import { z } from "zod";
import { listQuery } from "@/lib/cursor";
import { endpoint } from "@/lib/endpoint";
import { orderMessageInput, orderMessageResult, orderMessages } from "./schema";

export const listOrderMessagesEndpoint = endpoint({
  method: "GET",
  path: "/api/vendor/orders/{order_id}/messages",
  summary: "Read the conversation an order came from, with its items, price and offers",
  description: "Messages come newest first, offers oldest first.",
  auth: "vendor",
  query: listQuery.omit({ q: true }),
  data: orderMessages,
});

export const writeOrderMessageEndpoint = endpoint({
  method: "POST",
  path: "/api/vendor/orders/{order_id}/messages",
  summary: "Answer the buyer of an order: a text, or a quick action on its price",
  description:
    "`confirm_price` takes the buyer's open offer, the price named, or the price as it stands, and sends the payment details. Below the product's floor: 409 `price_below_floor`; `ask_ceo` puts it before the CEO. An offer that expired or lost a race: 409 `offer_over`. With an `Idempotency-Key` header a repeated request does nothing and gets the same answer.",
  auth: "vendor",
  body: orderMessageInput,
  data: orderMessageResult,
  successStatus: 202,
});

export const sendOrderPictureEndpoint = endpoint({
  method: "POST",
  path: "/api/vendor/orders/{order_id}/pictures",
  summary: "Send the buyer of an order a picture: the bytes of a JPEG of at most 16 MB",
  auth: "vendor",
  data: z.object({ message_id: z.string() }),
  successStatus: 202,
});
