import { describe, expect, it } from "vitest";
import { contactRows, mergeMessages } from "@/components/contacts/contact-rows";
import type { AuditItem } from "@/lib/audit/schema";
import type { ContactMessageView } from "@/lib/messaging/schema";
import type { OrderListItem } from "@/lib/orders/schema";

const at = (minute: number, day = 20) => new Date(Date.UTC(2026, 10, day, 10, minute)).toISOString();
const message = (id: string, when: string, author = "bot") =>
  ({ message_id: id, at: when, author, author_name: null, status: "sent" }) as ContactMessageView;
const order = (id: string, when: string) => ({ order_id: id, created_at: when }) as OrderListItem;
const entry = (seq: number, when: string, action: string, chain = "main") =>
  ({ seq, at: when, action, chain }) as AuditItem;
const dayOf = (moment: string) => moment.slice(0, 10);

describe("one contact's line of time", () => {
  it("puts messages, orders and what happened in their order, the newest first, with days", () => {
    const rows = contactRows(
      {
        messages: [message("m3", at(30)), message("m2", at(10)), message("m1", at(0, 19), "contact")],
        orders: [order("o1", at(20))],
        entries: [entry(1, at(25), "RECEIPT_UPLOADED")],
      },
      { hasOlder: false, dayOf },
    );
    expect(rows.map((row) => row.key)).toEqual(["m3", "main-1", "o1", "m2", "day-m2", "m1", "day-m1"]);
    expect(rows.flatMap((row) => (row.kind === "message" ? [row.isFirstOfAuthor] : []))).toEqual([
      false,
      true,
      true,
    ]);
  });

  it("leaves out what the bubbles and cards show, and who looked", () => {
    const entries = [
      entry(1, at(1), "ORDER_PLACED"),
      entry(2, at(2), "MESSAGE_FAILED"),
      entry(3, at(3), "CONTACT_VIEWED", "access"),
      entry(4, at(4), "BUYER_REGISTERED"),
    ];
    const rows = contactRows({ messages: [], orders: [], entries }, { hasOlder: false, dayOf });
    expect(rows.map((row) => row.key)).toEqual(["main-4", "day-main-4"]);
  });

  it("keeps older orders and events back until the messages around them are there", () => {
    const parts = { messages: [message("m2", at(30))], orders: [order("o1", at(5))], entries: [] };
    const keys = (hasOlder: boolean) => contactRows(parts, { hasOlder, dayOf }).map((row) => row.key);
    expect(keys(true)).toEqual(["m2", "day-m2"]);
    expect(keys(false)).toEqual(["m2", "o1", "day-o1"]);
  });

  it("takes newer readings over and doubles nothing", () => {
    const known = [message("m2", at(2)), message("m1", at(1))];
    const newest = [message("m3", at(3)), { ...message("m2", at(2)), status: "read" }];
    const merged = mergeMessages(known, newest);
    expect(merged.map((one) => [one.message_id, one.status])).toEqual([
      ["m3", "sent"],
      ["m2", "read"],
      ["m1", "sent"],
    ]);
  });
});
