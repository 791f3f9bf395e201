import { changeProduct } from "@/lib/catalogue/change-product";
import { changeProductEndpoint, getProductEndpoint, removeProductEndpoint } from "@/lib/catalogue/endpoints";
import { getProduct } from "@/lib/catalogue/queries";
import { removeProduct } from "@/lib/catalogue/remove-product";
import { route } from "@/lib/http/route";

export const GET = route(getProductEndpoint, (ctx, { params }) => getProduct(ctx, params.id));

export const PATCH = route(changeProductEndpoint, (ctx, { params, body }) =>
  changeProduct(ctx, { ...body, productId: params.id }),
);

export const DELETE = route(removeProductEndpoint, (ctx, { params }) =>
  removeProduct(ctx, { productId: params.id }),
);
