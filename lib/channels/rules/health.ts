import { z } from "zod";

/** What may be wrong with a channel, the worst first. Each has its words in `lib/words/en/channels.ts`. */
export const HEALTH_CODES = [
  "token_refused",
  "number_closed",
  "not_registered",
  "not_subscribed",
  "permission_missing",
  "quality_red",
  "token_ending",
  "limit_reached",
  "number_flagged",
  "quality_yellow",
  "name_not_approved",
  "nothing_heard",
  "not_checked",
] as const;

export type HealthCode = (typeof HEALTH_CODES)[number];

const BAD: ReadonlySet<HealthCode> = new Set([
  "token_refused",
  "number_closed",
  "not_registered",
  "not_subscribed",
  "permission_missing",
]);

/** What the last look found; kept in `channels.health`. */
export const channelHealth = z.object({
  codes: z.array(z.enum(HEALTH_CODES)).catch([]),
  quality: z.string().nullable().catch(null),
});
export type ChannelHealth = z.infer<typeof channelHealth>;

/** What one look at Meta told. `unknown`: Meta could not be asked. */
export type HealthFacts = {
  token: "good" | "refused" | "unknown";
  daysLeft: number | null;
  /** Permissions that sending or hearing needs and that were not given. */
  isPermissionMissing: boolean;
  isSubscribed: boolean | "unknown";
  /** WhatsApp alone. */
  number: { status: string; quality: string; nameStatus: string; platformType: string } | null;
  hasHeard: boolean;
};

/** From here on the owner is told that the access ends, since refreshing it has not worked for weeks. */
const ENDING_DAYS = 7;

const CLOSED = new Set(["BANNED", "DISCONNECTED", "DELETED", "RESTRICTED", "MIGRATED"]);
const NAME_IS_FINE = new Set(["", "APPROVED", "AVAILABLE_WITHOUT_REVIEW", "NON_EXISTS"]);

/** What is wrong, the worst first; nothing when all is well. A refused token hides the rest: nothing else could be asked. */
export function judgeHealth(facts: HealthFacts): HealthCode[] {
  if (facts.token === "refused") return ["token_refused"];
  const found = new Set<HealthCode>(facts.number ? numberTroubles(facts.number) : []);
  if (facts.token === "unknown" || facts.isSubscribed === "unknown") found.add("not_checked");
  if (facts.isSubscribed === false) found.add("not_subscribed");
  if (facts.isPermissionMissing) found.add("permission_missing");
  if (facts.daysLeft !== null && facts.daysLeft <= ENDING_DAYS) found.add("token_ending");
  if (!facts.hasHeard) found.add("nothing_heard");
  return HEALTH_CODES.filter((code) => found.has(code));
}

function numberTroubles(number: NonNullable<HealthFacts["number"]>): HealthCode[] {
  const { status, quality, nameStatus, platformType } = number;
  const found: HealthCode[] = [];
  if (CLOSED.has(status)) found.push("number_closed");
  // A number used in the phone's own app as well is registered there: only Meta's "not applicable" tells that nobody did.
  else if (platformType === "NOT_APPLICABLE" || status === "PENDING") found.push("not_registered");
  if (status === "FLAGGED") found.push("number_flagged");
  if (status === "RATE_LIMITED") found.push("limit_reached");
  if (quality === "RED") found.push("quality_red");
  if (quality === "YELLOW") found.push("quality_yellow");
  if (!NAME_IS_FINE.has(nameStatus)) found.push("name_not_approved");
  return found;
}

/** How much it matters: `bad` stops buyers' messages or ours, `warning` will, `news` is only good to know. */
export function levelOf(code: HealthCode): "bad" | "warning" | "news" {
  if (BAD.has(code)) return "bad";
  return code === "nothing_heard" || code === "not_checked" ? "news" : "warning";
}

/** What the column holds, whatever it holds. */
export function readHealth(kept: unknown): ChannelHealth {
  return channelHealth.catch({ codes: [], quality: null }).parse(kept ?? {});
}
