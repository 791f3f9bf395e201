import { eq, sql } from "drizzle-orm";
import { orderItems, products } from "@/db/schema/sales";
import { tellConversation } from "@/lib/messaging/tell-conversation";
import type { Context } from "@/lib/tenancy/context";
import type { Tx } from "@/lib/tenancy/with-tenant";
import { moveOrder, type OrderRow } from "./move-order";

export type ShortProduct = { product_id: string; name: string; missing: number };

/**
 * Releases an order for which a credit is recorded: moves it to `APPROVED`, takes its products from stock and lets the
 * bot tell the buyer. The money is there, so missing stock does not stop it: what is short comes back, to be told.
 */
export async function releaseOrder(
  tx: Tx,
  ctx: Context,
  order: OrderRow,
  creditFactId: string,
): Promise<{ short: ShortProduct[] }> {
  await moveOrder(tx, ctx, {
    orderId: order.id,
    from: order.status,
    to: "APPROVED",
    changes: { creditFactId },
  });
  const short = await takeStock(tx, order.id);
  await tellConversation(tx, ctx, {
    conversationId: order.conversationId,
    event: { kind: "order_approved", orderId: order.id },
  });
  return { short };
}

async function takeStock(tx: Tx, orderId: string): Promise<ShortProduct[]> {
  const items = await tx
    .select({ productId: orderItems.productId, name: orderItems.name, quantity: orderItems.quantity })
    .from(orderItems)
    .where(eq(orderItems.orderId, orderId))
    .orderBy(orderItems.productId);
  const short: ShortProduct[] = [];
  for (const { productId, name, quantity } of items) {
    const [before] = await tx
      .select({ stock: products.stock })
      .from(products)
      .where(eq(products.id, productId))
      .for("no key update");
    if (before?.stock === null || before === undefined) continue;
    await tx
      .update(products)
      .set({ stock: sql`greatest(${products.stock} - ${quantity}, 0)` })
      .where(eq(products.id, productId));
    if (before.stock < quantity)
      short.push({ product_id: productId, name, missing: quantity - before.stock });
  }
  return short;
}
