import { z } from "zod";
import { email, phone } from "../fields";

export const recoveryBody = z.strictObject({ email });
export const recoveryAskedData = z.object({
  challenge_id: z.string(),
  ttl_minutes: z.int(),
  wait_hours: z.int(),
});

export const confirmRecoveryBody = z.strictObject({
  challenge_id: z.string().min(1).max(100),
  otp: z.string().min(1).max(64),
});

export const recoveryData = z.object({
  recovery_id: z.string(),
  /** `waiting`: come back at `ready_at` with a fresh code. `ready`: set the new phone with `grant`. */
  state: z.enum(["waiting", "ready"]),
  ready_at: z.iso.datetime(),
  ends_at: z.iso.datetime(),
  grant: z.string().nullable(),
});
export type Recovery = z.infer<typeof recoveryData>;

export const newPhoneBody = z.strictObject({ grant: z.string().min(1).max(100), phone });
export const recoveredData = z.object({ recovered: z.literal(true) });
export const stoppedData = z.object({ stopped: z.literal(true) });
