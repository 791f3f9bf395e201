import { describe, expect, it } from "vitest";
import type { PushKind } from "@/lib/push/find-news";
import { outcomeOf } from "@/lib/push/post-message";
import { renderNews } from "@/lib/push/render-news";
import { judgeEndpoint } from "@/lib/push/rules/judge-endpoint";

const news = (kind: PushKind, path: string) => ({
  kind,
  eventKey: "k",
  vendorId: null,
  path,
  reference: "TG-8891",
  totalKobo: 115_000_000,
  business: "Ada's Fashion",
});

describe("what a phone shows", () => {
  it("says what waits, how much, for which business, and where to go", () => {
    expect(renderNews(news("escalation", "/ceo/escalations/esc_1"))).toEqual({
      title: "Order TG-8891 needs you",
      body: "₦1,150,000, Ada's Fashion. It waits for your decision.",
      path: "/ceo/escalations/esc_1",
      tag: expect.stringMatching(/^escalation-[\w-]{16}$/),
    });
    expect(renderNews(news("person", "/vendor/conversations/cnv_1")).body).not.toContain("₦");
  });

  it("has one tag for one thing, so that a later message replaces the earlier, and another for another", () => {
    const tag = (kind: PushKind, path: string) => renderNews(news(kind, path)).tag;
    expect(tag("offer", "/a")).toBe(tag("offer", "/a"));
    expect(new Set([tag("offer", "/a"), tag("offer", "/b"), tag("receipt", "/a")]).size).toBe(3);
  });

  it("fits what every push service takes, however long a business's name is", () => {
    const long = { ...news("receipt", "/vendor/receipts/rcp_1"), business: "Ò".repeat(500) };
    expect(Buffer.byteLength(JSON.stringify(renderNews(long)))).toBeLessThan(3000);
  });
});

describe("a push service's address", () => {
  const https = "https://shop.example.com";
  const local = "http://127.0.0.1:3000";

  it.each([
    "https://fcm.googleapis.com/fcm/send/abc",
    "https://updates.push.services.mozilla.com/wpush/v2/abc",
    "https://web.push.apple.com/abc",
  ])("%s may be written to", (address) => {
    expect(judgeEndpoint(address, https)).toMatchObject({ allowed: true, mayBePrivate: false });
  });

  it.each([
    "http://127.0.0.1:9999/abc",
    "http://localhost:9999/abc",
    "https://127.0.0.1/abc",
    "https://2130706433/abc",
    "https://[::ffff:10.0.0.1]/abc",
    "https://printer.local/abc",
    "ftp://push.example.com/abc",
    `https://push.example.com/${"a".repeat(2048)}`,
  ])("%s may not", (address) => {
    expect(judgeEndpoint(address, https)).toEqual({ allowed: false });
  });

  it("may be this machine where the product itself is opened over http on it, and then over http alone", () => {
    expect(judgeEndpoint("http://127.0.0.1:9999/abc", local)).toMatchObject({ allowed: true });
    expect(judgeEndpoint("http://127.0.0.1:9999/abc", "http://192.168.1.5:3000")).toEqual({ allowed: false });
    expect(judgeEndpoint("http://10.0.0.1:9999/abc", local)).toEqual({ allowed: false });
    expect(judgeEndpoint("https://127.0.0.1/abc", local)).toEqual({ allowed: false });
  });
});

describe("a push service's answer", () => {
  it.each([
    [201, "sent"],
    [202, "sent"],
    [301, "refused"],
    [400, "refused"],
    [403, "refused"],
    [404, "gone"],
    [410, "gone"],
    [413, "refused"],
    [429, "retry"],
    [500, "retry"],
  ])("%i means %s", (status, kind) => {
    expect(outcomeOf(status).kind).toBe(kind);
  });
});
