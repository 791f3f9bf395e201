import { readFileBody } from "@/lib/http/read-file-body";
import { route } from "@/lib/http/route";
import { sendPicture } from "@/lib/messaging/send-picture";
import { conversationOf } from "@/lib/negotiation/answer-buyer";
import { sendOrderPictureEndpoint } from "@/lib/negotiation/endpoints";
import { withTenant } from "@/lib/tenancy/with-tenant";

export const POST = route(sendOrderPictureEndpoint, async (ctx, { params, request }) => {
  const orderId = params.order_id;
  const conversationId = await withTenant(ctx, (tx) => conversationOf(tx, orderId));
  return sendPicture(ctx, { conversationId, orderId, read: (bytesMax) => readFileBody(request, bytesMax) });
});
