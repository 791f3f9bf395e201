import { describe, expect, it } from "vitest";
import { appendOlder, mergeNewest, timelineRows } from "@/components/conversation/timeline-rows";
import type { MessageView } from "@/lib/messaging/schema";
import type { OrderListItem } from "@/lib/orders/schema";

function message(id: string, at: string, more: Partial<MessageView> = {}): MessageView {
  return {
    message_id: id,
    direction: "in",
    author: "contact",
    author_name: null,
    kind: "text",
    text: id,
    buttons: null,
    order_id: null,
    receipt: null,
    picture_path: null,
    pictures: [],
    status: "received",
    failure: null,
    awaits_owner: false,
    at,
    ...more,
  };
}

const order = (id: string, at: string) => ({ order_id: id, created_at: at }) as OrderListItem;
const options = { hasOlder: false, dayOf: (at: string) => at.slice(0, 10) };
const keys = (rows: { key: string }[]) => rows.map((row) => row.key);

describe("the timeline of a conversation, the newest first", () => {
  it("takes over new statuses and keeps what is older than the reading", () => {
    const known = [
      message("b", "2026-11-21T10:00:00Z", { status: "sent" }),
      message("a", "2026-11-20T10:00:00Z"),
    ];
    const newest = [
      message("c", "2026-11-21T11:00:00Z"),
      message("b", "2026-11-21T10:00:00Z", { status: "read" }),
    ];
    const merged = mergeNewest(known, newest);
    expect(merged.map(({ message_id, status }) => [message_id, status])).toEqual([
      ["c", "received"],
      ["b", "read"],
      ["a", "received"],
    ]);
  });

  it("shows a message once, even when pages overlap", () => {
    const known = [message("c", "3"), message("b", "2")];
    expect(appendOlder(known, [message("b", "2"), message("a", "1")]).map((one) => one.message_id)).toEqual([
      "c",
      "b",
      "a",
    ]);
  });

  it("puts an order where it was placed, and a line where a day begins", () => {
    const messages = [
      message("d", "2026-11-21T12:00:00Z"),
      message("c", "2026-11-21T10:00:00Z"),
      message("b", "2026-11-20T10:00:00Z"),
    ];
    const rows = timelineRows(messages, [order("o", "2026-11-21T11:00:00Z")], options);
    expect(keys(rows)).toEqual(["d", "o", "c", "day-c", "b", "day-b"]);
  });

  it("holds back an order older than what has been loaded", () => {
    const messages = [message("b", "2026-11-21T10:00:00Z")];
    const orders = [order("o", "2026-11-20T09:00:00Z")];
    expect(keys(timelineRows(messages, orders, { ...options, hasOlder: true }))).toEqual(["b", "day-b"]);
    expect(keys(timelineRows(messages, orders, options))).toEqual(["b", "day-b", "o", "day-o"]);
  });

  it("names an author once for several messages in a row", () => {
    const bot = { direction: "out", author: "bot" } as const;
    const messages = [message("c", "3", bot), message("b", "2", bot), message("a", "1")];
    const rows = timelineRows(messages, [], { ...options, dayOf: () => "one day" });
    const named = rows.filter((row) => row.kind === "message" && row.isFirstOfAuthor);
    expect(keys(named)).toEqual(["b", "a"]);
  });

  it("leaves out what the owner let go out: it stands there again as it was sent", () => {
    const messages = [
      message("sent", "2026-11-21T10:02:00Z"),
      message("held", "2026-11-21T10:01:00Z", { status: "released" }),
      message("first", "2026-11-21T10:00:00Z"),
    ];
    expect(keys(timelineRows(messages, [], options))).toEqual(["sent", "first", "day-first"]);
  });

  it("puts cards of their own among the messages, and keeps those of older pages back", () => {
    const messages = [message("b", "2026-11-20T10:02:00Z"), message("a", "2026-11-20T10:00:00Z")];
    const cards = [
      { key: "offer", at: "2026-11-20T10:01:00Z" },
      { key: "early", at: "2026-11-20T09:00:00Z" },
    ];
    const shown = (hasOlder: boolean) =>
      keys(timelineRows(messages, [], { ...options, hasOlder, cards })).filter(
        (key) => !key.startsWith("day"),
      );
    expect(shown(false)).toEqual(["b", "offer", "a", "early"]);
    expect(shown(true)).toEqual(["b", "offer", "a"]);
  });
});
