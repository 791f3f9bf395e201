import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { OrderStepper } from "@/components/ui/order-stepper";

/** The steps as they are read out: name and state. */
function stepsOf(status: string, stoppedAfter?: number): string[] {
  const page = renderToStaticMarkup(createElement(OrderStepper, { status, stoppedAfter }));
  return page.split("</li>").flatMap((item) => {
    const text = item.replace(/<[^>]*>/g, "");
    return text === "" ? [] : [text];
  });
}

describe("the steps of an order", () => {
  it.each([
    ["NEGOTIATING", "Price being agreed, now"],
    ["AWAITING_PAYMENT", "Waiting for payment, now"],
    ["RECEIPT_UPLOADED", "Receipt being checked, now"],
    ["ESCALATED", "Receipt being checked, now"],
    ["REJECTED", "Waiting for another receipt, now"],
    ["APPROVED", "Address to confirm, now"],
    ["CONFIRMED", "To be sent, now"],
    ["SHIPPED", "To be delivered, now"],
  ])("%s is named by what it waits for: %s", (status, now) => {
    expect(stepsOf(status).filter((step) => step.endsWith(", now"))).toEqual([now]);
  });

  it("says that a payment is approved once it is, and not before", () => {
    expect(stepsOf("RECEIPT_UPLOADED").join()).not.toContain("Payment approved");
    expect(stepsOf("APPROVED")).toContain("Payment approved, done");
    expect(stepsOf("DELIVERED").at(-1)).toBe("Delivered, done");
  });

  it("waits for nothing where an order stopped", () => {
    expect(stepsOf("CANCELLED", 2)).toEqual([
      "Ordered, done",
      "Receipt sent, done",
      "Payment approved, not yet",
      "Address confirmed, not yet",
      "On the way, not yet",
      "Delivered, not yet",
    ]);
  });
});
