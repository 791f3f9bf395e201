import { mkdirSync, readdirSync } from "node:fs";
import path from "node:path";
import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { failWords } from "@/lib/words/en/dashboard";
import { startApp, type TestApp } from "@/tests/support/app";
import {
  findBarriers,
  findFaintWords,
  isTooWide,
  launchBrowser,
  openPage,
  turn,
  type WatchedPage,
} from "@/tests/support/browser";
import { type BusyShop, makeBusyShop } from "@/tests/support/busy-shop";

/** Set to a folder to keep a picture of every page. */
const PICTURES = process.env.TG_PICTURES;
const SCREENS = ["smallPhone", "laptop"] as const;

type Who = "nobody" | "owner" | "vendor";
type Visit = {
  as: Who;
  path?: (shop: BusyShop) => string;
  /** What the page answers where the link is not known; Chromium writes that down as an error. */
  status?: number;
  /** Where it leads on to. */
  to?: string;
};

const owner: Visit = { as: "owner" };
const vendor: Visit = { as: "vendor" };
const nobody: Visit = { as: "nobody" };

/** Every page of app/, and who opens it. A new page without an entry fails the first test. */
const VISITS: Record<string, Visit> = {
  "/": nobody,
  "/ceo": owner,
  "/ceo/audit": owner,
  "/ceo/chatbot": owner,
  "/ceo/connections": owner,
  "/ceo/contacts": owner,
  "/ceo/contacts/[id]": { as: "owner", path: ({ contactId }) => `/ceo/contacts/${contactId}` },
  "/ceo/escalations": owner,
  "/ceo/escalations/[id]": { as: "owner", path: ({ escalationId }) => `/ceo/escalations/${escalationId}` },
  "/ceo/orders": owner,
  "/ceo/orders/[order_id]": { as: "owner", path: ({ orderId }) => `/ceo/orders/${orderId}` },
  "/ceo/products": owner,
  "/ceo/products/import": owner,
  "/ceo/settings": owner,
  "/ceo/settings/money": owner,
  "/ceo/settings/safety": owner,
  "/ceo/trouble": owner,
  "/ceo/vendors": owner,
  "/deletion/[code]": { as: "nobody", path: () => "/deletion/unknown" },
  "/docs": nobody,
  "/login": nobody,
  "/login/recover": nobody,
  "/login/recover/stop": nobody,
  "/offline": nobody,
  "/register": nobody,
  "/stop/[token]": { as: "nobody", path: () => `/stop/${"x".repeat(43)}`, status: 404 },
  "/t/[token]": { as: "nobody", path: ({ publicOrder }) => publicOrder },
  "/u/[token]": { as: "nobody", path: ({ upload }) => upload },
  "/undo": nobody,
  "/vendor": { as: "vendor", to: "/vendor/receipts" },
  "/vendor/conversations/[id]": {
    as: "vendor",
    path: ({ conversationId }) => `/vendor/conversations/${conversationId}`,
  },
  "/vendor/inbox": vendor,
  "/vendor/negotiation/[order_id]": {
    as: "vendor",
    path: ({ orderId }) => `/vendor/negotiation/${orderId}`,
  },
  "/vendor/notifications": vendor,
  "/vendor/orders": vendor,
  "/vendor/orders/[order_id]": { as: "vendor", path: ({ orderId }) => `/vendor/orders/${orderId}` },
  "/vendor/receipts": vendor,
  "/vendor/receipts/[receipt_id]": {
    as: "vendor",
    path: ({ receiptId }) => `/vendor/receipts/${receiptId}`,
  },
};

/** The address of each page file; what stands in round brackets is no part of it. */
function builtPages(): string[] {
  const files = readdirSync("app", { recursive: true, encoding: "utf8" });
  const pages = files.filter((file) => path.basename(file) === "page.tsx");
  return pages.map((file) => {
    const parts = file.split(path.sep).slice(0, -1);
    return `/${parts.filter((part) => !/^\(.*\)$/.test(part)).join("/")}`;
  });
}

