import { asc, ne, sql } from "drizzle-orm";
import { vendors } from "@/db/schema/people";
import { products } from "@/db/schema/sales";
import { recordEntry } from "@/lib/audit/record-entry";
import { sha256Hex } from "@/lib/crypto";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import type { Context } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { type Tx, withTenant } from "@/lib/tenancy/with-tenant";
import { productImportWords } from "@/lib/words/en/product-import";
import type { ImportOutcome, ImportRow } from "../schema";
import { type PlannedRow, planImport } from "./plan-import";
import { type FileRow, readProductFile } from "./read-file";

/** So many rows of the outcome are shown; the counts are always whole. */
const ROWS_SHOWN = 500;
const ROWS_PER_STATEMENT = 500;
const PRICES_RECORDED = 200;

/**
 * Brings in products from a CSV (P7.1). Without a digest it only says what would become of each row. With the digest of what
 * was seen it does exactly that, all rows that are not refused in one transaction; a retry finds nothing left to do. Throws
 * what `readProductFile` throws, and `superseded` when the catalogue has changed since. The CEO's alone.
 */
export async function importProducts(
  ctx: Context,
  { bytes, digest }: { bytes: Uint8Array; digest?: string },
): Promise<ImportOutcome> {
  authorize(ctx, "catalogue.write");
  const rows = readProductFile(bytes);
  return withTenant(ctx, async (tx) => {
    const plan = await loadPlan(tx, rows, digest !== undefined);
    const outcome = toOutcome(plan);
    if (digest === undefined) return outcome;
    const writes = plan.filter(({ kind }) => kind === "add" || kind === "change");
    if (writes.length === 0) return { ...outcome, committed: true };
    if (outcome.digest !== digest) throw new AppError("superseded", productImportWords.superseded);
    await write(tx, ctx, writes);
    await recordEntry(tx, ctx, {
      action: "PRODUCTS_IMPORTED",
      subject: { kind: "catalogue", id: ctx.ceoId },
      details: { file_sha256: sha256Hex(bytes), ...outcome.counts, prices: pricesOf(writes) },
    });
    return { ...outcome, committed: true };
  });
}

/** When it is to be done, the products are held: neither a sale nor another import comes between. */
async function loadPlan(tx: Tx, rows: readonly FileRow[], isHolding: boolean): Promise<PlannedRow[]> {
  const all = tx.select().from(products).orderBy(asc(products.id));
  if (isHolding)
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('import ' || ceo_id, 4)) from ceos`);
  const now = await (isHolding ? all.for("no key update") : all);
  const staff = await tx
    .select({ id: vendors.id, name: vendors.name, isActive: sql<boolean>`${vendors.status} = 'active'` })
    .from(vendors)
    .where(ne(vendors.status, "removed"));
  return planImport(rows, { products: now, staff });
}

/** Adds and changes by the same statement, some hundred rows at a time. */
async function write(tx: Tx, ctx: Context, planned: readonly PlannedRow[]): Promise<void> {
  const values = planned.flatMap(({ write: product, productId }) =>
    product ? [{ ceoId: ctx.ceoId, id: productId ?? newId("product"), ...product }] : [],
  );
  for (let at = 0; at < values.length; at += ROWS_PER_STATEMENT) {
    await tx
      .insert(products)
      .values(values.slice(at, at + ROWS_PER_STATEMENT))
      .onConflictDoUpdate({
        target: [products.ceoId, products.id],
        set: {
          name: sql`excluded.name`,
          aliases: sql`excluded.aliases`,
          priceKobo: sql`excluded.price_kobo`,
          floorPriceKobo: sql`excluded.floor_price_kobo`,
          stock: sql`excluded.stock`,
          vendorId: sql`excluded.vendor_id`,
          active: sql`excluded.active`,
        },
      });
  }
}

function toOutcome(plan: readonly PlannedRow[]): ImportOutcome {
  const counts = { add: 0, change: 0, same: 0, refused: 0 };
  for (const { kind } of plan) counts[kind] += 1;
  const rows = plan.map(toView);
  const shown = [...rows.filter(isRefused), ...rows.filter((row) => !isRefused(row))].slice(0, ROWS_SHOWN);
  // What a row already is does not count: a sale of another product changes nothing of what was agreed to.
  const agreed = plan.map(({ row, kind, name, changes, write: product }) =>
    kind === "add" || kind === "change" ? [row, kind, name, changes, product] : [row, kind],
  );
  return {
    committed: false,
    digest: sha256Hex(JSON.stringify(agreed.map(withoutStockItKeeps))),
    counts,
    rows: shown,
    rows_hidden: rows.length - shown.length,
  };
}

function withoutStockItKeeps(row: unknown[]): unknown[] {
  const [at, kind, name, changes, product] = row as [number, string, string, ImportRow["changes"], object?];
  const touchesStock = kind === "add" || changes?.some(({ field }) => field === "stock");
  return [at, kind, name, changes, product && { ...product, ...(touchesStock ? {} : { stock: undefined }) }];
}

function toView({ row, kind, name, changes, problems }: PlannedRow): ImportRow {
  return { row, kind, name, changes, problems };
}

function isRefused({ kind }: ImportRow): boolean {
  return kind === "refused";
}

/** The prices that change, for whoever asks later; the first of them when there are many. */
function pricesOf(planned: readonly PlannedRow[]): unknown[] {
  return planned
    .flatMap(({ name, changes }) =>
      changes.filter(({ field }) => field === "price").map(({ from, to }) => ({ name, from, to })),
    )
    .slice(0, PRICES_RECORDED);
}
