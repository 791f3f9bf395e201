import { selectChannelsEndpoint } from "@/lib/channels/endpoints";
import { selectChannels } from "@/lib/connections/select-channels";
import { route } from "@/lib/http/route";

export const POST = route(selectChannelsEndpoint, async (ctx, { body }) => ({
  items: await selectChannels(ctx, body),
}));
