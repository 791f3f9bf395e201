import { createECDH } from "node:crypto";
import { z } from "zod";
import { PUSH_KINDS } from "@/db/schema/push";

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "is a time such as 22:00");
const kinds = z
  .array(z.enum(PUSH_KINDS))
  .max(PUSH_KINDS.length)
  .transform((given) => PUSH_KINDS.filter((kind) => given.includes(kind)));

/** `PUT /api/push/settings`: what is not named stays. */
export const pushSettingsInput = z.strictObject({
  on: z.boolean().optional(),
  quiet_from: clock.optional(),
  quiet_to: clock.optional(),
  kinds: kinds.optional(),
});
export type PushSettingsInput = z.infer<typeof pushSettingsInput>;

/** What a member wants to be told of by push, and where they are. */
export const pushSettingsView = z.object({
  /** False where no keys are configured: nobody is told by push. */
  available: z.boolean(),
  /** For the browser's `applicationServerKey`, base64url. */
  public_key: z.string().nullable(),
  member_id: z.string(),
  on: z.boolean(),
  quiet_from: z.string(),
  quiet_to: z.string(),
  kinds: z.array(z.enum(PUSH_KINDS)),
  /** Whether the browser of this session is told. */
  on_this_device: z.boolean(),
  other_devices: z.int(),
});
export type PushSettingsView = z.infer<typeof pushSettingsView>;

/** `POST /api/push/subscriptions`: what `PushSubscription.toJSON()` gives, without its expiry. */
export const pushSubscriptionInput = z.strictObject({
  endpoint: z.string().max(2_048),
  keys: z.strictObject({
    p256dh: z.string().refine(isPublicKey, "is no public key of a browser"),
    auth: z.string().refine((text) => bytesIn(text) === 16, "is 16 bytes in base64url"),
  }),
});
export type PushSubscriptionInput = z.infer<typeof pushSubscriptionInput>;

/** `DELETE /api/push/subscriptions`. */
export const endPushInput = z.strictObject({
  /** `others`: all of this member's but this session's. */
  which: z.enum(["this", "others"]).default("this"),
});
export type EndPushInput = z.infer<typeof endPushInput>;

export const endPushView = z.object({ ended: z.int() });

/** A point on P-256, uncompressed (RFC 8291, 3.1): asked for now, for nothing can be encrypted to another. */
function isPublicKey(text: string): boolean {
  if (bytesIn(text) !== 65) return false;
  try {
    const own = createECDH("prime256v1");
    own.generateKeys();
    own.computeSecret(Buffer.from(text, "base64url"));
    return true;
  } catch {
    return false;
  }
}

function bytesIn(text: string): number {
  return /^[\w-]{1,100}={0,2}$/.test(text) ? Buffer.from(text, "base64url").length : 0;
}
