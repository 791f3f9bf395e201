import {
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
} from "@simplewebauthn/server";
import { sql } from "drizzle-orm";
import { AppError } from "@/lib/errors";
import { prepareChallenge, storeChallenge } from "@/lib/otp/issue-challenge";
import { listCredentials, passkeyChallenge, passkeySite } from "@/lib/otp/passkey-challenge";
import { sessionPlace } from "@/lib/otp/request-challenge";
import { CODE_TTL_SECONDS, hashTarget } from "@/lib/otp/rules";
import { verifyForSpending } from "@/lib/otp/spend-challenge";
import type { CodeOrPasskey } from "@/lib/proof-fields";
import type { MemberContext } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { withTenantAndPlatform } from "@/lib/tenancy/with-tenant";

export const PASSKEYS_MAX = 10;

/** What adding a passkey is bound to besides the person, its session and its challenge. */
export const NEW_PASSKEY = { purpose: "passkey.add", targetHash: hashTarget({ step: "create" }) } as const;

/**
 * Begins to add a passkey (P2.6), with a code for `passkey.add` or with a passkey she has: gives what the browser is asked for,
 * good for five minutes, in this session, once. Throws `step_up_required`, `wrong_code`, `conflict` beyond ten.
 */
export async function beginPasskey(
  ctx: MemberContext,
  given: { challengeId?: string; otp?: CodeOrPasskey },
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  authorize(ctx, "passkey.manage");
  const known = await listCredentials(ctx.identityId);
  if (known.length >= PASSKEYS_MAX) {
    throw new AppError(
      "conflict",
      `You have ${PASSKEYS_MAX} passkeys. Remove one that you no longer use first.`,
    );
  }
  const proof = await verifyForSpending(ctx, { purpose: "passkey.add", target: {}, ...given });
  const prepared = await prepareChallenge({
    subject: { kind: "identity", id: ctx.identityId },
    ceoId: ctx.ceoId,
    role: ctx.role,
    ...NEW_PASSKEY,
    placeHash: creationPlace(ctx),
    triesMax: 3,
    ways: [],
  });
  const email = await withTenantAndPlatform(ctx, async (tx) => {
    await storeChallenge(tx, prepared);
    await proof.spend(tx);
    const [row] = await tx.execute<{ name: string }>(
      sql`select coalesce(email, phone) as name from identities where id = ${ctx.identityId}`,
    );
    return row?.name ?? ctx.memberName;
  });
  await proof.settle();
  return generateRegistrationOptions({
    rpName: "TrustGuard",
    rpID: passkeySite().rpId,
    userID: new TextEncoder().encode(ctx.identityId),
    userName: email,
    userDisplayName: ctx.memberName,
    challenge: creationChallenge(ctx, prepared.id),
    timeout: CODE_TTL_SECONDS * 1000,
    attestationType: "none",
    excludeCredentials: known,
    // Discoverable, so that she can sign in without typing who she is; verified, so that a found phone is no use.
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
}

/** Another place than that of her codes, so that asking for one does not void the other. */
export function creationPlace(ctx: MemberContext): string {
  return `new ${sessionPlace(ctx)}`;
}

/** The row's id, so that it can be found again, and a seal that binds it to person and session. */
export function creationChallenge(ctx: MemberContext, challengeId: string): Uint8Array<ArrayBuffer> {
  const placeHash = creationPlace(ctx);
  const seal = passkeyChallenge({ ...NEW_PASSKEY, challengeId, subjectId: ctx.identityId, placeHash });
  return new Uint8Array(Buffer.from(`${challengeId}.${seal}`, "utf8"));
}
