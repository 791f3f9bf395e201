import { z } from "zod";
import { STEP_UP_PURPOSES } from "@/lib/otp/purposes";
import { passkeyAnswer } from "@/lib/proof-fields";
import { email, orIssue, personName, phone } from "./fields";
import { readContact } from "./rules";

export type { CodeOrPasskey, PasskeyAnswer } from "@/lib/proof-fields";
export { email, personName } from "./fields";
export type { PasskeyItem } from "./passkeys/schema";
export type { ChangedProfile, Profile } from "./profile/schema";
export type { Recovery } from "./recovery/schema";

export const registerBody = z.strictObject({
  name: personName,
  email,
  phone,
  company_name: personName.optional(),
});

export const loginBody = z.strictObject({
  contact: z.string().max(300).transform(orIssue(readContact, "is neither an email nor a phone number")),
});

export const vendorLoginBody = z.strictObject({ phone });

const otp = z.union([z.string().min(1).max(64), passkeyAnswer]);
const challengeId = z.string().min(1).max(100);

export const verifyBody = z.union([
  z.strictObject({ challenge_id: challengeId, otp, vendor_id: z.string().max(60).optional() }),
  z.strictObject({ ceo_id: z.string().max(60), otp, role: z.literal("CEO") }),
  z.strictObject({ vendor_id: z.string().max(60), otp, role: z.literal("VENDOR") }),
]);

export type VerifyBody = z.output<typeof verifyBody>;

/** The log keeps what a code was asked for, for good: no more than the largest act needs, and nothing hidden inside. */
const TARGET_LENGTH_MAX = 2_000;
const targetValue = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const targetFields = z
  .record(z.string().max(60), z.union([targetValue, z.array(targetValue)]))
  .refine((fields) => JSON.stringify(fields).length <= TARGET_LENGTH_MAX, "is too long");

export const challengeBody = z.strictObject({
  purpose: z.enum(STEP_UP_PURPOSES),
  target: z.union([z.string().min(1).max(200), targetFields]).optional(),
  /** A CEO with a passkey gets its challenge and no code is sent. */
  prefer: z.enum(["code", "passkey"]).default("code"),
});

export const membershipBody = z.strictObject({
  ceo_id: z.string().max(60),
  vendor_id: z.string().max(60).nullish(),
  role: z.enum(["CEO", "VENDOR"]).optional(),
});

const role = z.enum(["CEO", "VENDOR"]);
export const membershipData = z.object({
  role,
  ceo_id: z.string(),
  vendor_id: z.string(),
  business_name: z.string(),
});

export const registeredData = z.object({
  ceo: z.object({
    ceo_id: z.string(),
    name: z.string(),
    email: z.string(),
    phone: z.string(),
    company_name: z.string(),
    verified: z.literal(false),
  }),
  challenge_id: z.string(),
  otp_format: z.string(),
  ttl_minutes: z.int(),
});

export const askedData = z.object({ challenge_id: z.string(), ttl_minutes: z.int() });

export const signedInData = z.object({
  token: z.string().nullable(),
  role,
  ceo_id: z.string(),
  vendor_id: z.string(),
  memberships: z.array(membershipData),
});

export const challengeData = z.object({
  challenge_id: z.string(),
  action: z.string(),
  masked_to: z.string(),
  ttl_minutes: z.int(),
  /** Whether a code went out. */
  sent: z.boolean(),
  /** `PublicKeyCredentialRequestOptionsJSON`: its answer may be sent as `otp` in place of the code. */
  passkey: z.looseObject({ challenge: z.string() }).nullable(),
});

export const sessionData = z.object({
  session_id: z.string(),
  current: z.boolean(),
  role,
  way: z.enum(["browser", "api"]),
  ip: z.string().nullable(),
  agent: z.string().nullable(),
  created_at: z.string(),
  last_seen_at: z.string(),
  expires_at: z.string(),
});

export type SessionItem = z.infer<typeof sessionData>;

/** One of the last sign-ins of a person, as the safety page shows it. */
export type RecentSignIn = {
  session_id: string;
  ip: string | null;
  agent: string | null;
  at: string;
  /** Whether it is still signed in. */
  open: boolean;
};

export const endedData = z.object({ ended: z.int() });
