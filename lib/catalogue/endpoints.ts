import { z } from "zod";
import { endpoint } from "@/lib/endpoint";
import { addProductInput, changeProductInput, productFilter, productView } from "./schema";

export const listProductsEndpoint = endpoint({
  method: "GET",
  path: "/api/products",
  summary: "List the catalogue, the newest first",
  auth: "vendor",
  query: productFilter,
  data: z.object({ items: z.array(productView), next_cursor: z.string().nullable() }),
});

export const addProductEndpoint = endpoint({
  method: "POST",
  path: "/api/products",
  summary: "Add a product",
  auth: "ceo",
  body: addProductInput,
  data: productView,
  successStatus: 201,
});

export const getProductEndpoint = endpoint({
  method: "GET",
  path: "/api/products/{id}",
  summary: "Read one product",
  auth: "vendor",
  data: productView,
});

export const changeProductEndpoint = endpoint({
  method: "PATCH",
  path: "/api/products/{id}",
  summary: "Change a product; what is absent stays",
  auth: "ceo",
  body: changeProductInput,
  data: productView,
});

export const removeProductEndpoint = endpoint({
  method: "DELETE",
  path: "/api/products/{id}",
  summary: "Take a product out of the catalogue",
  description: "One that was ordered before is only not offered any more: `removed` is then false.",
  auth: "ceo",
  data: z.object({ product_id: z.string(), removed: z.boolean() }),
});

export const openProductPictureEndpoint = endpoint({
  method: "GET",
  path: "/api/products/{id}/picture",
  summary: "Open a product's picture by a link that lives 60 seconds",
  auth: "vendor",
  successStatus: 302,
  limit: "none",
  answers: "redirect",
});
