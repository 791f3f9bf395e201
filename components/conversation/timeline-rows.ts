import type { MessageView } from "@/lib/messaging/schema";
import type { OrderListItem } from "@/lib/orders/schema";

export type TimelineRow =
  | { kind: "day"; key: string; at: string }
  | { kind: "message"; key: string; message: MessageView; isFirstOfAuthor: boolean }
  | { kind: "order"; key: string; order: OrderListItem }
  | { kind: "card"; key: string; at: string };

/**
 * A newer reading of the newest messages (newest first) put before what is known. Statuses of known messages are taken
 * over; what is older than the reading stays.
 */
export function mergeNewest(known: readonly MessageView[], newest: readonly MessageView[]): MessageView[] {
  const ids = new Set(newest.map((message) => message.message_id));
  return [...newest, ...known.filter((message) => !ids.has(message.message_id))];
}

/** The next older page put behind what is known. */
export function appendOlder(known: readonly MessageView[], older: readonly MessageView[]): MessageView[] {
  const ids = new Set(known.map((message) => message.message_id));
  return [...known, ...older.filter((message) => !ids.has(message.message_id))];
}

/**
 * What the chat shows, the newest first: messages, orders at the moment they were placed, and a line where a day begins.
 * Orders older than the oldest message shown wait until that page is there.
 */
export function timelineRows(
  messages: readonly MessageView[],
  orders: readonly OrderListItem[],
  options: {
    hasOlder: boolean;
    dayOf: (at: string) => string;
    /** Whatever else has its moment in the chat. */
    cards?: readonly { key: string; at: string }[];
  },
): TimelineRow[] {
  const oldest = messages.at(-1)?.at ?? "";
  const shownOrders = orders.filter((order) => !options.hasOlder || order.created_at >= oldest);
  // What the owner let go out stands there again as it was sent.
  const shown = messages.filter((message) => message.status !== "released");
  const events: TimelineRow[] = shown.map((message, at) => ({
    kind: "message",
    key: message.message_id,
    message,
    isFirstOfAuthor: !isSameAuthor(message, shown[at + 1]),
  }));
  for (const order of shownOrders) {
    insertByTime(events, { kind: "order", key: order.order_id, order }, order.created_at);
  }
  for (const { key, at } of options.cards ?? []) {
    if (!options.hasOlder || at >= oldest) insertByTime(events, { kind: "card", key, at }, at);
  }
  return withDays(events, options.dayOf);
}

/** Messages keep their order; another row goes before the first one that is older than it. */
function insertByTime(events: TimelineRow[], row: TimelineRow, at: string): void {
  const place = events.findIndex((event) => momentOf(event) <= at);
  events.splice(place < 0 ? events.length : place, 0, row);
}

function withDays(events: readonly TimelineRow[], dayOf: (at: string) => string): TimelineRow[] {
  return events.flatMap((event, at) => {
    const older = events[at + 1];
    const isFirstOfDay = !older || dayOf(momentOf(older)) !== dayOf(momentOf(event));
    const moment = momentOf(event);
    return isFirstOfDay ? [event, { kind: "day" as const, key: `day-${event.key}`, at: moment }] : [event];
  });
}

function momentOf(row: TimelineRow): string {
  if (row.kind === "message") return row.message.at;
  return row.kind === "order" ? row.order.created_at : row.at;
}

function isSameAuthor(message: MessageView, older: MessageView | undefined): boolean {
  return older?.author === message.author && older.author_name === message.author_name;
}
