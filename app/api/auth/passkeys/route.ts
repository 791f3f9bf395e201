import { addPasskey } from "@/lib/auth/passkeys/add-passkey";
import {
  addPasskeyEndpoint,
  listPasskeysEndpoint,
  removePasskeyEndpoint,
} from "@/lib/auth/passkeys/endpoints";
import { listPasskeys } from "@/lib/auth/passkeys/list-passkeys";
import { removePasskey } from "@/lib/auth/passkeys/remove-passkey";
import { route } from "@/lib/http/route";

export const GET = route(listPasskeysEndpoint, async (ctx) => ({
  items: await listPasskeys(ctx),
  next_cursor: null,
}));

export const POST = route(addPasskeyEndpoint, (ctx, { body }) => addPasskey(ctx, body));

export const DELETE = route(removePasskeyEndpoint, (ctx, { body }) => removePasskey(ctx, body.passkey_id));
