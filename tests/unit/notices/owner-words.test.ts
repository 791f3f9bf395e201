import { describe, expect, it } from "vitest";
import { noticeWords } from "@/lib/notices/words";

const account = "GTBank ending 6785 (ADA FASHION)";
const businessName = "Ada's Fashion";

describe("what the owner is told about her money", () => {
  it("a change: from when, where, and the link that stops it, whole, at the end of the text message", () => {
    const link = "https://shop.example/stop/abc";
    const words = noticeWords("payout.changed", {
      businessName,
      account,
      startsAt: "tomorrow, 14:05",
      path: "/stop/abc",
      link,
    });
    expect(words.sms).toContain(
      `From tomorrow, 14:05 buyers of ${businessName} will be told to pay into ${account}.`,
    );
    expect(words.sms.endsWith(` ${link}`)).toBe(true);
    expect(words.action).toEqual({ label: "Stop it", path: "/stop/abc" });
    expect(noticeWords("payout.changed", { businessName, account }).sms).toContain(
      "are now told to pay into",
    );
  });

  it("an account that is out: where buyers pay instead, or that they cannot", () => {
    const nextAccount = "First Bank ending 4579 (ADA FASHION)";
    expect(noticeWords("payout.removed", { businessName, account, nextAccount }).sms).toContain(
      `They pay into ${nextAccount}.`,
    );
    expect(noticeWords("payout.removed", { businessName, account }).sms).toContain("no order can be placed");
  });

  it("a stopped one: how many buyers to warn, and to sign out everywhere", () => {
    const said = (ordersSentIt?: number) =>
      noticeWords("payout.stopped", { businessName, account, ordersSentIt }).sms;
    expect(said()).toContain("sign out everywhere");
    expect(said()).not.toContain("unpaid");
    expect(said(1)).toContain("1 unpaid order was sent it");
    expect(said(3)).toContain("3 unpaid orders were sent it");
  });

  it("a held message: who wrote it, never what", () => {
    const words = noticeWords("message.held", {
      businessName,
      author: "Femi",
      path: "/vendor/conversations/c",
    });
    expect(words.sms).toContain("Femi wrote an account number that is not Ada's Fashion's");
    expect(words.action?.path).toBe("/vendor/conversations/c");
  });
});
