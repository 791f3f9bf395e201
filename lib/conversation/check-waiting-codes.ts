import { eq } from "drizzle-orm";
import { conversations, messages } from "@/db/schema/chat";
import { checkBuyerCode } from "@/lib/otp/buyer-code";
import type { Context } from "@/lib/tenancy/context";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { loadWaiting } from "./load-turn";
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
    const code =
      message.kind === "text" && message.codeCheck === null ? buyerCodeIn(message.text ?? "") : null;
    if (code === null) continue;
    const codeCheck = await checkBuyerCode({
      ceoId: ctx.ceoId,
      contactId: found.contactId,
      conversationId,
      text: code,
    });
    await withTenant(ctx, (tx) => tx.update(messages).set({ codeCheck }).where(eq(messages.id, message.id)));
  }
}
