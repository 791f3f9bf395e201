import { and, asc, eq, ilike, or, type SQL, sql } from "drizzle-orm";
import { products } from "@/db/schema/sales";
import { sha256Hex } from "@/lib/crypto";
import { decodeCursor, toPage } from "@/lib/cursor";
import { notFound } from "@/lib/errors";
import { store } from "@/lib/storage/store";
import type { Context } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { type Tx, withTenant } from "@/lib/tenancy/with-tenant";
import type { ProductFilter, ProductView } from "./schema";

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

/** The catalogue as its people see it, the newest first. */
export async function listProducts(
  ctx: Context,
  filter: ProductFilter,
): Promise<{ items: ProductView[]; next_cursor: string | null }> {
  authorize(ctx, "catalogue.read");
  const cursor = decodeCursor(filter.cursor);
  return withTenant(ctx, async (tx) => {
    const rows = await tx
      .select({ product: products, createdText: sql<string>`${products.createdAt}::text` })
      .from(products)
      .where(
        and(
          filter.active ? eq(products.active, filter.active === "true") : undefined,
          filter.q ? matches(filter.q) : undefined,
          cursor
            ? sql`(${products.createdAt}, ${products.id}) < (${cursor.createdAt}::timestamptz, ${cursor.id})`
            : undefined,
        ),
      )
      .orderBy(sql`${products.createdAt} desc, ${products.id} desc`)
      .limit(filter.limit + 1);
    return toPage(
      rows,
      filter.limit,
      (row) => ({ createdAt: row.createdText, id: row.product.id }),
      (row) => toProductView(row.product),
    );
  });
}

/** One product. Throws `not_found` for another business's. */
export async function getProduct(ctx: Context, productId: string): Promise<ProductView> {
  authorize(ctx, "catalogue.read");
  return withTenant(ctx, async (tx) => toProductView(await findProduct(tx, productId)));
}

/** A 60-second link to a product's picture. Throws `not_found` when it has none. */
export async function openProductPicture(ctx: Context, productId: string): Promise<string> {
  authorize(ctx, "catalogue.read");
  const { pictureKey } = await withTenant(ctx, (tx) => findProduct(tx, productId));
  const picture = pictureKey ? await store().get(pictureKey) : null;
  if (!pictureKey || !picture) throw notFound("The picture");
  const { contentType } = picture;
  return store().signedUrl(pictureKey, { ttlSeconds: 60, contentType, inline: true });
}

export type ProductRow = typeof products.$inferSelect;

/** The row of one product. Throws `not_found`. */
export async function findProduct(tx: Tx, productId: string): Promise<ProductRow> {
  const [row] = await tx.select().from(products).where(eq(products.id, productId));
  if (!row) throw notFound("The product");
  return row;
}

/** A product as the API shows it. */
export function toProductView(row: ProductRow): ProductView {
  return {
    product_id: row.id,
    name: row.name,
    aliases: row.aliases,
    price_kobo: row.priceKobo,
    floor_price_kobo: row.floorPriceKobo,
    stock: row.stock,
    vendor_id: row.vendorId,
    has_picture: row.pictureKey !== null,
    picture_version: row.pictureKey && sha256Hex(row.pictureKey).slice(0, 12),
    active: row.active,
    version: versionOf(row),
    created_at: row.createdAt.toISOString(),
  };
}

/**
 * What somebody who saw this row has seen: one half for what people write, one for the stock, which sales lower by
 * themselves. The same content has the same version.
 */
export function versionOf(row: ProductRow): string {
  const { name, aliases, priceKobo, floorPriceKobo, vendorId, active } = row;
  const written = JSON.stringify([name, aliases, priceKobo, floorPriceKobo, vendorId, active]);
  return `${sha256Hex(written).slice(0, 16)}.${row.stock ?? "none"}`;
}

function matches(q: string): SQL | undefined {
  const pattern = `%${q.replace(/[\\%_]/g, "\\$&")}%`;
  return or(ilike(products.name, pattern), sql`array_to_string(${products.aliases}, ' ') ilike ${pattern}`);
}
