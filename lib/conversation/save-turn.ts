import { eq, inArray, sql } from "drizzle-orm";
import { conversations } from "@/db/schema/chat";
import { conversationEvents, messages } from "@/db/schema/messages";
import type { Tx } from "@/lib/tenancy/with-tenant";
import type { ConversationRow, Waiting } from "./load-turn";
import type { Decision } from "./rules/types";

const PERSON_MINUTES = 30;

/** Keeps where the dialogue stands now, and that what waited was taken up. */
export async function saveTurn(
  tx: Tx,
  conversation: ConversationRow,
  decision: Decision,
  waiting: Waiting,
): Promise<void> {
  const byPerson = decision.state.mode === "person";
  const saved = tx
    .update(conversations)
    .set({
      state: decision.state,
      mode: decision.state.mode,
      modeUntil: byPerson ? sql`now() + make_interval(mins => ${PERSON_MINUTES})` : null,
      ...(decision.effects.some((effect) => effect.type === "reply") ? { lastMessageAt: sql`now()` } : {}),
    })
    .where(eq(conversations.id, conversation.id));
  await Promise.all([saved, markHandled(tx, waiting)]);
}

async function markHandled(tx: Tx, waiting: Waiting): Promise<void> {
  const messageIds = waiting.messages.map((message) => message.id);
  const eventIds = waiting.events.map((event) => event.id);
  if (messageIds.length > 0) {
    await tx.update(messages).set({ handledAt: sql`now()` }).where(inArray(messages.id, messageIds));
  }
  if (eventIds.length > 0) {
    await tx
      .update(conversationEvents)
      .set({ handledAt: sql`now()` })
      .where(inArray(conversationEvents.id, eventIds));
  }
}
