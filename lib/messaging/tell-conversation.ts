import { conversationEvents } from "@/db/schema/messages";
import { newId } from "@/lib/ids";
import { enqueueJob } from "@/lib/queue/enqueue-job";
import type { Context } from "@/lib/tenancy/context";
import type { Tx } from "@/lib/tenancy/with-tenant";

/** What happened outside the chat that the bot must tell the contact, or take note of. */
export type OutsideEvent =
  | { kind: "order_approved"; orderId: string }
  | { kind: "order_rejected"; orderId: string; reason: string }
  | { kind: "order_escalated"; orderId: string }
  | { kind: "order_shipped"; orderId: string; carrier?: string; tracking?: string }
  | { kind: "order_delivered"; orderId: string }
  | { kind: "order_cancelled"; orderId: string; reason?: string }
  | { kind: "order_lapsed"; orderId: string; unagreed?: true }
  | { kind: "order_out_of_stock"; orderId: string }
  /** A price of ours that the buyer can take; one that is agreed; one of the buyer's that was refused. */
  | { kind: "offer_made"; orderId: string; offerId: string }
  | { kind: "price_agreed"; orderId: string }
  | { kind: "offer_refused"; orderId: string; totalKobo: number }
  | { kind: "reminder_due"; orderId: string }
  | { kind: "receipt_unreadable"; orderId: string; reason: "type" | "size" | "damaged" | "gone" }
  | { kind: "receipt_same_image"; orderId: string }
  | { kind: "confirmation_ready"; orderId: string; link: string; deliveryDay: string }
  | { kind: "invoice_ready"; orderId: string; link: string }
  | { kind: "dispute_settled"; orderId: string }
  | { kind: "person_message"; text: string; author: "vendor" | "ceo"; authorId: string; orderId?: string }
  /** `messageId`: the message in the phone app that shows it. */
  | { kind: "person_took_over"; messageId?: string }
  | { kind: "handed_back" };

/**
 * Puts an event before the bot, in the caller's transaction: a turn of this conversation will take it up in order
 * with the contact's messages, and say what there is to say.
 */
export async function tellConversation(
  tx: Tx,
  ctx: Context,
  input: { conversationId: string; event: OutsideEvent },
): Promise<void> {
  const { kind, ...data } = input.event;
  await tx.insert(conversationEvents).values({
    ceoId: ctx.ceoId,
    id: newId("conversationEvent"),
    conversationId: input.conversationId,
    kind,
    data,
  });
  await enqueueJob(tx, "take-turn", { ceoId: ctx.ceoId, conversationId: input.conversationId });
}
