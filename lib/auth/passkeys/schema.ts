import { z } from "zod";
import { proofFields } from "@/lib/proof-fields";
import { personName } from "../fields";

const encoded = (maxLength: number) =>
  z
    .string()
    .min(1)
    .max(maxLength)
    .regex(/^[A-Za-z0-9_-]+$/, "is not base64url");

/** What a browser gives for `navigator.credentials.create()`, as JSON (`RegistrationResponseJSON`). */
export const newPasskey = z.object({
  id: encoded(1400),
  rawId: encoded(1400),
  type: z.literal("public-key"),
  response: z.object({
    clientDataJSON: encoded(4000),
    attestationObject: encoded(20_000),
    transports: z.array(z.string().max(30)).max(10).default([]),
  }),
});
export type NewPasskey = z.output<typeof newPasskey>;

export const optionsBody = z.strictObject(proofFields);

/** `PublicKeyCredentialCreationOptionsJSON`, as `navigator.credentials.create()` takes it. */
export const optionsData = z.looseObject({ challenge: z.string(), rp: z.object({ name: z.string() }) });

export const addBody = z.strictObject({
  credential: newPasskey,
  /** How she tells it from others: "Ada's phone". */
  name: personName.optional(),
});

export const passkeyItem = z.object({
  passkey_id: z.string(),
  name: z.string(),
  /** Whether the maker of the device keeps it in sync between devices. */
  synced: z.boolean(),
  created_at: z.iso.datetime(),
  last_used_at: z.iso.datetime().nullable(),
});
export type PasskeyItem = z.infer<typeof passkeyItem>;

export const removeBody = z.strictObject({ passkey_id: z.string().min(1).max(60) });
export const removedData = z.object({ removed: z.literal(true) });

export const signInOptionsData = z.object({
  challenge_id: z.string(),
  ttl_minutes: z.int(),
  /** `PublicKeyCredentialRequestOptionsJSON`. */
  passkey: z.looseObject({ challenge: z.string() }),
});
