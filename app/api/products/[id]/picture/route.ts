import {
  openProductPictureEndpoint,
  removeProductPictureEndpoint,
  setProductPictureEndpoint,
} from "@/lib/catalogue/endpoints";
import { openProductPicture } from "@/lib/catalogue/queries";
import { removeProductPicture, setProductPicture } from "@/lib/catalogue/set-picture";
import { readFileBody } from "@/lib/http/read-file-body";
import { route } from "@/lib/http/route";

export const GET = route(openProductPictureEndpoint, async (ctx, { params }) => {
  const location = await openProductPicture(ctx, params.id);
  return new Response(null, { status: 302, headers: { location } });
});

export const PUT = route(setProductPictureEndpoint, (ctx, { params, request }) =>
  setProductPicture(ctx, { productId: params.id, read: (bytesMax) => readFileBody(request, bytesMax) }),
);

export const DELETE = route(removeProductPictureEndpoint, (ctx, { params }) =>
  removeProductPicture(ctx, { productId: params.id }),
);
