import { describe, expect, it } from "vitest";
import { renderMail } from "@/lib/mail/render-mail";

const content = {
  businessName: "Ada's Fashion",
  heading: "Your code",
  paragraphs: ["It is good for five minutes.", "Nobody from us will ask you for it."],
  code: "K7#mQ2$x",
};

describe("what a mail looks like", () => {
  it("puts the code alone on its line in the text", () => {
    expect(renderMail(content).text.split("\n")).toContain("K7#mQ2$x");
  });

  it("puts the code big, in monospace and unbroken into the HTML, after the business's name", () => {
    const { html } = renderMail(content);
    expect(html).toMatch(/font:700 30px[^"]*monospace[^"]*">K7#mQ2\$x<\/p>/);
    expect(html.indexOf("Ada&#39;s Fashion")).toBeLessThan(html.indexOf("K7#mQ2$x"));
  });

  it("IN-08 shows what people call themselves and never runs it", () => {
    const script = `<script>alert("1")</script><img src=x onerror=a>`;
    const { html } = renderMail({
      businessName: script,
      heading: script,
      paragraphs: [script],
      code: script,
      action: { label: script, url: 'https://x.example/"onmouseover="a' },
      footer: script,
    });
    expect(html).not.toMatch(/<script|<img|"onmouseover/);
    expect(html.split("&lt;script&gt;").length - 1).toBe(7);
  });

  it("links to web addresses only", () => {
    const action = { label: "Open", url: "https://shop.example/t/1?a=1&b=2" };
    const mail = renderMail({ ...content, action });
    expect(mail.html).toContain('href="https://shop.example/t/1?a=1&amp;b=2"');
    expect(mail.text).toContain("Open:\nhttps://shop.example/t/1?a=1&b=2");
    expect(() => renderMail({ ...content, action: { label: "x", url: "javascript:alert(1)" } })).toThrow();
  });

  it("loads nothing from anywhere", () => {
    expect(renderMail(content).html).not.toMatch(/src=|url\(|@import|<link/);
  });
});
