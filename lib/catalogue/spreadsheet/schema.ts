import { z } from "zod";

export const importQuery = z.object({
  digest: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
});

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
