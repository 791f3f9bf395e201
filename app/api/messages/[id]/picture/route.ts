import { route } from "@/lib/http/route";
import { openPictureEndpoint } from "@/lib/messaging/endpoints";
import { openPicture } from "@/lib/messaging/open-picture";

export const GET = route(openPictureEndpoint, async (ctx, { params, query }) => {
  const location = await openPicture(ctx, { messageId: params.id, place: query.place });
  return new Response(null, { status: 302, headers: { location } });
});
