import { beginPasskey } from "@/lib/auth/passkeys/begin-passkey";
import { passkeyOptionsEndpoint } from "@/lib/auth/passkeys/endpoints";
import { route } from "@/lib/http/route";

export const POST = route(passkeyOptionsEndpoint, (ctx, { body }) =>
  beginPasskey(ctx, { challengeId: body.challenge_id, otp: body.otp }),
);
