import { route } from "@/lib/http/route";
import { listConversationsEndpoint } from "@/lib/messaging/endpoints";
import { listConversations } from "@/lib/messaging/queries";

export const GET = route(listConversationsEndpoint, (ctx, { query }) =>
  listConversations(ctx, {
    ...query,
    needsPerson: query.needs_person === "true",
    unread: query.unread === "true",
  }),
);
