import { recoverPhoneEndpoint } from "@/lib/auth/recovery/endpoints";
import { recoverPhone } from "@/lib/auth/recovery/recover-phone";
import { addressBucket } from "@/lib/http/client-address";
import { route } from "@/lib/http/route";

export const POST = route(recoverPhoneEndpoint, (facts, { params, body }) =>
  recoverPhone(params.recovery_id, { ...body, client: addressBucket(facts.ip), facts }),
);
