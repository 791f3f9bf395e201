import { z } from "zod";

/** The most one product may cost: ten billion naira, in kobo. */
const MAX_PRICE_KOBO = 1_000_000_000_000;
export const NAME_MAX = 120;
export const ALIAS_MAX = 80;
export const ALIASES_MAX = 20;
export const STOCK_MAX = 1_000_000;

const name = z.string().trim().min(1, "give it a name").max(NAME_MAX);
const aliases = z.array(z.string().trim().min(1).max(ALIAS_MAX)).max(ALIASES_MAX);
const priceKobo = z.int().positive().max(MAX_PRICE_KOBO);
const stock = z.int().min(0).max(STOCK_MAX).nullable();

/** What a CEO gives to add a product (`POST /api/products`). Money in kobo; `stock` null or absent: not counted. */
export const addProductInput = z.strictObject({
  name,
  aliases: aliases.default([]),
  price_kobo: priceKobo,
  floor_price_kobo: priceKobo.nullable().optional(),
  stock: stock.optional(),
  vendor_id: z.string().max(64).nullable().optional(),
  active: z.boolean().default(true),
});
export type AddProductInput = z.infer<typeof addProductInput>;

/**
 * What may be changed of a product; what is absent stays (`PATCH /api/products/{id}`). With the `version` that was seen, a
 * product that somebody else changed meanwhile is not written over.
 */
export const changeProductInput = z.strictObject({
  name: name.optional(),
  aliases: aliases.optional(),
  price_kobo: priceKobo.optional(),
  floor_price_kobo: priceKobo.nullable().optional(),
  stock: stock.optional(),
  vendor_id: z.string().max(64).nullable().optional(),
  active: z.boolean().optional(),
  version: z.string().max(64).optional(),
});
export type ChangeProductInput = z.infer<typeof changeProductInput>;

/** A product as the API shows it. */
export const productView = z.object({
  product_id: z.string(),
  name: z.string(),
  aliases: z.array(z.string()),
  price_kobo: z.int(),
  floor_price_kobo: z.int().nullable(),
  stock: z.int().nullable(),
  vendor_id: z.string().nullable(),
  has_picture: z.boolean(),
  /** Changes with the picture; null without one. For addresses that a browser may keep. */
  picture_version: z.string().nullable(),
  active: z.boolean(),
  /** What was seen, to be sent along with a change. */
  version: z.string(),
  created_at: z.iso.datetime(),
});
export type ProductView = z.infer<typeof productView>;

/** Filters of `GET /api/products`. `q` looks in names and aliases. */
export const productFilter = z.object({
  q: z.string().trim().max(80).optional(),
  active: z.enum(["true", "false"]).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
});
export type ProductFilter = z.infer<typeof productFilter>;
