import { route } from "@/lib/http/route";
import { openInvoiceEndpoint } from "@/lib/orders/endpoints";
import { openInvoice } from "@/lib/orders/open-invoice";

export const GET = route(openInvoiceEndpoint, async (ctx, { params }) => {
  const location = await openInvoice(ctx, params.order_id);
  return new Response(null, { status: 302, headers: { location } });
});
