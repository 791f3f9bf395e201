import { products } from "@/db/schema/sales";
import { recordEntry } from "@/lib/audit/record-entry";
import { sha256Hex } from "@/lib/crypto";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import type { Context } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { checkProduct } from "./check-product";
import { findProduct, type ProductRow, toProductView } from "./queries";
import type { AddProductInput, ProductView } from "./schema";

/**
 * Puts a product into the catalogue (P7.1). The same `key` again (the header `Idempotency-Key`) is the same product: a retry
 * on a bad network adds nothing twice. Throws `key_reused` when it stands for another product by now. The CEO's alone.
 */
export async function addProduct(ctx: Context, input: AddProductInput, key?: string): Promise<ProductView> {
  authorize(ctx, "catalogue.write");
  const id = key === undefined ? newId("product") : idFromKey(ctx, key);
  return withTenant(ctx, async (tx) => {
    const product = {
      name: input.name,
      aliases: input.aliases,
      priceKobo: input.price_kobo,
      floorPriceKobo: input.floor_price_kobo ?? null,
      stock: input.stock ?? null,
      vendorId: input.vendor_id ?? null,
      active: input.active,
    };
    await checkProduct(tx, product);
    const [added] = await tx
      .insert(products)
      .values({ ceoId: ctx.ceoId, id, ...product })
      .onConflictDoNothing()
      .returning();
    if (!added) return repeated(await findProduct(tx, id), product);
    await recordEntry(tx, ctx, {
      action: "PRODUCT_ADDED",
      subject: { kind: "product", id },
      details: { name: product.name, price_kobo: product.priceKobo },
    });
    return toProductView(added);
  });
}

/** The id follows from the key, so the database itself lets it be added once. */
function idFromKey(ctx: Context, key: string): string {
  if (!/^[\x21-\x7e]{8,100}$/.test(key)) {
    throw new AppError("invalid_request", "An Idempotency-Key has 8 to 100 letters, digits or signs.");
  }
  return `prd_${sha256Hex(JSON.stringify([ctx.ceoId, key])).slice(0, 26)}`;
}

function repeated(row: ProductRow, wanted: Pick<ProductRow, "name" | "priceKobo">): ProductView {
  if (row.name === wanted.name && row.priceKobo === wanted.priceKobo) return toProductView(row);
  throw new AppError("key_reused", "This Idempotency-Key was used for another product.");
}
