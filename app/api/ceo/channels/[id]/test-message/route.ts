import { testMessageEndpoint } from "@/lib/connections/endpoints";
import { sendTestMessage } from "@/lib/connections/send-test-message";
import { route } from "@/lib/http/route";

export const POST = route(testMessageEndpoint, (ctx, { params, body }) =>
  sendTestMessage(ctx, { channelId: params.id, to: body.to }),
);
