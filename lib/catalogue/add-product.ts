import { products } from "@/db/schema/sales";
import { recordEntry } from "@/lib/audit/record-entry";
import { newId } from "@/lib/ids";
import type { Context } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { checkProduct } from "./check-product";
import { findProduct, toProductView } from "./queries";
import type { AddProductInput, ProductView } from "./schema";

/** Puts a product into the catalogue (P7.1). The CEO's alone. */
export async function addProduct(ctx: Context, input: AddProductInput): Promise<ProductView> {
  authorize(ctx, "catalogue.write");
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
    const id = newId("product");
    await tx.insert(products).values({ ceoId: ctx.ceoId, id, ...product });
    await recordEntry(tx, ctx, {
      action: "PRODUCT_ADDED",
      subject: { kind: "product", id },
      details: { name: product.name, price_kobo: product.priceKobo },
    });
    return toProductView(await findProduct(tx, id));
  });
}
