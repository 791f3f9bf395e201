import { recordReading } from "@/lib/audit/record-reading";
import { askAboutPrice } from "@/lib/escalations/ask-about-price";
import { route } from "@/lib/http/route";
import { answerBuyer } from "@/lib/negotiation/answer-buyer";
import { answerOnce } from "@/lib/negotiation/answer-once";
import { listOrderMessagesEndpoint, writeOrderMessageEndpoint } from "@/lib/negotiation/endpoints";
import { listOrderMessages } from "@/lib/negotiation/queries";

export const GET = route(listOrderMessagesEndpoint, async (ctx, { params, query }) => {
  const messages = await listOrderMessages(ctx, { ...query, orderId: params.order_id });
  const { contact_id: contactId } = messages.negotiation.buyer;
  await recordReading(ctx, { action: "CONVERSATION_VIEWED", contactId });
  return messages;
});

export const POST = route(writeOrderMessageEndpoint, (ctx, { params, body, request }) => {
  const key = request.headers.get("idempotency-key");
  const orderId = params.order_id;
  return answerOnce(ctx, { key, body: { order_id: orderId, ...body } }, (tx) =>
    "quick_action" in body && body.quick_action === "ask_ceo"
      ? askAboutPrice(tx, ctx, orderId, body)
      : answerBuyer(tx, ctx, orderId, body),
  );
});
