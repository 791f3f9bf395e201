import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { WentWrong } from "@/components/overview/went-wrong";
import type { TroubleItem } from "@/lib/trouble/schema";
import { sayTrouble } from "@/lib/words/en/trouble";

function troubleOf(kind: TroubleItem["kind"], reason: string, detail: string | null): TroubleItem {
  return {
    id: `${kind}-${reason}`,
    kind,
    reason,
    ...sayTrouble({ kind, reason, detail, count: 1 }),
    count: 1,
    name: "Chinedu",
    order_reference: null,
    href: kind === "message" ? "/vendor/conversations/cnv_1" : null,
    at: "2026-11-21T09:00:00.000Z",
  };
}

const show = (items: TroubleItem[]) => renderToStaticMarkup(createElement(WentWrong, { items }));

describe("what went wrong, on the owner's start page", () => {
  it("names a failed send with its reason and the chat, and an event that could not be read", () => {
    const page = show([
      troubleOf("message", "failed", "The number has no WhatsApp."),
      troubleOf("event", "malformed", "whatsapp"),
    ]);
    expect(page).toContain("A message was not delivered");
    expect(page).toContain("The number has no WhatsApp.");
    expect(page).toContain("Chinedu");
    expect(page).toContain('href="/vendor/conversations/cnv_1"');
    expect(page).toContain("Something from Meta could not be read");
    // The event has no page of its own: it and the head lead to all of them.
    expect(page.match(/href="\/ceo\/trouble"/g)).toHaveLength(2);
  });

  it("is not there while all is well", () => {
    expect(show([])).toBe("");
  });
});
