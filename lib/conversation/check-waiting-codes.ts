import { and, eq, isNull, sql } from "drizzle-orm";
import { conversations } from "@/db/schema/chat";
import { messages } from "@/db/schema/messages";
import { checkBuyerCode } from "@/lib/otp/buyer-code";
import type { Context } from "@/lib/tenancy/context";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { loadWaiting, type WaitingMessage } from "./load-turn";
import { buyerCodeIn } from "./rules/buyer-code";

/**
 * Checks codes among the waiting messages before their turn begins: the attempt is counted and committed on its own,
 * so that a turn that fails gives no free guess. The result is kept with the message and the turn gets it as a fact.
 */
export async function checkWaitingCodes(ctx: Context, conversationId: string): Promise<void> {
  const found = await withTenant(ctx, async (tx) => {
    const [conversation] = await tx.select().from(conversations).where(eq(conversations.id, conversationId));
    const waiting = await loadWaiting(tx, conversationId);
    return { contactId: conversation?.contactId, messages: waiting.messages };
  });
  if (!found.contactId) return;
  for (const message of found.messages) {
    const code = uncheckedCode(message);
    if (code === null) continue;
    if (!(await claimCheck(ctx, message.id))) continue;
    const codeCheck = await checkBuyerCode({
      ceoId: ctx.ceoId,
      contactId: found.contactId,
      conversationId,
      text: code,
    });
    await withTenant(ctx, (tx) => tx.update(messages).set({ codeCheck }).where(eq(messages.id, message.id)));
  }
}

/** A check that takes longer than this died with its worker; its code then counts as not live. */
const CHECK_SECONDS_MAX = 10;

/** One worker checks one message's code, however many look at it at once. */
async function claimCheck(ctx: Context, messageId: string): Promise<boolean> {
  return withTenant(ctx, async (tx) => {
    const claimed = await tx
      .update(messages)
      .set({ codeCheck: sql`jsonb_build_object('result', 'checking', 'at', now())` })
      .where(and(eq(messages.id, messageId), isNull(messages.codeCheck)))
      .returning({ id: messages.id });
    return claimed.length === 1;
  });
}

function uncheckedCode(message: WaitingMessage): string | null {
  return message.kind === "text" && message.codeCheck === null ? buyerCodeIn(message.text ?? "") : null;
}

/** Whether this message brings a code that nobody has looked at. */
export function hasUncheckedCode(message: WaitingMessage): boolean {
  return uncheckedCode(message) !== null;
}

/** Whether the code in this message is being checked right now, so that its turn must wait a moment. */
export function isBeingChecked(message: WaitingMessage, now: Date): boolean {
  const check = message.codeCheck as { result?: string; at?: string } | null;
  if (check?.result !== "checking") return false;
  return Date.parse(check.at ?? "") > now.getTime() - CHECK_SECONDS_MAX * 1000;
}
