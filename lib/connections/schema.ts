import { z } from "zod";
import { channelView } from "@/lib/channels/schema";
import { proofFields } from "@/lib/proof-fields";

/** One thing to know about a channel, the worst first. */
export const healthLine = z.object({
  code: z.string(),
  level: z.enum(["bad", "warning", "news"]),
  /** What is wrong, and what to do about it: sentences for the owner. */
  text: z.string(),
  advice: z.string(),
});
export type HealthLine = z.infer<typeof healthLine>;

/** A channel with what the last look at Meta found and what hangs on it. */
export const channelDetail = channelView.extend({
  health: z.array(healthLine),
  /** Orders under way in its chats. */
  open_orders: z.number().int(),
  /** Replies that wait to go out. */
  waiting_messages: z.number().int(),
});
export type ChannelDetail = z.infer<typeof channelDetail>;

export const disconnectBody = z.strictObject(proofFields);

export const disconnected = z.object({
  channel_id: z.string(),
  status: z.literal("disconnected"),
  open_orders: z.number().int(),
  messages_not_sent: z.number().int(),
});

export const testMessageBody = z.strictObject({
  /** A mobile number, or on Instagram the name of an account. WhatsApp: your own phone when left out. */
  to: z.string().trim().min(1).max(80).optional(),
});

export const testMessageResult = z.object({
  message_id: z.string(),
  /** Masked. */
  to: z.string(),
  /** `sent`: Meta has taken it. `on_its_way`: it is tried again by itself. */
  state: z.enum(["sent", "on_its_way"]),
});
export type TestMessageResult = z.infer<typeof testMessageResult>;

/** Meta's form: `signed_request=<signature>.<payload>`. */
export const deletionReceipt = z.object({ url: z.url(), confirmation_code: z.string() });
