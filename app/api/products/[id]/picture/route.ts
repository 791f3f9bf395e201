import { openProductPictureEndpoint } from "@/lib/catalogue/endpoints";
import { openProductPicture } from "@/lib/catalogue/queries";
import { route } from "@/lib/http/route";

export const GET = route(openProductPictureEndpoint, async (ctx, { params }) => {
  const location = await openProductPicture(ctx, params.id);
  return new Response(null, { status: 302, headers: { location } });
});
