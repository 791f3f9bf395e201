import { describe, expect, it } from "vitest";
import { type CheckFacts, checkUnread, verdictOf } from "@/lib/receipts/rules/checks";
import { CHECK_IDS } from "@/lib/receipts/schema";

const facts: CheckFacts = {
  orderId: "ord_1",
  reference: "TG-8893",
  expectedKobo: 1_250_000,
  orderPlacedAt: new Date("2026-11-20T09:00:00Z"),
  account: { bankName: "First Bank", accountNumber: "0000014579", accountName: "ADA FASHION" },
  sameImage: null,
  now: new Date("2026-11-21T09:00:00Z"),
  timeZone: "Africa/Lagos",
};

const sameImage = (orderId: string) => ({
  receiptId: "rcp_0",
  orderId,
  reference: "TG-8720",
  sentAt: new Date("2026-11-14T10:00:00Z"),
});

describe("checks of a picture that no machine has read", () => {
  it("are all there, and claim nothing that was not looked at", () => {
    const checks = checkUnread(facts);
    expect(checks.map((check) => check.id)).toEqual([...CHECK_IDS]);
    const passed = checks.filter((check) => check.result === "pass").map((check) => check.id);
    expect(passed).toEqual(["same_image"]);
    expect(verdictOf(checks)).toBe("check_by_hand");
  });

  it("tell the person what to compare", () => {
    const said = checkUnread(facts)
      .map((check) => check.message)
      .join("\n");
    for (const part of ["₦12,500", "0000014579", "ADA FASHION", "TG-8893", "Fri, 20 Nov 2026, 10:00"]) {
      expect(said).toContain(part);
    }
  });

  it("say where the same picture was used, by order and day", () => {
    const checks = checkUnread({ ...facts, sameImage: sameImage("ord_0") });
    expect(checks.find((check) => check.id === "same_image")).toMatchObject({
      result: "fail",
      message: "This picture was used for order TG-8720 on 14 Nov.",
      evidence: { order_id: "ord_0" },
    });
    expect(verdictOf(checks)).toBe("looks_wrong");
  });

  it("only warn when it was sent for this very order", () => {
    const checks = checkUnread({ ...facts, sameImage: sameImage("ord_1") });
    expect(checks.find((check) => check.id === "same_image")?.result).toBe("warn");
    expect(verdictOf(checks)).toBe("check_by_hand");
  });

  it("look right only when every one of them passed", () => {
    const all = checkUnread(facts).map((check) => ({ ...check, result: "pass" as const }));
    expect(verdictOf(all)).toBe("looks_right");
  });

  it("manage an order that was sent no account", () => {
    const checks = checkUnread({ ...facts, account: null });
    expect(checks.find((check) => check.id === "beneficiary")).toMatchObject({ evidence: null });
  });
});
