import { eq } from "drizzle-orm";
import { products } from "@/db/schema/sales";
import { recordEntry } from "@/lib/audit/record-entry";
import { AppError, notFound } from "@/lib/errors";
import type { Context } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { checkProduct } from "./check-product";
import { findProduct, type ProductRow, toProductView, versionOf } from "./queries";
import type { ChangeProductInput, ProductView } from "./schema";

/**
 * Changes what is given of a product; what is absent stays. Orders keep the price they were placed at. The CEO's alone;
 * a change of nothing leaves no entry. Throws `superseded` with the `current` product when it is not what was seen.
 */
export async function changeProduct(
  ctx: Context,
  { productId, version, ...input }: ChangeProductInput & { productId: string },
): Promise<ProductView> {
  authorize(ctx, "catalogue.write");
  return withTenant(ctx, async (tx) => {
    const [before] = await tx.select().from(products).where(eq(products.id, productId)).for("no key update");
    if (!before) throw notFound("The product");
    const after = {
      name: input.name ?? before.name,
      aliases: input.aliases ?? before.aliases,
      priceKobo: input.price_kobo ?? before.priceKobo,
      floorPriceKobo: input.floor_price_kobo === undefined ? before.floorPriceKobo : input.floor_price_kobo,
      stock: input.stock === undefined ? before.stock : input.stock,
      vendorId: input.vendor_id === undefined ? before.vendorId : input.vendor_id,
      active: input.active ?? before.active,
    };
    const changed = (Object.keys(after) as (keyof typeof after)[]).filter(
      (name) => JSON.stringify(after[name]) !== JSON.stringify(before[name]),
    );
    if (changed.length === 0) return toProductView(before);
    checkSeen(version, before, changed.includes("stock"));
    // A vendor who was suspended since keeps the product; only a newly named one must be there.
    await checkProduct(tx, changed.includes("vendorId") ? after : { ...after, vendorId: null });
    await tx.update(products).set(after).where(eq(products.id, productId));
    await recordEntry(tx, ctx, {
      action: "PRODUCT_CHANGED",
      subject: { kind: "product", id: productId },
      details: {
        name: after.name,
        changed,
        ...(changed.includes("priceKobo")
          ? { price_kobo: { from: before.priceKobo, to: after.priceKobo } }
          : {}),
      },
    });
    return toProductView(await findProduct(tx, productId));
  });
}

/** A sale lowers the stock while a form is open: that is in the way only of who changes the stock. */
function checkSeen(version: string | undefined, now: ProductRow, isStockChanged: boolean): void {
  if (version === undefined) return;
  const current = versionOf(now);
  const [seen, actual] = isStockChanged ? [version, current] : [written(version), written(current)];
  if (seen === actual) return;
  throw new AppError(
    "superseded",
    "Somebody changed this product meanwhile. Look at it again before you save.",
    {
      extra: { current: toProductView(now) },
    },
  );
}

function written(version: string): string {
  return version.split(".")[0] ?? "";
}
