import { listChannelsEndpoint } from "@/lib/channels/endpoints";
import { listChannels } from "@/lib/channels/queries";
import { listCandidates } from "@/lib/connections/candidates";
import { route } from "@/lib/http/route";

export const GET = route(listChannelsEndpoint, async (ctx) => ({
  items: await listChannels(ctx),
  candidates: await listCandidates(ctx),
}));
