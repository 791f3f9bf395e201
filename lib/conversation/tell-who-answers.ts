import { sql } from "drizzle-orm";
import { publishEvent } from "@/lib/live/publish-event";
import type { Context } from "@/lib/tenancy/context";
import type { Tx } from "@/lib/tenancy/with-tenant";
import type { TakenTurn } from "./save-turn";

type Answering = { to: string | null; order_id: string | null };

/**
 * Where a person answers and the bot did nothing about what came, that person's open pages are told whose words wait and on which
 * order's page they are (P8.3). Who wrote last is answered; where nobody wrote yet it is the conversation's vendor, and in one that
 * nobody has, the owner.
 */
export async function tellWhoAnswers(tx: Tx, ctx: Context, turns: readonly TakenTurn[]): Promise<void> {
  for (const { conversation, decision, waiting } of turns) {
    const isForPerson = decision.state.mode === "person" && decision.effects.length === 0;
    if (!isForPerson || waiting.messages.length === 0) continue;
    const { id: conversationId, vendorId } = conversation;
    const [found] = await tx.execute<Answering>(sql`
      select coalesce((select m.author_id from messages m
          where m.ceo_id = ${ctx.ceoId} and m.conversation_id = ${conversationId} and m.author in ('vendor', 'ceo')
          order by m.created_at desc, m.id desc limit 1), ${vendorId},
          (select v.id from vendors v where v.ceo_id = ${ctx.ceoId} and v.is_owner)) as to,
        (select o.id from orders o
          where o.ceo_id = ${ctx.ceoId} and o.conversation_id = ${conversationId} and o.status = 'NEGOTIATING'
          order by o.created_at desc limit 1) as order_id`);
    if (!found?.to) continue;
    const ids = {
      conversationId,
      to: found.to,
      ...(found.order_id === null ? {} : { orderId: found.order_id }),
    };
    await publishEvent(tx, ctx.ceoId, { topic: "message", ids, vendorId });
  }
}
