import { eq, sql } from "drizzle-orm";
import { conversations } from "@/db/schema/chat";
import { ceos } from "@/db/schema/people";
import { AppError } from "@/lib/errors";
import { issueBuyerCode } from "@/lib/otp/buyer-code";
import type { Context } from "@/lib/tenancy/context";
import type { Tx } from "@/lib/tenancy/with-tenant";
import type { IssuedCode } from "./apply-effects";
import type { ConversationRow, WaitingMessage } from "./load-turn";
import { decideTurn } from "./rules/decide-turn";
import type { ConversationEvent, Decision, Facts } from "./rules/types";
import { parseState } from "./schema";

/** A code accepted before this turn makes the buyer verified on this channel for the tenant's hours (P6.4). */
export async function noteVerification(
  tx: Tx,
  conversation: ConversationRow,
  waiting: WaitingMessage[],
): Promise<ConversationRow> {
  const accepted = waiting.some(
    (message) => (message.codeCheck as { result?: string } | null)?.result === "accepted",
  );
  if (!accepted) return conversation;
  const [row] = await tx
    .update(conversations)
    .set({
      verifiedUntil: sql`now() + make_interval(hours => (select ${ceos.buyerVerifiedHours} from ${ceos}))`,
    })
    .where(eq(conversations.id, conversation.id))
    .returning();
  return row ?? conversation;
}

/** What one turn is decided upon. */
export type Prepared = { conversation: ConversationRow; facts: Facts; events: ConversationEvent[] };

/**
 * Decides; where the decision asks for a code, one is issued (it commits on its own, its limits count) and comes along.
 * When the limits say not now, the engine decides again, knowing how long to wait.
 */
export async function decideWithCode(
  ctx: Context,
  { conversation, events, facts }: Prepared,
  now: Date,
): Promise<{ decision: Decision; code: IssuedCode | null }> {
  const state = parseState(conversation.state);
  const decision = decideTurn(events, state, facts, now);
  if (!decision.effects.some((effect) => effect.type === "requestCode")) return { decision, code: null };
  try {
    const issued = await issueBuyerCode({
      ceoId: ctx.ceoId,
      contactId: conversation.contactId,
      conversationId: conversation.id,
    });
    return { decision, code: issued };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "rate_limited") throw error;
    const codeWaitSeconds = error.retryAfterSeconds ?? 60;
    return { decision: decideTurn(events, state, { ...facts, codeWaitSeconds }, now), code: null };
  }
}
