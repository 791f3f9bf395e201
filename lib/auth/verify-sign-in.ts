import { sql } from "drizzle-orm";
import { AppError } from "@/lib/errors";
import type { Pool } from "@/lib/otp/count-attempt";
import type { TryFacts } from "@/lib/otp/record-code-event";
import { hashTarget } from "@/lib/otp/rules";
import { type Proof, verifyChallenge, wrongCode } from "@/lib/otp/verify-challenge";
import { verifyPasskey } from "@/lib/otp/verify-passkey";
import type { CodeOrPasskey, PasskeyAnswer } from "@/lib/proof-fields";
import { returnPermit, takePermit } from "@/lib/rate-limit/take-permit";
import { withPlatform } from "@/lib/tenancy/with-tenant";
import { isKnownDevice } from "./device-cookie";
import { enterBusiness } from "./enter-business";
import { listMemberships, type Membership } from "./memberships";

export type SignInTry = {
  /** The code as it was typed, or a passkey's answer in its place. */
  otp: CodeOrPasskey;
  /** Either the challenge, which only the asker knows, or who is meant, with the cookie that the asking set. */
  challengeId?: string;
  member?: { role: "CEO" | "VENDOR"; id: string };
  /** The business wanted, where a person belongs to several. */
  wantedId?: string;
  way: "browser" | "api";
  placeHash: string | null;
  deviceCookie?: string;
  /** The session this browser has now. */
  sessionId?: string;
  client: string;
  facts: TryFacts;
};

export type SignedIn = {
  identityId: string;
  /** Null when the answer only verified a second way of somebody who is signed in. */
  session: { sessionId: string; token: string } | null;
  membership: Membership;
  memberships: Membership[];
};

type Asked = { id: string; subjectId: string; role: "CEO" | "VENDOR"; placeHash: string };

/**
 * The one core of signing in, for the API and for the browser: counts the try, checks the code, and in one transaction
 * spends it, verifies the way it came by, and opens a session. Throws `wrong_code` for whatever does not do,
 * `rate_limited`, or `forbidden` when the member was suspended meanwhile.
 */
export async function verifySignIn(attempt: SignInTry): Promise<SignedIn> {
  await takePermit("auth.verify.ip", attempt.client);
  const asked = await findAsked(attempt);
  const proof = await prove(attempt, asked);
  await returnPermit("auth.verify.ip", attempt.client);
  const all = await listMemberships(proof.challenge.subjectId);
  const memberships = all.filter(
    ({ role, status }) => role === proof.challenge.role && mayEnter(status, proof),
  );
  const membership = choose(memberships, attempt);
  if (!membership)
    throw new AppError("forbidden", "You cannot sign in there now. Ask the owner of the business.");
  const identityId = proof.challenge.subjectId;
  const session = await enterBusiness(proof, membership, {
    isNewDevice: !isKnownDevice(attempt.deviceCookie, identityId),
    way: attempt.way,
    isElsewhere: attempt.placeHash !== null && attempt.placeHash !== proof.challenge.placeHash,
    sessionId: attempt.sessionId,
    facts: attempt.facts,
  });
  await proof.settle();
  return { identityId, session, membership, memberships };
}

async function prove(attempt: SignInTry, asked: Asked | null): Promise<Proof> {
  const { otp } = attempt;
  if (typeof otp !== "string") return provePasskey(attempt, otp);
  const isKnown = asked !== null && isKnownDevice(attempt.deviceCookie, asked.subjectId);
  const pool: Pool = isKnown ? "known" : "stranger";
  const tried = await verifyChallenge({
    challengeId: asked?.id ?? attempt.challengeId ?? "",
    otp: otp.trim(),
    purpose: ["sign-in", "registration"],
    targetHash: asked === null && attempt.member ? "nobody" : hashTarget({}),
    pool,
    facts: attempt.facts,
  });
  if (tried.kind === "right") return tried.proof;
  throw wrongCode(tried.kind === "wrong" ? tried.triesLeft : undefined);
}

/** Whose passkey it is tells who signs in: nobody had to say so before. */
async function provePasskey(attempt: SignInTry, answer: PasskeyAnswer): Promise<Proof> {
  const tried = await verifyPasskey({
    challengeId: attempt.challengeId ?? "",
    answer,
    purpose: "sign-in",
    targetHash: hashTarget({}),
    facts: attempt.facts,
  });
  if (tried.kind === "right") return tried.proof;
  throw wrongCode();
}

/** The challenge that is meant: by its own id, or the latest one asked for from this very browser by this member. */
async function findAsked({ challengeId, member, placeHash }: SignInTry): Promise<Asked | null> {
  const columns = sql`id, subject_id as "subjectId", role, place_hash as "placeHash"`;
  const isSignIn = sql`purpose in ('sign-in', 'registration') and role in ('CEO', 'VENDOR')`;
  if (challengeId !== undefined) {
    const [row] = await withPlatform((tx) =>
      tx.execute<Asked>(sql`select ${columns} from otp_challenges where id = ${challengeId} and ${isSignIn}`),
    );
    return row ?? null;
  }
  if (!member || placeHash === null) return null;
  const [row] = await withPlatform((tx) =>
    tx.execute<Asked>(sql`
      select ${columns} from otp_challenges
      where place_hash = ${placeHash} and role = ${member.role} and voided_at is null and ${isSignIn}
        and subject_kind = 'identity'
      order by created_at desc limit 1`),
  );
  if (!row) return null;
  const isTheirs = (await listMemberships(row.subjectId)).some(
    ({ role, ceoId, vendorId }) => role === member.role && [ceoId, vendorId].includes(member.id),
  );
  return isTheirs ? row : null;
}

/** A pending business opens with its registration's code alone. */
function mayEnter(status: Membership["status"], { challenge }: Proof): boolean {
  return status === "active" || (status === "pending" && challenge.purpose === "registration");
}

function choose(memberships: Membership[], { wantedId, member }: SignInTry): Membership | undefined {
  const wanted = wantedId ?? member?.id;
  if (wanted === undefined) return memberships[0];
  return memberships.find(({ ceoId, vendorId }) => ceoId === wanted || vendorId === wanted);
}
