import {
  generateAuthenticationOptions,
  type PublicKeyCredentialRequestOptionsJSON,
} from "@simplewebauthn/server";
import { sql } from "drizzle-orm";
import { deriveKey, hmacParts } from "@/lib/crypto";
import { env } from "@/lib/env";
import { withPlatform } from "@/lib/tenancy/with-tenant";
import type { CodeBinding } from "./hash-code";
import { CODE_TTL_SECONDS } from "./rules";

export type PasskeyOptions = PublicKeyCredentialRequestOptionsJSON;
type KnownCredential = { id: string; transports: string[] };

/** The site that passkeys are made for: its address, and the host alone (WebAuthn's `rp.id`). */
export function passkeySite(): { origin: string; rpId: string } {
  const url = new URL(env().APP_URL);
  return { origin: url.origin, rpId: url.hostname };
}

/**
 * What an authenticator has to sign for one act: bound to person, purpose, target and place exactly as the code is, so
 * that an answer given for one act says nothing about another.
 */
export function passkeyChallenge(binding: CodeBinding): string {
  const { challengeId, subjectId, purpose, targetHash, placeHash } = binding;
  const key = deriveKey(env().NEXTAUTH_SECRET, "passkey challenge");
  const parts = ["passkey/v1", challengeId, subjectId, purpose, targetHash, placeHash];
  return hmacParts(key, parts).toString("base64url");
}

/** What the browser is asked (`PublicKeyCredentialRequestOptionsJSON`). No credentials: any passkey of this site. */
export function passkeyOptions(
  binding: CodeBinding,
  credentials: readonly KnownCredential[] = [],
): Promise<PasskeyOptions> {
  return generateAuthenticationOptions({
    rpID: passkeySite().rpId,
    challenge: new Uint8Array(Buffer.from(passkeyChallenge(binding), "base64url")),
    userVerification: "required",
    timeout: CODE_TTL_SECONDS * 1000,
    allowCredentials: credentials.map(({ id, transports }) => ({ id, transports: transports as never })),
  });
}

/** The passkeys of a person, as a browser is told of them. */
export function listCredentials(identityId: string): Promise<KnownCredential[]> {
  return withPlatform((tx) =>
    tx.execute<KnownCredential>(sql`
      select credential_id as id, transports from passkeys where identity_id = ${identityId} order by created_at`),
  );
}
