import type { ProductView } from "@/lib/catalogue/schema";
import { formatNaira, parseNaira } from "@/lib/money";
import { productFormWords } from "@/lib/words/en/product-form";

const words = productFormWords;

/** A product as it stands in the form: everything as it was typed. */
export type Typed = {
  name: string;
  aliases: string;
  price: string;
  floor: string;
  stock: string;
  vendorId: string;
  active: boolean;
};

export type FieldErrors = Partial<Record<keyof Typed | "form", string>>;

/** What the API takes of a product; money in kobo. */
export type ProductBody = {
  name: string;
  aliases: string[];
  price_kobo: number;
  floor_price_kobo: number | null;
  stock: number | null;
  vendor_id: string | null;
  active: boolean;
};

export const EMPTY_PRODUCT: Typed = {
  name: "",
  aliases: "",
  price: "",
  floor: "",
  stock: "",
  vendorId: "",
  active: true,
};

/** A product as the form shows it. */
export function typedOf(product: ProductView): Typed {
  return {
    name: product.name,
    aliases: product.aliases.join(", "),
    price: bareNaira(product.price_kobo),
    floor: product.floor_price_kobo === null ? "" : bareNaira(product.floor_price_kobo),
    stock: product.stock?.toString() ?? "",
    vendorId: product.vendor_id ?? "",
    active: product.active,
  };
}

/** What was typed as the API takes it, or what is wrong with it by field. `before`: the product that is changed. */
export function readTyped(
  typed: Typed,
  before?: ProductView,
): { body: ProductBody } | { errors: FieldErrors } {
  const errors: FieldErrors = {};
  const price = readPrice(typed.price);
  const floor = typed.floor.trim() === "" ? { kobo: null } : readPrice(typed.floor);
  const stock = readStock(typed.stock);
  if (typed.name.trim() === "") errors.name = words.noName;
  if (typed.price.trim() === "") errors.price = words.noPrice;
  else if ("error" in price) errors.price = price.error;
  if ("error" in floor) errors.floor = floor.error;
  else if ("kobo" in price && floor.kobo !== null && floor.kobo > price.kobo) errors.floor = words.floorAbove;
  if ("error" in stock) errors.stock = stock.error;
  if ("error" in price || "error" in floor || "error" in stock || Object.keys(errors).length > 0) {
    return { errors };
  }
  // Names that hold a comma come back whole unless somebody edited them.
  const isAsBefore = before && typed.aliases === typedOf(before).aliases;
  const body = {
    name: typed.name.trim(),
    aliases: isAsBefore ? before.aliases : splitAliases(typed.aliases),
    price_kobo: price.kobo,
    floor_price_kobo: floor.kobo,
    stock: stock.count,
    vendor_id: typed.vendorId || null,
    active: typed.active,
  };
  return { body };
}

/** Only what is different, so that two people who change different things are not in each other's way more than needed. */
export function changesOf(body: ProductBody, before: ProductView): Partial<ProductBody> {
  const names = Object.keys(body) as (keyof ProductBody)[];
  return Object.fromEntries(
    names
      .filter((name) => JSON.stringify(body[name]) !== JSON.stringify(before[name]))
      .map((name) => [name, body[name]]),
  );
}

/** The errors of the API by the form's own names. */
export function errorsOfFields(fields: Record<string, string>): FieldErrors {
  const names: Record<string, keyof Typed> = {
    name: "name",
    aliases: "aliases",
    price_kobo: "price",
    floor_price_kobo: "floor",
    stock: "stock",
    vendor_id: "vendorId",
  };
  return Object.fromEntries(
    Object.entries(fields).flatMap(([path, message]) => {
      const name = names[path.split(".")[0] ?? ""];
      return name ? [[name, message]] : [];
    }),
  );
}

/** `15k` is understood as ₦15,000: said back while it is typed. Nothing for what is plain anyway. */
export function sayPrice(typed: string): string | undefined {
  const kobo = parseNaira(typed);
  return kobo === null ? undefined : formatNaira(kobo);
}

function readPrice(typed: string): { kobo: number } | { error: string } {
  const kobo = parseNaira(typed);
  if (kobo !== null) return { kobo };
  const isZero = /^[^\d]*0+(?:\.0+)?\s*[a-z]*$/i.test(typed.trim()) || typed.includes("-");
  return { error: isZero ? words.zeroPrice : words.oddPrice };
}

function readStock(typed: string): { count: number | null } | { error: string } {
  const text = typed.trim().replaceAll(",", "");
  if (text === "") return { count: null };
  return /^\d{1,7}$/.test(text) && Number(text) <= 1_000_000
    ? { count: Number(text) }
    : { error: words.oddStock };
}

function splitAliases(typed: string): string[] {
  const names = typed.split(/[,;\n]+/).map((name) => name.replace(/\s+/g, " ").trim());
  return [...new Set(names)].filter((name) => name !== "");
}

function bareNaira(kobo: number): string {
  return formatNaira(kobo).slice(1);
}
