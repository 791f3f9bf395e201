import { sql } from "drizzle-orm";
import { recordEntry } from "@/lib/audit/record-entry";
import { tellConversation } from "@/lib/messaging/tell-conversation";
import type { Context } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { spendOnce } from "@/lib/tenancy/spend-once";
import type { Tx } from "@/lib/tenancy/with-tenant";
import { isPersonAnswering, isWindowOpen } from "./payment-clock";

/**
 * Reminds the buyer of an unpaid order, once in its life (P7.6). Nothing happens when it is not due, reminded of already,
 * outside the 24-hour window, when the buyer wants no messages, when a person is answering, or with reminders switched off.
 */
export async function remindOrder(tx: Tx, ctx: Context, orderId: string): Promise<void> {
  authorize(ctx, "order.progress");
  const order = await spendOnce<{ contact_id: string; conversation_id: string; reference: string }>(
    tx,
    sql`
    update orders o set reminded_at = now() from ceos b, conversations v, contacts c
    where o.id = ${orderId} and o.status = 'AWAITING_PAYMENT' and o.reminded_at is null
      and b.ceo_id = o.ceo_id and o.changed_at <= now() - make_interval(hours => b.reminder_hours)
      and v.ceo_id = o.ceo_id and v.id = o.conversation_id and ${isWindowOpen} and not ${isPersonAnswering}
      and c.ceo_id = o.ceo_id and c.id = o.contact_id and c.opted_out_at is null
      and not exists (select from bot_settings s where s.settings #>> '{features,reminders}' = 'false')
    returning o.contact_id, o.conversation_id, o.reference`,
  );
  if (!order) return;
  await tellConversation(tx, ctx, {
    conversationId: order.conversation_id,
    event: { kind: "reminder_due", orderId },
  });
  await recordEntry(tx, ctx, {
    action: "ORDER_REMINDED",
    subject: { kind: "order", id: orderId },
    contactId: order.contact_id,
    details: { reference: order.reference },
  });
}
