import { route } from "@/lib/http/route";
import { openSentPictureEndpoint } from "@/lib/messaging/endpoints";
import { openSentPicture } from "@/lib/messaging/send-picture";

export const GET = route(openSentPictureEndpoint, async (ctx, { params }) => {
  const location = await openSentPicture(ctx, params.id);
  return new Response(null, { status: 302, headers: { location } });
});
