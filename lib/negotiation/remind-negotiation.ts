import { eq, sql } from "drizzle-orm";
import { conversations } from "@/db/schema/chat";
import { orders } from "@/db/schema/sales";
import { recordEntry } from "@/lib/audit/record-entry";
import { publishEvent } from "@/lib/live/publish-event";
import { tellConversation } from "@/lib/messaging/tell-conversation";
import { lockConversationOf, lockOrder, type OrderRow } from "@/lib/orders/move-order";
import { queuePush } from "@/lib/push/queue-push";
import type { Context } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import type { Tx } from "@/lib/tenancy/with-tenant";
import { findQuiet } from "./standstill";
import { whoseTurn } from "./whose-turn";

/**
 * Reminds whoever is waited for of a price that is not agreed on, once while it is (P7.6): the buyer in chat; the vendor by
 * push, and as a conversation that needs a person. Nothing happens when it is not due, or somebody spoke meanwhile.
 */
export async function remindNegotiation(tx: Tx, ctx: Context, orderId: string): Promise<void> {
  authorize(ctx, "order.progress");
  await lockConversationOf(tx, orderId);
  const order = await lockOrder(tx, orderId);
  const [quiet] = await findQuiet(tx, { orderId, limit: 1 });
  if (!quiet?.isReminderDue) return;
  const turn = whoseTurn(quiet);
  if (turn === "buyer" && !quiet.mayTell) return;
  await tx.update(orders).set({ remindedAt: sql`now()` }).where(eq(orders.id, orderId));
  if (turn === "buyer") {
    const event = { kind: "reminder_due", orderId } as const;
    await tellConversation(tx, ctx, { conversationId: order.conversationId, event });
  } else await remindVendor(tx, ctx, order);
  await recordEntry(tx, ctx, {
    action: "PRICE_REMINDED",
    subject: { kind: "order", id: orderId },
    contactId: order.contactId,
    details: { reference: order.reference, turn },
  });
}

async function remindVendor(tx: Tx, ctx: Context, order: OrderRow): Promise<void> {
  const { id: orderId, conversationId, vendorId } = order;
  await tx
    .update(conversations)
    .set({ needsPersonSince: sql`coalesce(${conversations.needsPersonSince}, now())` })
    .where(eq(conversations.id, conversationId));
  await queuePush(tx, ctx.ceoId, { kind: "offer", subjectId: orderId });
  await publishEvent(tx, ctx.ceoId, { topic: "conversation", ids: { conversationId, orderId }, vendorId });
}
