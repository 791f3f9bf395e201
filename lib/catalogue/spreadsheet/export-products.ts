import { stringify } from "csv-stringify/sync";
import { asc } from "drizzle-orm";
import { vendors } from "@/db/schema/people";
import { products } from "@/db/schema/sales";
import { recordEntry } from "@/lib/audit/record-entry";
import type { Context } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { withTenant } from "@/lib/tenancy/with-tenant";
import type { ProductRow } from "../queries";
import { COLUMN_KEYS, COLUMNS, type ColumnKey, joinAliases } from "./columns";

/** The whole catalogue as a CSV that can be changed and brought in again. The CEO's alone. */
export function exportProducts(ctx: Context): Promise<string> {
  authorize(ctx, "catalogue.write");
  return withTenant(ctx, async (tx) => {
    const rows = await tx.select().from(products).orderBy(asc(products.name), asc(products.id));
    const staff = await tx.select({ id: vendors.id, name: vendors.name }).from(vendors);
    const names = new Map(staff.map(({ id, name }) => [id, name]));
    await recordEntry(tx, ctx, {
      action: "PRODUCTS_EXPORTED",
      subject: { kind: "catalogue", id: ctx.ceoId },
      details: { products: rows.length },
    });
    return toCsv(rows.map((row) => cellsOf(row, names)));
  });
}

/** The headings and two lines to write over. The id is left out: new products have none. */
export function productTemplate(): string {
  const cells: Record<ColumnKey, string>[] = [
    {
      name: "Red ankara dress",
      aliases: "red dress; ankara gown",
      price: "12500",
      floor: "11000",
      stock: "10",
      active: "yes",
      vendor: "",
      id: "",
    },
    {
      name: "Gele",
      aliases: "head tie",
      price: "8000",
      floor: "",
      stock: "",
      active: "yes",
      vendor: "",
      id: "",
    },
  ];
  return toCsv(
    cells,
    COLUMN_KEYS.filter((key) => key !== "id" && key !== "vendor"),
  );
}

function cellsOf(row: ProductRow, vendorNames: ReadonlyMap<string, string>): Record<ColumnKey, string> {
  return {
    name: row.name,
    aliases: joinAliases(row.aliases),
    price: toNaira(row.priceKobo),
    floor: row.floorPriceKobo === null ? "" : toNaira(row.floorPriceKobo),
    stock: row.stock?.toString() ?? "",
    active: row.active ? "yes" : "no",
    vendor: (row.vendorId && vendorNames.get(row.vendorId)) ?? "",
    id: row.id,
  };
}

/** A bare number, so that a spreadsheet can reckon with it. */
function toNaira(kobo: number): string {
  return kobo % 100 === 0 ? String(kobo / 100) : (kobo / 100).toFixed(2);
}

/** RFC 4180 with the byte order mark that spreadsheets know UTF-8 by; what they would run begins with an apostrophe (IN-06). */
function toCsv(rows: readonly Record<ColumnKey, string>[], keys: readonly ColumnKey[] = COLUMN_KEYS): string {
  const table = [keys.map((key) => COLUMNS[key]), ...rows.map((row) => keys.map((key) => row[key]))];
  return `\uFEFF${stringify(table, { record_delimiter: "windows", escape_formulas: true })}`;
}
