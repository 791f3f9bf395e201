import { stopRecoveryEndpoint } from "@/lib/auth/recovery/endpoints";
import { stopRecovery } from "@/lib/auth/recovery/stop-recovery";
import { addressBucket } from "@/lib/http/client-address";
import { route } from "@/lib/http/route";

export const DELETE = route(stopRecoveryEndpoint, (facts, { params }) =>
  stopRecovery(params.recovery_id, { client: addressBucket(facts.ip), facts }),
);
