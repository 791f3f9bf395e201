import { z } from "zod";

const metric = z.object({ today: z.number(), yesterday: z.number() });

/** The CEO's start page: four numbers that matter today, what needs her, and two weeks of sales. */
export const overviewView = z.object({
  paid_kobo: metric,
  orders: metric,
  receipts_waiting: z.number(),
  messages_in: metric,
  needs_you: z.object({
    receipts: z.number(),
    escalations: z.number(),
    /** Of these, how many have waited for longer than the business wants (P10.5). */
    escalations_overdue: z.number(),
    conversations: z.number(),
    disputes: z.number(),
    channels: z.number(),
    unhandled: z.number(),
  }),
  days: z.array(z.object({ day: z.string(), paid_kobo: z.number(), orders: z.number() })),
  /** What a new business has done already; `sold`: its first sale is paid. */
  setup: z.object({
    channel: z.boolean(),
    account: z.boolean(),
    product: z.boolean(),
    voice: z.boolean(),
    vendor: z.boolean(),
    order: z.boolean(),
    sold: z.boolean(),
  }),
});
export type OverviewView = z.infer<typeof overviewView>;
