import { route } from "@/lib/http/route";
import { reviewReceiptEndpoint } from "@/lib/receipts/endpoints";
import { reviewReceipt } from "@/lib/receipts/review-receipt";

export const POST = route(reviewReceiptEndpoint, (ctx, { params, body }) =>
  reviewReceipt(ctx, { ...body, orderId: params.order_id }),
);
