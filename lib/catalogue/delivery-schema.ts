import { z } from "zod";

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
