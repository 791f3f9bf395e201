import { and, eq, sql } from "drizzle-orm";
import { canonicalize } from "json-canonicalize";
import { requestKeys } from "@/db/schema/offers";
import { sha256Hex } from "@/lib/crypto";
import { AppError } from "@/lib/errors";
import type { MemberContext } from "@/lib/tenancy/context";
import { type PlatformTx, type Tx, withTenantAndPlatform } from "@/lib/tenancy/with-tenant";

/** What a key may look like: a UUID, or whatever a client's own counter makes. */
const KEY = /^[\x21-\x7e]{8,100}$/;

/**
 * Does something once per `Idempotency-Key` of this member (AP-11), in one transaction with its answer: the same key and
 * the same body get the first answer and nothing happens again, also when both come at once. Throws `key_reused` for
 * another body, `invalid_request` for a key that is none. Without a key it is simply done.
 */
export async function answerOnce<Answer>(
  ctx: MemberContext,
  request: { key: string | null; body: unknown },
  act: (tx: Tx & PlatformTx) => Promise<Answer>,
): Promise<Answer> {
  const { key, body } = request;
  if (key === null) return withTenantAndPlatform(ctx, act);
  if (!KEY.test(key)) {
    throw new AppError("invalid_request", "An Idempotency-Key has 8 to 100 letters, digits or signs.");
  }
  const bodyHash = sha256Hex(canonicalize(body));
  return withTenantAndPlatform(ctx, async (tx) => {
    const mine = { ceoId: ctx.ceoId, actorId: ctx.vendorId, key };
    await tx.delete(requestKeys).where(sql`${requestKeys.createdAt} < now() - interval '2 days'`);
    // Of two at once the second waits here for the first one's commit.
    const [taken] = await tx
      .insert(requestKeys)
      .values({ ...mine, bodyHash })
      .onConflictDoNothing()
      .returning({ key: requestKeys.key });
    const isMine = and(eq(requestKeys.actorId, mine.actorId), eq(requestKeys.key, key));
    if (!taken) return earlierAnswer<Answer>(tx, isMine, bodyHash);
    const answer = await act(tx);
    await tx.update(requestKeys).set({ answer }).where(isMine);
    return answer;
  });
}

async function earlierAnswer<Answer>(
  tx: Tx,
  isMine: ReturnType<typeof and>,
  bodyHash: string,
): Promise<Answer> {
  const [earlier] = await tx.select().from(requestKeys).where(isMine);
  if (earlier?.bodyHash !== bodyHash) {
    throw new AppError("key_reused", "This Idempotency-Key was used for something else.");
  }
  return earlier.answer as Answer;
}
