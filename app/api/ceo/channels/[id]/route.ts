import { disconnectChannel } from "@/lib/connections/disconnect-channel";
import { disconnectChannelEndpoint, getChannelEndpoint } from "@/lib/connections/endpoints";
import { getChannel } from "@/lib/connections/queries";
import { route } from "@/lib/http/route";

export const GET = route(getChannelEndpoint, (ctx, { params }) => getChannel(ctx, params.id));

export const DELETE = route(disconnectChannelEndpoint, (ctx, { params, body }) =>
  disconnectChannel(ctx, { ...body, channelId: params.id }),
);