describe("every page", () => {
  let app: TestApp;
  let browser: Browser;
  let shop: BusyShop;
  const opened = new Map<string, WatchedPage>();

  beforeAll(async () => {
    [app, browser] = await Promise.all([startApp(), launchBrowser()]);
    shop = await makeBusyShop(app);
  });

  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  it("has an entry here", () => {
    expect(Object.keys(VISITS).sort()).toEqual(builtPages().sort());
  });

  it.each(Object.keys(VISITS))("%s has no barriers on any screen, light or dark", async (pattern) => {
    const { as, path: find, status = 200, to } = VISITS[pattern]!;
    const address = find?.(shop) ?? pattern;
    for (const screen of SCREENS) {
      const { page, problems } = await browserOf(as, screen);
      problems.splice(0);
      await turn(page, "light");
      const answer = await page.goto(app.url + address, { waitUntil: "load" });
      expect(answer?.status(), address).toBe(status);
      expect(new URL(page.url()).pathname).toBe(to ?? address);
      await settle(page);
      expect(await page.getByRole("heading", { level: 1 }).count(), `h1 on a ${screen}`).toBe(1);
      expect(await page.title()).toContain("TrustGuard");
      expect(await isTooWide(page), screen).toBe(false);
      expect(await findBarriers(page), `${screen}, light`).toEqual([]);
      await keepPicture(page, pattern, screen, "light");
      await turn(page, "dark");
      expect(await findFaintWords(page), `${screen}, dark`).toEqual([]);
      await keepPicture(page, pattern, screen, "dark");
      const expected = status === 200 ? [] : [expect.stringContaining(String(status))];
      expect(problems).toEqual(expected);
    }
  });

  it("lets the owner hand an order over, and the page of who had it lets go at once", async () => {
    const [{ page }, femi] = [await browserOf("owner", "smallPhone"), await browserOf("vendor", "laptop")];
    await femi.page.goto(`${app.url}/vendor/orders/${shop.orderId}`);
    await settle(femi.page);
    await page.goto(`${app.url}/ceo/orders/${shop.orderId}`);
    await settle(page);
    await page.getByRole("button", { name: "Give to somebody else" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Give the order" }).click();
    await dialog.getByText("Choose who takes it.").waitFor();
    await dialog.getByLabel("Give it to").selectOption({ label: "Ada (you)" });
    expect(await findBarriers(page)).toEqual([]);
    await keepPicture(page, "/ceo/orders/give", "smallPhone", "light");
    await dialog.getByRole("button", { name: "Give the order" }).click();
    await page.getByText(/^Ada takes care of TG-\w+ now$/).waitFor();
    await femi.page.getByText(failWords.missing.title).waitFor();
    await page.getByText("Ada (you)").waitFor();
  });

  /** One browser a person and screen, kept for all pages. */
  async function browserOf(who: Who, screen: (typeof SCREENS)[number]): Promise<WatchedPage> {
    const known = opened.get(`${who} ${screen}`);
    if (known) return known;
    const watched = await openPage(browser, screen);
    if (who !== "nobody") await watched.context.addCookies(cookiesOf(shop[who]));
    opened.set(`${who} ${screen}`, watched);
    return watched;
  }

  const cookiesOf = (header: string) =>
    header.split("; ").map((pair) => {
      const at = pair.indexOf("=");
      return { name: pair.slice(0, at), value: pair.slice(at + 1), url: app.url };
    });
});

/** What is streamed after the first answer has come, and what fades in is there. */
async function settle(page: Page): Promise<void> {
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  await expect.poll(() => page.locator('[aria-busy="true"]').count()).toBe(0);
}

async function keepPicture(page: Page, pattern: string, screen: string, theme: string): Promise<void> {
  if (!PICTURES) return;
  mkdirSync(PICTURES, { recursive: true });
  const name = pattern.slice(1).replace(/\W+/g, "-") || "landing";
  await page.screenshot({ path: path.join(PICTURES, `${name}-${screen}-${theme}.png`), fullPage: true });
}
