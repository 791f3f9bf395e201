/** What Meta tells of a message we sent. */
export type DeliveryStatus = "sent" | "delivered" | "read" | "played" | "failed";

export type MessageStatus =
  | "received"
  | "queued"
  | "held"
  | "released"
  | "discarded"
  | "unknown"
  | DeliveryStatus;

const RANK: Record<MessageStatus, number> = {
  received: 0,
  held: 0,
  released: 0,
  discarded: 0,
  queued: 0,
  unknown: 1,
  failed: 2,
  sent: 3,
  delivered: 4,
  read: 5,
  played: 6,
};

/**
 * The status a message has once `news` is known: it never goes backwards, whatever the order of arrival, and only a
 * proof of delivery overrules a failure (meta-platform: statuses come unordered; WH-11).
 */
export function laterStatus(current: MessageStatus, news: DeliveryStatus): MessageStatus {
  if (news === "failed") return RANK[current] >= RANK.delivered ? current : "failed";
  if (current === "failed") return RANK[news] >= RANK.delivered ? news : "failed";
  return RANK[news] > RANK[current] ? news : current;
}

/** What a one-time code looks like once it is stored: the code itself is in no table. */
export const HIDDEN_CODE = "••••••••";

/** The text as it goes out: the code where its place was kept. Codes have `$`, which a plain replacement reads as a pattern. */
export function revealCode(text: string, code: string): string {
  return text.replaceAll(HIDDEN_CODE, () => code);
}

/** Wait before try number `tries + 1` of a send that certainly did not go out: 2 s doubling to 15 min, with jitter. */
export function retryDelaySeconds(tries: number, jitter: number): number {
  const base = Math.min(2 * 2 ** Math.max(0, tries - 1), 900);
  return Math.round(base * (0.75 + 0.5 * jitter));
}

/** How long a send is tried before it is given up: outside 24 h free text is refused anyway. */
export const SEND_GIVE_UP_HOURS = 24;
