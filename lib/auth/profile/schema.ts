import { z } from "zod";
import { proofFields } from "@/lib/proof-fields";
import { email, personName, phone } from "../fields";

/** The CEO's own profile (P12). She reads her own phone and email whole. */
export const profileData = z.object({
  ceo_id: z.string(),
  name: z.string(),
  company_name: z.string(),
  phone: z.string(),
  phone_verified: z.boolean(),
  email: z.string().nullable(),
  email_verified: z.boolean(),
  /** Until then approvals above the threshold need a passkey: the phone was changed (24 h). */
  held_until: z.iso.datetime().nullable(),
  /** A recovery somebody started: it can be stopped. */
  recovery: z.object({ recovery_id: z.string(), ready_at: z.iso.datetime() }).nullable(),
  passkeys: z.int(),
  /** Send it along with a change: one made meanwhile elsewhere is then told, not overwritten. */
  version: z.string(),
});
export type Profile = z.infer<typeof profileData>;

export const changedProfileData = profileData.extend({
  /** Every session of hers has ended, this one too. */
  force_logout: z.boolean(),
  /** A new email takes effect once this code, sent there, is answered. */
  confirm: z.object({ challenge_id: z.string(), masked_to: z.string(), ttl_minutes: z.int() }).nullable(),
});
export type ChangedProfile = z.infer<typeof changedProfileData>;

export const profileBody = z
  .strictObject({
    name: personName.optional(),
    company_name: personName.optional(),
    phone: phone.optional(),
    email: email.optional(),
    version: z.string().max(64).optional(),
    ...proofFields,
  })
  .superRefine((body, context) => {
    const plain = body.name !== undefined || body.company_name !== undefined;
    const wanted = [plain, body.phone !== undefined, body.email !== undefined].filter(Boolean).length;
    if (wanted === 1) return;
    const message =
      wanted === 0 ? "says nothing to change" : "changes one thing at a time: names, phone or email";
    context.addIssue({ code: "custom", message, path: [] });
  });
export type ProfileBody = z.output<typeof profileBody>;

/** The target of a code for a new phone or email, in the form that the change itself uses. */
export const phoneTarget = z.strictObject({ phone });
export const emailTarget = z.strictObject({ email });

/** Both or neither: nothing asks for a code, both answer it. */
export const provePhoneBody = z
  .strictObject({
    challenge_id: z.string().min(1).max(100).optional(),
    otp: z.string().min(1).max(64).optional(),
  })
  .refine(
    ({ challenge_id, otp }) => (challenge_id === undefined) === (otp === undefined),
    "needs both, or none",
  );

export const confirmEmailBody = z.strictObject({
  challenge_id: z.string().min(1).max(100),
  otp: z.string().min(1).max(64),
});

export const undoBody = z.strictObject({ token: z.string().min(1).max(100) });
export const undoneData = z.object({ undone: z.literal(true), field: z.enum(["phone", "email"]) });
