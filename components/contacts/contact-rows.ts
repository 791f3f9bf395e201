import type { AuditItem } from "@/lib/audit/schema";
import type { ContactMessageView } from "@/lib/messaging/schema";
import type { OrderListItem } from "@/lib/orders/schema";

export type ContactRow =
  | { kind: "day"; key: string; at: string }
  | { kind: "message"; key: string; at: string; message: ContactMessageView; isFirstOfAuthor: boolean }
  | { kind: "order"; key: string; at: string; order: OrderListItem }
  | { kind: "event"; key: string; at: string; entry: AuditItem };

/** What the chat shows anyway: the bubble, the order's card. */
const SHOWN_ELSEWHERE = new Set([
  "MESSAGE_SENT_BY_PERSON",
  "MESSAGE_FAILED",
  "MESSAGE_HELD",
  "ORDER_PLACED",
  "OTP_SENT",
]);

type Parts = {
  /** The newest first, as the API gives them. */
  messages: readonly ContactMessageView[];
  orders: readonly OrderListItem[];
  entries: readonly AuditItem[];
};

/**
 * Everything of one contact in one line of time, the newest first, with a mark where a day begins. While older messages
 * are not loaded, what is older than the oldest one waits for them.
 */
export function contactRows(
  parts: Parts,
  options: { hasOlder: boolean; dayOf: (at: string) => string },
): ContactRow[] {
  const oldest = options.hasOlder ? (parts.messages.at(-1)?.at ?? "") : "";
  const around: ContactRow[] = [
    ...parts.orders.map((order) => ({
      kind: "order" as const,
      key: order.order_id,
      at: order.created_at,
      order,
    })),
    ...parts.entries
      .filter((entry) => entry.chain === "main" && !SHOWN_ELSEWHERE.has(entry.action))
      .map((entry) => ({ kind: "event" as const, key: `${entry.chain}-${entry.seq}`, at: entry.at, entry })),
  ].filter((row) => Date.parse(row.at) >= Date.parse(oldest || "1970-01-01"));
  const rows = [...messageRows(parts.messages), ...around];
  // A sort that keeps the order of equals: messages stay as they came.
  rows.sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  return withDays(rows, options.dayOf);
}

/** Newer readings of the newest messages put before what is known; what is known is taken over by its newer reading. */
export function mergeMessages(
  known: readonly ContactMessageView[],
  newest: readonly ContactMessageView[],
): ContactMessageView[] {
  const ids = new Set(newest.map((message) => message.message_id));
  return [...newest, ...known.filter((message) => !ids.has(message.message_id))];
}

function messageRows(messages: readonly ContactMessageView[]): ContactRow[] {
  // What the owner let go out stands there again as it was sent.
  const shown = messages.filter((message) => message.status !== "released");
  return shown.map((message, at) => {
    const older = shown[at + 1];
    const isSame = older?.author === message.author && older.author_name === message.author_name;
    return { kind: "message", key: message.message_id, at: message.at, message, isFirstOfAuthor: !isSame };
  });
}

function withDays(rows: readonly ContactRow[], dayOf: (at: string) => string): ContactRow[] {
  return rows.flatMap((row, at) => {
    const older = rows[at + 1];
    const isFirstOfDay = !older || dayOf(older.at) !== dayOf(row.at);
    return isFirstOfDay ? [row, { kind: "day" as const, key: `day-${row.key}`, at: row.at }] : [row];
  });
}
