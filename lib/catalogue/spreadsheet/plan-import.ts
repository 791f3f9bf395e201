import { formatNaira } from "@/lib/money";
import { productImportWords } from "@/lib/words/en/product-import";
import type { ProductRow } from "../queries";
import type { ChangedField, ImportRow } from "../schema";
import { foldName, joinAliases } from "./columns";
import { type Read, readAliases, readName, readPrice, readStock, readText, readYesNo } from "./read-cells";
import type { FileRow } from "./read-file";

const words = productImportWords;

export type Staff = { id: string; name: string; isActive: boolean };
export type ProductWrite = Pick<
  ProductRow,
  "name" | "aliases" | "priceKobo" | "floorPriceKobo" | "stock" | "vendorId" | "active"
>;
export type PlannedRow = ImportRow & { write?: ProductWrite; productId?: string };

type Existing = { byId: Map<string, ProductRow>; byName: Map<string, ProductRow[]> };

/**
 * What each row would do to the catalogue as it is. A row means the product with its id, else the one of its name, else a new
 * one; a column that the file does not have changes nothing. Pure.
 */
export function planImport(
  rows: readonly FileRow[],
  now: { products: readonly ProductRow[]; staff: readonly Staff[] },
): PlannedRow[] {
  const existing: Existing = {
    byId: new Map(now.products.map((product) => [product.id, product])),
    byName: groupByName(now.products),
  };
  const seenAt = new Map<string, number>();
  return rows.map((file) => {
    const planned = planRow(file, existing, now.staff);
    if (planned.kind === "refused") return planned;
    const keys = [
      `name ${foldName(planned.name)}`,
      ...(planned.productId ? [`id ${planned.productId}`] : []),
    ];
    const before = keys.map((key) => seenAt.get(key)).find((row) => row !== undefined);
    if (before !== undefined) return refuse(file, [words.problems.twice(before)], planned.name);
    for (const key of keys) seenAt.set(key, file.row);
    return planned;
  });
}

function planRow(file: FileRow, existing: Existing, staff: readonly Staff[]): PlannedRow {
  const problems = file.problem ? [file.problem] : [];
  const take = <T>(read: Read<T>, instead: T): T => {
    if ("value" in read) return read.value;
    problems.push(read.problem);
    return instead;
  };
  const { cells } = file;
  const name = take(readName(cells.name ?? ""), "");
  const found = take(findTarget(cells.id, name, existing), undefined);
  const write: ProductWrite = {
    name,
    aliases: take(aliasesOf(cells.aliases, found), []),
    priceKobo: take(readPrice(cells.price ?? ""), 0),
    floorPriceKobo: take(floorOf(cells.floor, found), null),
    stock: cells.stock === undefined ? (found?.stock ?? null) : take(readStock(cells.stock), null),
    active:
      (cells.active ?? "").trim() === ""
        ? (found?.active ?? true)
        : take(readYesNo(cells.active ?? ""), true),
    vendorId:
      cells.vendor === undefined
        ? (found?.vendorId ?? null)
        : take(vendorOf(cells.vendor, staff, found), null),
  };
  const isAbove = write.floorPriceKobo !== null && write.floorPriceKobo > write.priceKobo;
  if (isAbove && write.priceKobo > 0) problems.push(words.problems.floorAbove);
  if (problems.length > 0) return refuse(file, problems, name);
  if (!found) return { row: file.row, kind: "add", name, changes: [], problems: [], write };
  const changes = compare(found, write, staff);
  const kind = changes.length > 0 ? "change" : "same";
  return { row: file.row, kind, name, changes, problems: [], write, productId: found.id };
}

function groupByName(products: readonly ProductRow[]): Existing["byName"] {
  const groups: Existing["byName"] = new Map();
  for (const product of products) {
    const key = foldName(product.name);
    groups.set(key, [...(groups.get(key) ?? []), product]);
  }
  return groups;
}

function refuse(file: FileRow, problems: string[], name: string): PlannedRow {
  const shown = name || (file.cells.name ?? "").replace(/\s+/g, " ").trim().slice(0, 60);
  return { row: file.row, kind: "refused", name: shown, changes: [], problems };
}

function findTarget(
  idCell: string | undefined,
  name: string,
  existing: Existing,
): Read<ProductRow | undefined> {
  const id = (idCell ?? "").trim();
  if (id !== "") {
    const product = existing.byId.get(id);
    return product ? { value: product } : { problem: words.problems.unknownId };
  }
  const [product, another] = existing.byName.get(foldName(name)) ?? [];
  return another ? { problem: words.problems.ambiguous } : { value: product };
}

/** Our own cell brings back the very names, even ones that hold a comma. */
function aliasesOf(cell: string | undefined, found: ProductRow | undefined): Read<string[]> {
  if (cell === undefined) return { value: found?.aliases ?? [] };
  const isOwn = found && cell.replace(/^'/, "").trim() === joinAliases(found.aliases);
  return isOwn ? { value: found.aliases } : readAliases(cell);
}

function floorOf(cell: string | undefined, found: ProductRow | undefined): Read<number | null> {
  if (cell === undefined) return { value: found?.floorPriceKobo ?? null };
  if (cell.trim() === "") return { value: null };
  const read = readPrice(cell);
  return "problem" in read ? { problem: words.problems.inLowest(read.problem) } : read;
}

function vendorOf(cell: string, staff: readonly Staff[], found: ProductRow | undefined): Read<string | null> {
  const read = readText(cell);
  if ("problem" in read) return read;
  if (read.value === "") return { value: null };
  const named = staff.filter(({ name }) => foldName(name) === foldName(read.value));
  const own = named.find(({ id }) => id === found?.vendorId);
  if (own) return { value: own.id };
  const active = named.filter(({ isActive }) => isActive);
  if (active.length > 1) return { problem: words.problems.twoVendors(read.value) };
  return active[0]
    ? { value: active[0].id }
    : { problem: words.problems.unknownVendor(read.value.slice(0, 40)) };
}

function compare(before: ProductRow, after: ProductWrite, staff: readonly Staff[]): ImportRow["changes"] {
  const kobo = (value: number | null) => (value === null ? words.none : formatNaira(value));
  const vendor = (id: string | null) => staff.find((one) => one.id === id)?.name ?? words.none;
  const pairs: [ChangedField, string, string, boolean][] = [
    ["name", before.name, after.name, before.name !== after.name],
    [
      "aliases",
      joinAliases(before.aliases) || words.none,
      joinAliases(after.aliases) || words.none,
      JSON.stringify(before.aliases) !== JSON.stringify(after.aliases),
    ],
    ["price", kobo(before.priceKobo), kobo(after.priceKobo), before.priceKobo !== after.priceKobo],
    [
      "floor",
      kobo(before.floorPriceKobo),
      kobo(after.floorPriceKobo),
      before.floorPriceKobo !== after.floorPriceKobo,
    ],
    [
      "stock",
      before.stock?.toString() ?? words.notCounted,
      after.stock?.toString() ?? words.notCounted,
      before.stock !== after.stock,
    ],
    ["active", words.offered(before.active), words.offered(after.active), before.active !== after.active],
    ["vendor", vendor(before.vendorId), vendor(after.vendorId), before.vendorId !== after.vendorId],
  ];
  return pairs.flatMap(([field, from, to, isChanged]) => (isChanged ? [{ field, from, to }] : []));
}
