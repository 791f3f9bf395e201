import { z } from "zod";
import { endpoint } from "@/lib/endpoint";
import { orderFilter, orderListItem, orderStatusInput, orderView } from "./schema";

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
