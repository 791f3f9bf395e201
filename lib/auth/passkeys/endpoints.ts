import { z } from "zod";
import { endpoint } from "@/lib/endpoint";
import * as schema from "./schema";

export const passkeyOptionsEndpoint = endpoint({
  method: "POST",
  path: "/api/auth/passkeys/options",
  summary: "Begin to add a passkey",
  description:
    "Gives `PublicKeyCredentialCreationOptionsJSON` for `navigator.credentials.create()`: good for five minutes, in this session, once.",
  auth: "ceo",
  body: schema.optionsBody,
  data: schema.optionsData,
  sensitive: "passkey.add",
});

export const addPasskeyEndpoint = endpoint({
  method: "POST",
  path: "/api/auth/passkeys",
  summary: "Add the passkey that the browser made",
  description: "Only with what the options asked for, in the same session.",
  auth: "ceo",
  body: schema.addBody,
  data: schema.passkeyItem,
  successStatus: 201,
});

export const listPasskeysEndpoint = endpoint({
  method: "GET",
  path: "/api/auth/passkeys",
  summary: "List the owner's passkeys",
  auth: "ceo",
  data: z.object({ items: z.array(schema.passkeyItem), next_cursor: z.null() }),
});

export const removePasskeyEndpoint = endpoint({
  method: "DELETE",
  path: "/api/auth/passkeys",
  summary: "Remove a passkey",
  auth: "ceo",
  body: schema.removeBody,
  data: schema.removedData,
});

export const removePasskeyByIdEndpoint = endpoint({
  method: "DELETE",
  path: "/api/auth/passkeys/{passkey_id}",
  summary: "Remove a passkey by its address",
  auth: "ceo",
  data: schema.removedData,
});

export const passkeySignInEndpoint = endpoint({
  method: "POST",
  path: "/api/auth/passkeys/sign-in-options",
  summary: "Begin to sign in as the owner with a passkey",
  description:
    "The same for everybody: nobody says who they are. The passkey's answer goes as `otp`, with the `challenge_id`, to /api/auth/verify-otp.",
  auth: "public",
  data: schema.signInOptionsData,
});
