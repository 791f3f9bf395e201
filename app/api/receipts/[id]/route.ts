import { route } from "@/lib/http/route";
import { deleteReceipt } from "@/lib/receipts/delete-receipt";
import { deleteReceiptEndpoint, getReceiptEndpoint } from "@/lib/receipts/endpoints";
import { getReceipt } from "@/lib/receipts/queries";

export const GET = route(getReceiptEndpoint, (ctx, { params }) => getReceipt(ctx, params.id));

export const DELETE = route(deleteReceiptEndpoint, (ctx, { params, body }) =>
  deleteReceipt(ctx, { ...body, receiptId: params.id }),
);
