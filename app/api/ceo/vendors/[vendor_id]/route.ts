import { route } from "@/lib/http/route";
import { changeVendor } from "@/lib/members/change-vendor";
import { changeVendorEndpoint, removeVendorEndpoint } from "@/lib/members/endpoints";
import { removeVendor } from "@/lib/members/remove-vendor";

export const PATCH = route(changeVendorEndpoint, (ctx, { params, body }) =>
  changeVendor(ctx, params.vendor_id, body.status),
);

export const DELETE = route(removeVendorEndpoint, (ctx, { params, body }) =>
  removeVendor(ctx, { ...body, vendorId: params.vendor_id }),
);
