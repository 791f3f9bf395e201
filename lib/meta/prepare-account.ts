import { type GraphTarget, graphCall } from "./graph";
import { type MetaResult, resultOf } from "./meta-result";
import { field } from "./webhook/read-json";

/** What the app hears of an Instagram account that is reached through its Page. Page and Instagram name some differently. */
const PAGE_FIELDS =
  "messages,messaging_postbacks,message_reactions,messaging_referrals,message_edits,message_echoes,messaging_handovers,standby";

const INSTAGRAM_FIELDS =
  "messages,messaging_postbacks,messaging_seen,message_reactions,messaging_referral,message_edit,standby";

/**
 * Registers a number for the Cloud API. Sets the two-step PIN where there is none, else it must be the same (133005); Meta
 * allows ten tries in 72 h. Meta: Cloud API, register.
 */
export function registerNumber(
  target: GraphTarget,
  { phoneNumberId, pin }: { phoneNumberId: string; pin: string },
): Promise<MetaResult<true>> {
  return done(target, `/${encodeURIComponent(phoneNumberId)}/register`, {
    messaging_product: "whatsapp",
    pin,
  });
}

/** Lets the app hear a WhatsApp Business Account. Needed beside the app's own subscription. */
export function subscribeBusinessAccount(target: GraphTarget, wabaId: string): Promise<MetaResult<true>> {
  return done(target, `/${encodeURIComponent(wabaId)}/subscribed_apps`);
}

/** Lets the app hear an Instagram account through its Page, with the Page's token. */
export function subscribePage(target: GraphTarget, pageId: string): Promise<MetaResult<true>> {
  return done(target, `/${encodeURIComponent(pageId)}/subscribed_apps?subscribed_fields=${PAGE_FIELDS}`);
}

/** Lets the app hear an Instagram account connected by Instagram Login. */
export function subscribeInstagram(target: GraphTarget): Promise<MetaResult<true>> {
  return done(target, `/me/subscribed_apps?subscribed_fields=${INSTAGRAM_FIELDS}`);
}

/** A call that answers `{success: true}`, and nothing else counts as done. */
async function done(
  target: GraphTarget,
  path: string,
  body?: Record<string, unknown>,
): Promise<MetaResult<true>> {
  const answer = await graphCall(target, "POST", path, body);
  return resultOf(answer, (given) => (field(given, "success") === true ? true : undefined));
}
