import { eq, sql } from "drizzle-orm";
import { products } from "@/db/schema/sales";
import { recordEntry } from "@/lib/audit/record-entry";
import { notFound } from "@/lib/errors";
import { store } from "@/lib/storage/store";
import type { Context } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { withTenant } from "@/lib/tenancy/with-tenant";

/**
 * Takes a product out of the catalogue. One that was ordered before stays on its orders and is only not offered any more
 * (`removed: false`). The CEO's alone.
 */
export async function removeProduct(
  ctx: Context,
  { productId }: { productId: string },
): Promise<{ product_id: string; removed: boolean }> {
  authorize(ctx, "catalogue.write");
  const { pictureKey, ...result } = await withTenant(ctx, async (tx) => {
    const [product] = await tx.select().from(products).where(eq(products.id, productId)).for("update");
    if (!product) throw notFound("The product");
    const [used] = await tx.execute(sql`select 1 from order_items where product_id = ${productId} limit 1`);
    const removed = used === undefined;
    if (removed) await tx.delete(products).where(eq(products.id, productId));
    else await tx.update(products).set({ active: false }).where(eq(products.id, productId));
    if (removed || product.active) {
      await recordEntry(tx, ctx, {
        action: "PRODUCT_REMOVED",
        subject: { kind: "product", id: productId },
        details: { name: product.name, removed },
      });
    }
    return { product_id: productId, removed, pictureKey: removed ? product.pictureKey : null };
  });
  if (pictureKey) await store().delete(pictureKey);
  return result;
}
