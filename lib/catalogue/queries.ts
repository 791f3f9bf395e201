import { asc, eq } from "drizzle-orm";
import { products } from "@/db/schema/sales";
import type { Tx } from "@/lib/tenancy/with-tenant";

/** A product as the bot knows it. `stock` null: not counted. */
export type ProductDto = {
  id: string;
  name: string;
  aliases: string[];
  priceKobo: number;
  stock: number | null;
  pictureKey: string | null;
  vendorId: string | null;
};

/** Everything this business offers now, by name. */
export async function listActiveProducts(tx: Tx): Promise<ProductDto[]> {
  return tx
    .select({
      id: products.id,
      name: products.name,
      aliases: products.aliases,
      priceKobo: products.priceKobo,
      stock: products.stock,
      pictureKey: products.pictureKey,
      vendorId: products.vendorId,
    })
    .from(products)
    .where(eq(products.active, true))
    .orderBy(asc(products.name), asc(products.id));
}
