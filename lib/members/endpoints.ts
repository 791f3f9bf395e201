import { endpoint } from "@/lib/endpoint";
import {
  addVendorInput,
  changeVendorInput,
  removeVendorInput,
  vendorFilter,
  vendorPage,
  vendorRemoval,
  vendorView,
} from "./schema";

export const listVendorsEndpoint = endpoint({
  method: "GET",
  path: "/api/ceo/vendors",
  summary: "List the staff, the owner first",
  auth: "ceo",
  query: vendorFilter,
  data: vendorPage,
});

export const addVendorEndpoint = endpoint({
  method: "POST",
  path: "/api/ceo/vendors",
  summary: "Add a vendor; they are told by SMS and sign in with the number",
  auth: "ceo",
  body: addVendorInput,
  data: vendorView,
  successStatus: 201,
});

export const changeVendorEndpoint = endpoint({
  method: "PATCH",
  path: "/api/ceo/vendors/{vendor_id}",
  summary: "Suspend a vendor, who is signed out at once, or restore them",
  auth: "ceo",
  body: changeVendorInput,
  data: vendorView,
});

export const removeVendorEndpoint = endpoint({
  method: "DELETE",
  path: "/api/ceo/vendors/{vendor_id}",
  summary: "Remove a vendor, with a code; their open work goes to somebody else",
  description:
    "Open orders, conversations and products go to `to_vendor_id`, or without it to the owner, together with the removal. The code is asked for with purpose `vendor.remove`; its target is the vendor's id and, where it is given, `to_vendor_id`.",
  auth: "ceo",
  body: removeVendorInput,
  data: vendorRemoval,
  sensitive: "vendor.remove",
});
