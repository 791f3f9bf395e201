import { z } from "zod";

const encoded = (maxLength: number) =>
  z
    .string()
    .max(maxLength)
    .regex(/^[A-Za-z0-9_-]*$/, "is not base64url");

/** What a browser gives for `navigator.credentials.get()`, as JSON (WebAuthn level 3, `AuthenticationResponseJSON`). */
export const passkeyAnswer = z.object({
  id: encoded(1400).min(1),
  rawId: encoded(1400).min(1),
  type: z.literal("public-key"),
  response: z.object({
    clientDataJSON: encoded(4000).min(1),
    authenticatorData: encoded(4000).min(1),
    signature: encoded(8000).min(1),
    userHandle: encoded(200).nullish(),
  }),
});
export type PasskeyAnswer = z.output<typeof passkeyAnswer>;

/** A code as it was typed, or a passkey's answer in its place (P2.6). */
export const codeOrPasskey = z.union([z.string().max(64), passkeyAnswer]);
export type CodeOrPasskey = z.output<typeof codeOrPasskey>;

/** The two fields with which the body of every sensitive call proves who asks. Spread them into its schema. */
export const proofFields = {
  challenge_id: z.string().max(100).optional(),
  otp: codeOrPasskey.optional(),
};
