import { z } from "zod";
import { listQuery } from "@/lib/cursor";

/** What can go wrong: a message out, an event in, a turn of the bot, a proof of payment, a piece of work, a channel. */
export const TROUBLE_KINDS = ["message", "event", "turn", "receipt", "job", "channel"] as const;
export type TroubleKind = (typeof TROUBLE_KINDS)[number];

/** `seen=true` shows what the CEO has put aside, else what she has not. */
export const troubleFilter = listQuery
  .omit({ q: true })
  .extend({ seen: z.enum(["true", "false"]).default("false"), kind: z.enum(TROUBLE_KINDS).optional() });
export type TroubleFilter = z.infer<typeof troubleFilter>;

/** One thing that went wrong, in words a shop's owner understands. */
export const troubleItem = z.object({
  id: z.string(),
  kind: z.enum(TROUBLE_KINDS),
  /** Stable name of what happened: `failed`, `unknown`, `held`, `malformed`, … */
  reason: z.string(),
  title: z.string(),
  text: z.string(),
  /** What to do about it. */
  advice: z.string(),
  /** How often, where like things are one line. */
  count: z.int(),
  /** Whom it is about, and the order, where that is known. */
  name: z.string().nullable(),
  order_reference: z.string().nullable(),
  /** The page where it can be dealt with. */
  href: z.string().nullable(),
  at: z.iso.datetime(),
});
export type TroubleItem = z.infer<typeof troubleItem>;

/** `standing`: what goes by itself once it is mended, whatever was seen (channels that need reconnecting). */
export const troublePage = z.object({
  standing: z.array(troubleItem),
  items: z.array(troubleItem),
  next_cursor: z.string().nullable(),
});
export type TroublePage = z.infer<typeof troublePage>;

/** Puts things aside: these ones, or all there are. */
export const troubleSeenInput = z
  .strictObject({
    ids: z
      .array(z.string().regex(/^[\w:.-]{1,160}$/))
      .min(1)
      .max(200)
      .optional(),
    all: z.literal(true).optional(),
  })
  .refine(({ ids, all }) => (ids === undefined) !== (all === undefined), "Say which ones, or all.");
export type TroubleSeenInput = z.infer<typeof troubleSeenInput>;
