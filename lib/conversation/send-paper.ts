import { eq } from "drizzle-orm";
import { confirmations, invoices } from "@/db/schema/order-papers";
import { queueMessage } from "@/lib/messaging/queue-message";
import { getOrderDto } from "@/lib/orders/queries";
import type { Context } from "@/lib/tenancy/context";
import type { Tx } from "@/lib/tenancy/with-tenant";
import type { TurnWork } from "./apply-effects";
import type { DeliveryEffect, Paper } from "./rules/delivery-types";

/**
 * Puts an order's PDF on its way as a document, after the words that have its link. Should it get lost, the link stands: it is
 * never repeated. Nothing goes out while there is no such paper.
 */
export async function sendPaper(
  tx: Tx,
  ctx: Context,
  work: TurnWork,
  { orderId, paper, caption }: Extract<DeliveryEffect, { type: "sendPaper" }>,
): Promise<void> {
  const fileKey = await keyOf(tx, orderId, paper);
  if (!fileKey) return;
  const { reference } = await getOrderDto(tx, orderId);
  const { conversation, facts } = work;
  const message = {
    conversationId: conversation.id,
    text: caption,
    document: { fileKey, contentType: "application/pdf", filename: `${reference}-${paper}.pdf` },
    orderId,
    author: "bot" as const,
    repeatable: false,
  };
  await queueMessage(tx, ctx, message, { ...conversation, platform: facts.platform });
}

async function keyOf(tx: Tx, orderId: string, paper: Paper): Promise<string | null | undefined> {
  const table = paper === "invoice" ? invoices : confirmations;
  const [row] = await tx.select({ fileKey: table.fileKey }).from(table).where(eq(table.orderId, orderId));
  return row?.fileKey;
}
