import { randomInt } from "node:crypto";
import { sql } from "drizzle-orm";
import { otpChallengeCodes, otpChallenges } from "@/db/schema/codes";
import { newUnguessableId } from "@/lib/ids";
import type { PlatformTx } from "@/lib/tenancy/with-tenant";
import { hashCode, type StoredCode } from "./hash-code";
import type { Purpose, Way } from "./purposes";
import { CODE_TTL_SECONDS, type CodeFormat, composeCode } from "./rules";
import type { SendKey } from "./send-places";

export type ChallengeInput = {
  /** `decoy`: nobody has this contact; asking looks and costs the same (OT-10). */
  subject: { kind: "identity" | "contact" | "decoy"; id: string };
  /** The tenant whose audit chain hears of it, when there is one. */
  ceoId: string | null;
  role: "CEO" | "VENDOR" | "BUYER";
  purpose: Purpose;
  target?: Record<string, unknown>;
  targetHash: string;
  /** Hash of the place that asks: a browser's cookie, a session, a conversation. */
  placeHash: string;
  triesMax: number;
  /** One code for each way in here; a person may get the same code by further ways. */
  ways: readonly Way[];
  sendKeys?: readonly SendKey[];
};

export type PreparedChallenge = {
  id: string;
  input: ChallengeInput;
  codes: { way: Way; code: string; stored: StoredCode }[];
};

/** Draws and hashes the codes. Outside any transaction: hashing takes time on purpose. */
export async function prepareChallenge(input: ChallengeInput): Promise<PreparedChallenge> {
  const id = newUnguessableId("challenge");
  const format: CodeFormat = input.role === "CEO" ? "ceo" : "long";
  const codes = [];
  for (const way of input.ways) {
    const code = drawCode(
      format,
      codes.map((drawn) => drawn.code),
    );
    codes.push({ way, code, stored: await hashCode(bindingOf(id, input), code) });
  }
  return { id, input, codes };
}

/**
 * Writes a prepared challenge and voids the older one of the same subject and purpose that was asked for from the same
 * place; a stranger's asking voids nothing (P3.2). Gives the moment it ends.
 */
export async function storeChallenge(
  tx: PlatformTx,
  { id, input, codes }: PreparedChallenge,
): Promise<{ expiresAt: Date }> {
  const { subject, purpose, placeHash } = input;
  const place = `${subject.id}|${purpose}|${placeHash}`;
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${place}, 1))`);
  await tx.execute(sql`
    update otp_challenges set voided_at = now()
    where subject_id = ${subject.id} and purpose = ${purpose} and place_hash = ${placeHash} and voided_at is null`);
  const [row] = await tx
    .insert(otpChallenges)
    .values({
      id,
      subjectKind: subject.kind,
      subjectId: subject.id,
      ceoId: input.ceoId,
      role: input.role,
      purpose,
      targetHash: input.targetHash,
      target: input.target ?? null,
      placeHash,
      sendKeys: [...(input.sendKeys ?? [])],
      attemptsMax: input.triesMax,
      expiresAt: sql`now() + make_interval(secs => ${CODE_TTL_SECONDS})` as unknown as Date,
    })
    .returning({ expiresAt: otpChallenges.expiresAt });
  // A challenge that only a passkey can answer has no codes.
  if (codes.length > 0)
    await tx
      .insert(otpChallengeCodes)
      .values(codes.map(({ way, stored }) => ({ challengeId: id, way, ...stored })));
  if (!row) throw new Error("the challenge was not written");
  return row;
}

/** Everything a code of this challenge is bound to. */
function bindingOf(
  challengeId: string,
  input: { subject: { id: string }; purpose: string; targetHash: string; placeHash: string },
) {
  const { subject, purpose, targetHash, placeHash } = input;
  return { challengeId, subjectId: subject.id, purpose, targetHash, placeHash };
}

/** A code from the operating system's generator, unlike the ones already drawn for this challenge. */
export function drawCode(format: CodeFormat, taken: readonly string[] = []): string {
  for (;;) {
    const code = composeCode(format, (below) => randomInt(below));
    if (!taken.includes(code)) return code;
  }
}
