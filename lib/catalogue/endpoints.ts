import { z } from "zod";
import { endpoint } from "@/lib/endpoint";
import {
  addProductInput,
  changeDeliveryInput,
  changeProductInput,
  deliveryView,
  importOutcome,
  importQuery,
  productFilter,
  productView,
} from "./schema";

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
  description: "With an `Idempotency-Key` header a repeated request adds nothing and gets the same product.",
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

export const setProductPictureEndpoint = endpoint({
  method: "PUT",
  path: "/api/products/{id}/picture",
  summary: "Give a product its picture: the bytes of a JPEG, PNG, WebP or HEIC of at most 16 MB",
  description: "What is kept and shown is a new picture made from it, without what the camera wrote into it.",
  auth: "ceo",
  data: productView,
});

export const removeProductPictureEndpoint = endpoint({
  method: "DELETE",
  path: "/api/products/{id}/picture",
  summary: "Take a product's picture away",
  auth: "ceo",
  data: productView,
});

export const importProductsEndpoint = endpoint({
  method: "POST",
  path: "/api/products/import",
  summary: "Bring in products from a CSV file of at most 5,000 rows",
  description:
    "The body is the file. Without `digest` nothing is written: the answer says row by row what would be added, changed or refused, and gives the digest of that. With it, exactly that is done, in one transaction; `superseded` when it would be something else by now.",
  auth: "ceo",
  query: importQuery,
  data: importOutcome,
});

export const exportProductsEndpoint = endpoint({
  method: "GET",
  path: "/api/products/export",
  summary: "Download the catalogue as a CSV file, or with `template=true` an example to fill in",
  auth: "ceo",
  query: z.object({ template: z.enum(["true", "false"]).optional() }),
  answers: "text/csv",
});

export const readDeliveryEndpoint = endpoint({
  method: "GET",
  path: "/api/ceo/delivery",
  summary: "Read the delivery fee and the days a delivery takes",
  auth: "ceo",
  data: deliveryView,
});

export const changeDeliveryEndpoint = endpoint({
  method: "PUT",
  path: "/api/ceo/delivery",
  summary: "Set the delivery fee and days for new orders",
  auth: "ceo",
  body: changeDeliveryInput,
  data: deliveryView,
});
