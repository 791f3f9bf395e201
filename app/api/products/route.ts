import { addProduct } from "@/lib/catalogue/add-product";
import { addProductEndpoint, listProductsEndpoint } from "@/lib/catalogue/endpoints";
import { listProducts } from "@/lib/catalogue/queries";
import { route } from "@/lib/http/route";

export const GET = route(listProductsEndpoint, (ctx, { query }) => listProducts(ctx, query));

export const POST = route(addProductEndpoint, (ctx, { body, request }) =>
  addProduct(ctx, body, request.headers.get("idempotency-key") ?? undefined),
);
