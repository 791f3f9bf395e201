import { route } from "@/lib/http/route";
import { getReceiptEndpoint } from "@/lib/receipts/endpoints";
import { getReceipt } from "@/lib/receipts/queries";

export const GET = route(getReceiptEndpoint, (ctx, { params }) => getReceipt(ctx, params.id));
