import { z } from "zod";
import { codeOrPasskey } from "@/lib/proof-fields";

/** Where a channel is. */
const platform = z.enum(["whatsapp", "instagram"]);

/**
 * By which of Meta's dialogs a channel is connected: Facebook Login for Business with a configuration, plain Facebook
 * Login, or Instagram's own login. Instagram by Facebook goes through the account's Page.
 */
export const connectWay = z.enum(["business_login", "facebook_login", "instagram_login"]);
export type ConnectWay = z.infer<typeof connectWay>;

export const authorizeQuery = z.strictObject({ platform, way: connectWay.optional() });

/** Whatever Meta sends along is taken as text; what is too long or missing counts as not sent. */
const told = z.string().max(4_000).optional().catch(undefined);

export const callbackQuery = z.object({ code: told, state: told, error: told, error_code: told });

/** One channel as its card shows it (P4.2). Never a token. */
export const channelView = z.object({
  channel_id: z.string(),
  platform,
  name: z.string(),
  /** `+234***4567`, or `@adas.fashion`. */
  handle: z.string(),
  /** Meta's phone number id or Instagram account id. */
  external_id: z.string(),
  status: z.enum(["connected", "needs_reconnect", "disconnected"]),
  /** A sentence for the owner. */
  trouble: z.string().nullable(),
  connected_at: z.iso.datetime(),
  last_message_at: z.iso.datetime().nullable(),
  /** Null: no end, as far as Meta says. */
  token_expires_at: z.iso.datetime().nullable(),
  /** What Meta says of the number's quality when it was looked at last: `GREEN`, `YELLOW`, `RED`. */
  quality: z.string().nullable(),
  health_checked_at: z.iso.datetime().nullable(),
});
export type ChannelView = z.infer<typeof channelView>;

/** One number or account that Meta gave access to and that waits to be picked. */
export const candidateView = z.object({
  selection_id: z.string(),
  external_id: z.string(),
  platform,
  name: z.string(),
  masked: z.string(),
  /** It is connected to another business here: moving it takes a code. */
  connected_elsewhere: z.boolean(),
  expires_at: z.iso.datetime(),
});
export type CandidateView = z.infer<typeof candidateView>;

export const channelsData = z.object({ items: z.array(channelView), candidates: z.array(candidateView) });

export const selectBody = z.strictObject({
  selection_id: z.string().min(1).max(100),
  external_ids: z.array(z.string().min(1).max(100)).min(1, "Pick at least one.").max(20),
  challenge_id: z.string().max(100).optional(),
  otp: codeOrPasskey.optional(),
});
export type SelectBody = z.infer<typeof selectBody>;

export const selectedData = z.object({ items: z.array(channelView) });
