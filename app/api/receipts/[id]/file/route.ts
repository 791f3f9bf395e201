import { route } from "@/lib/http/route";
import { openReceiptFileEndpoint } from "@/lib/receipts/endpoints";
import { openReceiptFile } from "@/lib/receipts/open-file";

export const GET = route(openReceiptFileEndpoint, async (ctx, { params, query }) => {
  const location = await openReceiptFile(ctx, { receiptId: params.id, original: query.original === "1" });
  return new Response(null, { status: 302, headers: { location } });
});
