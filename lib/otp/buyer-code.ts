import { sql } from "drizzle-orm";
import { recordEntry } from "@/lib/audit/record-entry";
import { AppError } from "@/lib/errors";
import { type Context, systemContext } from "@/lib/tenancy/context";
import { type PlatformTx, type Tx, withPlatform, withTenantAndPlatform } from "@/lib/tenancy/with-tenant";
import {
  type ChallengeInput,
  type PreparedChallenge,
  prepareChallenge,
  storeChallenge,
} from "./issue-challenge";
import { codeContext, codeEntry } from "./record-code-event";
import { hashTarget } from "./rules";
import { placeSubject, takeSendPlace } from "./send-places";
import { type TryResult, verifyChallenge } from "./verify-challenge";

export type Buyer = { ceoId: string; contactId: string; conversationId: string };

export type BuyerCodeCheck = {
  result: "accepted" | "wrong" | "expired" | "locked" | "none_live";
  triesLeft?: number;
};

const TRIES_MAX = 5;

export type IssuedCode = { challengeId: string; code: string; expiresAt: Date };

/**
 * Draws a code for a buyer in a chat and gives it once, for the caller to seal into the outgoing message. Commits on
 * its own. Throws `rate_limited` with the seconds to wait when one was just sent.
 */
export async function issueBuyerCode(buyer: Buyer): Promise<IssuedCode> {
  const place = placeSubject("buyer", buyer.ceoId, buyer.contactId);
  const input = inputOf(buyer, "chat", { sendKeys: await takeSendPlace(place) });
  const prepared = await prepareChallenge(input);
  const ctx = systemContext(buyer.ceoId, { kind: "bot", id: "bot" });
  return withTenantAndPlatform(ctx, (tx) => keep(tx, ctx, prepared));
}

/**
 * Draws the code that goes by SMS in place of a chat message that failed, and hands it on in the same transaction: once for each
 * message, since another code would void the first. It takes no place of its own, `mayTextBuyer` limits it.
 */
export async function replaceBuyerCode(
  buyer: Buyer & { messageId: string },
  hand: (tx: Tx & PlatformTx, issued: IssuedCode) => Promise<unknown>,
): Promise<void> {
  const prepared = await prepareChallenge(inputOf(buyer, "sms", { target: replaces(buyer.messageId) }));
  const ctx = systemContext(buyer.ceoId, { kind: "bot", id: "bot" });
  await withTenantAndPlatform(ctx, async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${buyer.messageId}, 1))`);
    if (await isReplaced(tx, buyer)) return;
    await hand(tx, await keep(tx, ctx, prepared));
  });
}

/** Whether a code has been sent by SMS in place of this message. */
export function isCodeReplaced(buyer: { contactId: string; messageId: string }): Promise<boolean> {
  return withPlatform((tx) => isReplaced(tx, buyer));
}

async function isReplaced(
  tx: PlatformTx,
  { contactId, messageId }: { contactId: string; messageId: string },
): Promise<boolean> {
  const rows = await tx.execute(sql`
    select 1 from otp_challenges
    where subject_id = ${contactId} and purpose = 'buyer' and target = ${JSON.stringify(replaces(messageId))}::jsonb`);
  return rows.length > 0;
}

function replaces(messageId: string): { replaces: string } {
  return { replaces: messageId };
}

function inputOf(
  buyer: Buyer,
  way: "chat" | "sms",
  more: Pick<ChallengeInput, "sendKeys" | "target">,
): ChallengeInput {
  return {
    subject: { kind: "contact", id: buyer.contactId },
    ceoId: buyer.ceoId,
    role: "BUYER",
    purpose: "buyer",
    targetHash: hashTarget({}),
    placeHash: placeOf(buyer),
    triesMax: TRIES_MAX,
    ways: [way],
    ...more,
  };
}

async function keep(tx: Tx & PlatformTx, ctx: Context, prepared: PreparedChallenge): Promise<IssuedCode> {
  const { id, input, codes } = prepared;
  const { expiresAt } = await storeChallenge(tx, prepared);
  await recordEntry(tx, ctx, codeEntry(rowOf(id, input), "OTP_SENT", { ways: input.ways }));
  return { challengeId: id, code: codes[0]?.code ?? "", expiresAt };
}

/**
 * Checks what a buyer typed against the live code of this conversation. The try is counted and committed first; a right
 * code is spent at once. Call it before the turn's transaction: a turn that fails gives no free guess.
 */
export async function checkBuyerCode(buyer: Buyer & { text: string }): Promise<BuyerCodeCheck> {
  const challengeId = await latestChallenge(buyer);
  if (!challengeId) return { result: "none_live" };
  const actor = { kind: "contact" as const, id: buyer.contactId };
  const tried = await verifyChallenge({
    challengeId,
    otp: buyer.text.trim(),
    purpose: "buyer",
    subjectId: buyer.contactId,
    targetHash: hashTarget({}),
    placeHash: placeOf(buyer),
    pool: "chat",
    facts: { actor },
  }).catch(lockedWhenLimited);
  return tried.kind === "right" ? accept(buyer, tried) : told(tried);
}

async function accept(
  buyer: Buyer,
  { proof }: Extract<TryResult, { kind: "right" }>,
): Promise<BuyerCodeCheck> {
  const ctx = codeContext(buyer.ceoId, { actor: { kind: "contact", id: buyer.contactId } });
  try {
    await withTenantAndPlatform(ctx, async (tx) => {
      await proof.spend(tx);
      await recordEntry(tx, ctx, codeEntry(proof.challenge, "OTP_VERIFY_SUCCESS", {}));
    });
  } catch (error) {
    if (error instanceof AppError && error.code === "wrong_code") return { result: "none_live" };
    throw error;
  }
  await proof.settle();
  return { result: "accepted" };
}

function told(tried: Exclude<TryResult, { kind: "right" }>): BuyerCodeCheck {
  if (tried.kind === "wrong") return { result: "wrong", triesLeft: tried.triesLeft };
  return { result: tried.kind === "gone" ? "none_live" : tried.kind };
}

/** Ten failures in a day: the code method rests, and a person helps. */
function lockedWhenLimited(error: unknown): TryResult {
  if (error instanceof AppError && error.code === "rate_limited") return { kind: "locked" };
  throw error;
}

async function latestChallenge({ ceoId, contactId, conversationId }: Buyer): Promise<string | null> {
  const [row] = await withPlatform((tx) =>
    tx.execute<{ id: string }>(sql`
      select id from otp_challenges
      where subject_kind = 'contact' and subject_id = ${contactId} and ceo_id = ${ceoId} and purpose = 'buyer'
        and place_hash = ${placeOf({ ceoId, contactId, conversationId })}
        and created_at > now() - interval '1 hour'
      order by created_at desc limit 1`),
  );
  return row?.id ?? null;
}

function placeOf({ ceoId, conversationId }: Buyer): string {
  return placeSubject("conversation", ceoId, conversationId);
}

function rowOf(id: string, input: ChallengeInput) {
  const { subject, ceoId, role, purpose } = input;
  return { id, subjectKind: subject.kind, subjectId: subject.id, ceoId, role, purpose, target: null };
}
