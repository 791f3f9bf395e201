import { describe, expect, it } from "vitest";
import { leavesPage } from "@/components/ui/stay-while-offline";

const HERE = "https://shop.example.com/vendor/inbox?needs_person=true";
const link = (href: string, more: { target?: string; download?: boolean } = {}) => ({
  href,
  target: more.target ?? "",
  hasAttribute: (name: string) => name === "download" && more.download === true,
});

describe("a link that is tapped while there is no network", () => {
  it.each([
    "https://shop.example.com/vendor/orders",
    "https://shop.example.com/vendor/inbox",
    "https://shop.example.com/vendor/inbox?cursor=a",
  ])("%s would leave a page that can still be read", (href) => {
    expect(leavesPage(link(href), HERE)).toBe(true);
    expect(leavesPage(link(href, { target: "_self" }), HERE)).toBe(true);
  });

  it.each([
    ["a place on this page", link(`${HERE}#content`)],
    ["another window", link("https://shop.example.com/vendor/orders", { target: "_blank" })],
    ["a download", link("https://shop.example.com/api/products/export", { download: true })],
    ["another site", link("https://www.facebook.com/dialog")],
    ["a phone number", link("tel:+2348030000000")],
    ["nothing", link("")],
  ])("%s does not", (_, one) => {
    expect(leavesPage(one, HERE)).toBe(false);
  });
});
