import { sql } from "drizzle-orm";
import { conversationEvents, messages } from "@/db/schema/messages";
import { anyOf } from "@/lib/tenancy/any-of";
import type { Tx } from "@/lib/tenancy/with-tenant";
import type { ConversationRow, Waiting } from "./load-turn";
import type { Decision } from "./rules/types";

const PERSON_MINUTES = 30;

export type TakenTurn = { conversation: ConversationRow; decision: Decision; waiting: Waiting };

/** Keeps where each dialogue stands now, and that what waited was taken up. */
export async function saveTurns(tx: Tx, turns: readonly TakenTurn[]): Promise<void> {
  if (turns.length === 0) return;
  const rows = turns.map(({ conversation, decision: { state, effects } }) => ({
    id: conversation.id,
    state,
    mode: state.mode,
    replied: effects.some((effect) => effect.type === "reply"),
  }));
  const saved = tx.execute(sql`
    update conversations set state = given.state, mode = given.mode,
      mode_until = case when given.mode = 'person' then now() + make_interval(mins => ${PERSON_MINUTES}) end,
      last_message_at = case when given.replied then now() else last_message_at end
    from json_to_recordset(${JSON.stringify(rows)}::json) as given(id text, state jsonb, mode text, replied boolean)
    where conversations.ceo_id = current_setting('app.ceo_id') and conversations.id = given.id
      and conversations.id = ${anyOf(rows.map(({ id }) => id))}`);
  await Promise.all([saved, markHandled(tx, turns)]);
}

async function markHandled(tx: Tx, turns: readonly TakenTurn[]): Promise<void> {
  const messageIds = turns.flatMap(({ waiting }) => waiting.messages.map(({ id }) => id));
  const eventIds = turns.flatMap(({ waiting }) => waiting.events.map(({ id }) => id));
  const handled = { handledAt: sql`now()` };
  await Promise.all([
    messageIds.length > 0 &&
      tx
        .update(messages)
        .set(handled)
        .where(sql`${messages.id} = ${anyOf(messageIds)}`),
    eventIds.length > 0 &&
      tx
        .update(conversationEvents)
        .set(handled)
        .where(sql`${conversationEvents.id} = ${anyOf(eventIds)}`),
  ]);
}
