import { removePasskeyByIdEndpoint } from "@/lib/auth/passkeys/endpoints";
import { removePasskey } from "@/lib/auth/passkeys/remove-passkey";
import { route } from "@/lib/http/route";

export const DELETE = route(removePasskeyByIdEndpoint, (ctx, { params }) =>
  removePasskey(ctx, params.passkey_id),
);
