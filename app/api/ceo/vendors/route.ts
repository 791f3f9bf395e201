import { route } from "@/lib/http/route";
import { addVendor } from "@/lib/members/add-vendor";
import { addVendorEndpoint, listVendorsEndpoint } from "@/lib/members/endpoints";
import { getVendor, listVendors } from "@/lib/members/queries";

export const GET = route(listVendorsEndpoint, (ctx, { query }) => listVendors(ctx, query));

export const POST = route(addVendorEndpoint, async (ctx, { body }) => {
  const { vendorId } = await addVendor(ctx, body);
  return getVendor(ctx, vendorId);
});
