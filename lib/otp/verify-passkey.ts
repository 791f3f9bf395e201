import { verifyAuthenticationResponse } from "@simplewebauthn/server";
import { sql } from "drizzle-orm";
import { describeError, log } from "@/lib/log";
import type { PasskeyAnswer } from "@/lib/proof-fields";
import { spendOnce } from "@/lib/tenancy/spend-once";
import { withPlatform } from "@/lib/tenancy/with-tenant";
import { answerOnce } from "./answer-once";
import { type ChallengeRow, takeTry, whyDead } from "./count-attempt";
import type { CodeBinding } from "./hash-code";
import { passkeyChallenge, passkeySite } from "./passkey-challenge";
import { inPlatformScope } from "./platform-scope";
import type { TryFacts } from "./record-code-event";
import { type Proof, recordFailure, type TryResult, wrongCode } from "./verify-challenge";

export type PasskeyTry = {
  challengeId: string;
  answer: PasskeyAnswer;
  /** What it is being used for now, as with a code: something else than it was asked for is a wrong answer. */
  purpose: string;
  targetHash: string;
  /** Whose passkey it has to be; whoever it belongs to when nobody is signed in yet. */
  identityId?: string;
  placeHash?: string;
  facts: TryFacts;
};

type StoredPasskey = {
  id: string;
  identityId: string;
  credentialId: string;
  publicKey: Buffer;
  counter: number;
};

/**
 * Checks a passkey's answer in place of a code (WebAuthn level 3, 7.2): signature, site, user verification, counter, and
 * that it was given for exactly this challenge, purpose, target and place. The try is counted and committed first. It is
 * no guess, so it does not count among the failures that switch codes off (OT-18).
 */
export async function verifyPasskey(attempt: PasskeyTry): Promise<TryResult & { identityId?: string }> {
  const counted = await withPlatform(async (tx) => {
    const challenge = await takeTry(tx, attempt.challengeId);
    return challenge ?? (await whyDead(tx, attempt.challengeId));
  });
  if (typeof counted === "string") return { kind: counted };
  const passkey = await findPasskey(attempt);
  const counter = passkey && (await checkAnswer(counted, passkey, attempt));
  if (!passkey || counter === null) return recordFailure(counted, attempt.facts, { way: "passkey" });
  return { kind: "right", identityId: passkey.identityId, proof: proofOf(counted, passkey, counter) };
}

async function findPasskey({ answer, identityId }: PasskeyTry): Promise<StoredPasskey | null> {
  const [row] = await withPlatform((tx) =>
    tx.execute<Omit<StoredPasskey, "counter"> & { counter: string }>(sql`
      select id, identity_id as "identityId", credential_id as "credentialId", public_key as "publicKey", counter
      from passkeys where credential_id = ${answer.id}`),
  );
  if (!row || (identityId !== undefined && row.identityId !== identityId)) return null;
  return { ...row, counter: Number(row.counter) };
}

/** The authenticator's new counter, or null when the answer does not do. */
async function checkAnswer(
  challenge: ChallengeRow,
  passkey: StoredPasskey,
  attempt: PasskeyTry,
): Promise<number | null> {
  const { answer } = attempt;
  const { userHandle } = answer.response;
  if (userHandle && Buffer.from(userHandle, "base64url").toString("utf8") !== passkey.identityId) return null;
  const binding: CodeBinding = {
    challengeId: challenge.id,
    subjectId: attempt.identityId ?? challenge.subjectId,
    purpose: attempt.purpose,
    targetHash: attempt.targetHash,
    placeHash: attempt.placeHash ?? challenge.placeHash,
  };
  const { origin, rpId } = passkeySite();
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: {
        ...answer,
        response: { ...answer.response, userHandle: userHandle ?? undefined },
        clientExtensionResults: {},
      },
      expectedChallenge: passkeyChallenge(binding),
      expectedOrigin: origin,
      expectedRPID: rpId,
      requireUserVerification: true,
      credential: {
        id: passkey.credentialId,
        publicKey: new Uint8Array(passkey.publicKey),
        counter: passkey.counter,
      },
    });
    return verified ? authenticationInfo.newCounter : null;
  } catch (error) {
    log.info({ challengeId: challenge.id, error: describeError(error) }, "a passkey's answer was refused");
    return null;
  }
}

function proofOf(challenge: ChallengeRow, passkey: StoredPasskey, counter: number): Proof {
  return {
    challenge: { ...challenge, subjectKind: "identity", subjectId: passkey.identityId },
    way: "passkey",
    async spend(tx) {
      const spent = await inPlatformScope(tx, async () => {
        // The code's rows first, as a code does: of a code and a passkey at once, one waits for the other.
        await tx.execute(sql`delete from otp_challenge_codes where challenge_id = ${challenge.id}`);
        const isFirst = await answerOnce(tx, challenge.id);
        // Two copies of one authenticator: the second one's counter is not ahead any more.
        const isAhead = await spendOnce(
          tx,
          sql`update passkeys set counter = ${counter}, last_used_at = now()
            where id = ${passkey.id} and (counter < ${counter} or (counter = 0 and ${counter} = 0)) returning id`,
        );
        return isFirst && isAhead;
      });
      if (!spent) throw wrongCode();
    },
    settle: async () => undefined,
  };
}
