import { checkChannel } from "@/lib/connections/check-channel";
import { checkChannelEndpoint } from "@/lib/connections/endpoints";
import { getChannel } from "@/lib/connections/queries";
import { route } from "@/lib/http/route";

export const POST = route(checkChannelEndpoint, async (ctx, { params }) => {
  await checkChannel(ctx, params.id);
  return getChannel(ctx, params.id);
});
