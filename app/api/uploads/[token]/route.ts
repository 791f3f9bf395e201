import { addressBucket } from "@/lib/http/client-address";
import { readFileBody } from "@/lib/http/read-file-body";
import { route } from "@/lib/http/route";
import { takePermit } from "@/lib/rate-limit/take-permit";
import { sendUploadEndpoint } from "@/lib/receipts/endpoints";
import { takeUpload } from "@/lib/receipts/take-upload";

/** Buyers know it as `PUT /u/{token}` (next.config.mjs). On Vercel the platform's own limit of 4.5 MB comes first. */
export const PUT = route(sendUploadEndpoint, async (facts, { params, request }) => {
  await takePermit("upload.address", addressBucket(facts.ip));
  await takeUpload(params.token, (bytesMax) => readFileBody(request, bytesMax), facts);
  return { received: true };
});
