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

/** Ten million naira, in kobo. */
const FEE_MAX_KOBO = 1_000_000_000;
const DAYS_MAX = 30;

/** What delivery costs, and after how many days at the latest it is there; 0 is the same day. */
export const deliveryView = z.object({ fee_kobo: z.int(), days: z.int() });
export type DeliveryView = z.infer<typeof deliveryView>;

/** The body of `PUT /api/ceo/delivery`. With what was `seen`, a change made meanwhile is not written over. */
export const changeDeliveryInput = z.strictObject({
  fee_kobo: z.int().min(0, "cannot be below zero").max(FEE_MAX_KOBO, "is more than ₦10,000,000"),
  days: z.int().min(0, "is a whole number from 0 to 30").max(DAYS_MAX, "is a whole number from 0 to 30"),
  seen: deliveryView.optional(),
});
export type ChangeDeliveryInput = z.infer<typeof changeDeliveryInput>;

export const importQuery = z.object({
  digest: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
});

/** What a row of a spreadsheet can change. */
const FIELDS = ["name", "aliases", "price", "floor", "stock", "active", "vendor"] as const;
export type ChangedField = (typeof FIELDS)[number];

/** One row of the file and what becomes of it. */
export const importRow = z.object({
  /** As the spreadsheet counts: the headings are row 1. */
  row: z.int(),
  kind: z.enum(["add", "change", "same", "refused"]),
  name: z.string(),
  /** What a change changes, in words; empty means nothing. */
  changes: z.array(z.object({ field: z.enum(FIELDS), from: z.string(), to: z.string() })),
  problems: z.array(z.string()),
});
export type ImportRow = z.infer<typeof importRow>;

export const importOutcome = z.object({
  /** False: this is only what would be done. */
  committed: z.boolean(),
  digest: z.string(),
  counts: z.object({ add: z.int(), change: z.int(), same: z.int(), refused: z.int() }),
  /** Refused ones first; at most 500 of them all. */
  rows: z.array(importRow),
  rows_hidden: z.int(),
});
export type ImportOutcome = z.infer<typeof importOutcome>;
