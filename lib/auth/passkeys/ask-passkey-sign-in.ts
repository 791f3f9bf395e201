import { prepareChallenge, storeChallenge } from "@/lib/otp/issue-challenge";
import { type PasskeyOptions, passkeyOptions } from "@/lib/otp/passkey-challenge";
import { CODE_TTL_MINUTES, hashTarget } from "@/lib/otp/rules";
import { takePermit } from "@/lib/rate-limit/take-permit";
import { withPlatform } from "@/lib/tenancy/with-tenant";
import { SIGN_IN_TRIES } from "../rules";

/** Nobody has said who they are: the passkey will. */
const ANYBODY = { kind: "decoy", id: "passkey" } as const;

export type PasskeySignIn = { challengeId: string; ttlMinutes: number; passkey: PasskeyOptions };

/**
 * Begins a sign-in that any owner's passkey can answer. No contact is typed and nothing is sent, so it tells nothing, and
 * limits that strangers use up for codes do not close it (OT-18).
 */
export async function askPasskeySignIn(from: { placeHash: string; client: string }): Promise<PasskeySignIn> {
  await takePermit("auth.passkey.ip", from.client);
  const prepared = await prepareChallenge({
    subject: ANYBODY,
    ceoId: null,
    role: "CEO",
    purpose: "sign-in",
    targetHash: hashTarget({}),
    placeHash: from.placeHash,
    triesMax: SIGN_IN_TRIES.CEO,
    ways: [],
  });
  await withPlatform((tx) => storeChallenge(tx, prepared));
  const { purpose, targetHash, placeHash } = prepared.input;
  const binding = { challengeId: prepared.id, subjectId: ANYBODY.id, purpose, targetHash, placeHash };
  return {
    challengeId: prepared.id,
    ttlMinutes: CODE_TTL_MINUTES,
    passkey: await passkeyOptions(binding),
  };
}
