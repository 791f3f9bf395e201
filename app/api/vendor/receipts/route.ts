import { route } from "@/lib/http/route";
import { listReceiptsEndpoint } from "@/lib/receipts/endpoints";
import { listReceipts } from "@/lib/receipts/queries";

export const GET = route(listReceiptsEndpoint, (ctx, { query }) => listReceipts(ctx, query));
