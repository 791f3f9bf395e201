import { stopPayoutEndpoint } from "@/lib/bank/endpoints";
import { stopByLink } from "@/lib/bank/stop-account";
import { addressBucket } from "@/lib/http/client-address";
import { route } from "@/lib/http/route";
import { takePermit } from "@/lib/rate-limit/take-permit";

export const POST = route(stopPayoutEndpoint, async (facts, { params }) => {
  await takePermit("public.link", addressBucket(facts.ip));
  return stopByLink(params.token, facts);
});
