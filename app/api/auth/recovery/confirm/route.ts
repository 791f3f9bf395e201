import { confirmRecovery } from "@/lib/auth/recovery/confirm-recovery";
import { confirmRecoveryEndpoint } from "@/lib/auth/recovery/endpoints";
import { addressBucket } from "@/lib/http/client-address";
import { route } from "@/lib/http/route";

export const POST = route(confirmRecoveryEndpoint, (facts, { body }) =>
  confirmRecovery({
    challengeId: body.challenge_id,
    otp: body.otp,
    client: addressBucket(facts.ip),
    facts,
  }),
);
