import { route } from "@/lib/http/route";
import { listContactMessages } from "@/lib/messaging/contact-messages";
import { listContactMessagesEndpoint } from "@/lib/messaging/endpoints";

export const GET = route(listContactMessagesEndpoint, (ctx, { params, query }) =>
  listContactMessages(ctx, { contactId: params.id, ...query }),
);
