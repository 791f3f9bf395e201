import { z } from "zod";
import { endpoint } from "@/lib/endpoint";
import {
  disputeInput,
  orderFilter,
  orderListItem,
  orderStatusInput,
  orderView,
  reassignInput,
} from "./schema";

export const listOrdersEndpoint = endpoint({
  method: "GET",
  path: "/api/orders",
  summary: "List orders, the newest first",
  description: "The CEO sees all of the business, a vendor their own.",
  auth: "vendor",
  query: orderFilter,
  data: z.object({ items: z.array(orderListItem), next_cursor: z.string().nullable() }),
});

export const getOrderEndpoint = endpoint({
  method: "GET",
  path: "/api/orders/{order_id}",
  summary: "Read one order with its address and history",
  auth: "vendor",
  data: orderView,
});

export const setOrderStatusEndpoint = endpoint({
  method: "POST",
  path: "/api/orders/{order_id}/status",
  summary: "Mark an order as shipped or delivered, or call it off",
  description: "The buyer is told. 409 `wrong_state` when it is not its turn.",
  auth: "vendor",
  body: orderStatusInput,
  data: orderView,
});

export const reassignOrderEndpoint = endpoint({
  method: "POST",
  path: "/api/orders/{order_id}/vendor",
  summary: "Give an order to another vendor, or take it yourself",
  description:
    "Who had it loses sight of it and of its chat at once. The same vendor again changes nothing. 409 `conflict` for somebody who is not active, 409 `wrong_state` for an order that has ended.",
  auth: "ceo",
  body: reassignInput,
  data: orderView,
});

export const settleDisputeEndpoint = endpoint({
  method: "POST",
  path: "/api/orders/{order_id}/dispute",
  summary: "Settle what the buyer says is wrong with an order",
  description:
    "The order goes back to where it stood, and the buyer is told. The note stays within the business. 409 `wrong_state` when there is no open dispute.",
  auth: "vendor",
  body: disputeInput,
  data: orderView,
});

export const openInvoiceEndpoint = endpoint({
  method: "GET",
  path: "/api/orders/{order_id}/invoice",
  summary: "Get a link of 60 seconds to an order's invoice (PDF)",
  description: "Each link is audited. 404 while there is none.",
  auth: "vendor",
  answers: "redirect",
});
