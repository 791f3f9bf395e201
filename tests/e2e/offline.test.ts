import type { Browser, BrowserContext, Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startApp, type TestApp } from "@/tests/support/app";
import { findBarriers, isTooWide, launchBrowser, openPage, type WatchedPage } from "@/tests/support/browser";
import { type BusyShop, makeBusyShop } from "@/tests/support/busy-shop";
import { holdUntil } from "@/tests/support/hold";
import { codeAfter } from "@/tests/support/post";

describe("a bad network (P17.3)", () => {
  let app: TestApp;
  let browser: Browser;
  let shop: BusyShop;
  /** Femi checks receipts on his phone; Ada decides on hers. */
  let femi: WatchedPage;
  let ada: WatchedPage;

  beforeAll(async () => {
    [app, browser] = await Promise.all([startApp(), launchBrowser()]);
    shop = await makeBusyShop(app);
    [femi, ada] = await Promise.all([open(shop.vendor), open(shop.owner)]);
  });

  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  it("begins with an app that can be installed, and keeps nobody's data on the device", async () => {
    const { page, context } = femi;
    await page.goto(`${app.url}/vendor/receipts`);
    await isControlled(page);
    await page.reload({ waitUntil: "networkidle" });
    const browserItself = await context.newCDPSession(page);
    const { url, errors } = await browserItself.send("Page.getAppManifest");
    expect([url, errors]).toEqual([`${app.url}/manifest.webmanifest`, []]);
    const { installabilityErrors } = await browserItself.send("Page.getInstallabilityErrors");
    // A test's window is a private one, and from such a one nothing is ever installed.
    expect(installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito")).toEqual([]);
    const kept = await keptAddresses(page);
    expect(kept).toContain("/offline");
    expect(kept.filter((path) => !/^\/(?:offline$|_next\/static\/)/.test(path))).toEqual([]);
  });

  it("leaves what is open readable, says so, and lets nothing be given up for it", async () => {
    const { page, context } = femi;
    const card = page.getByRole("region", { name: /^Proof of payment for TG-/ });
    await card.getByText("₦12,500").first().waitFor();
    await expect.poll(() => pictureIsShown(page)).toBe(true);
    await context.setOffline(true);
    await page
      .getByText(/You are offline\. What is open stays readable/)
      .last()
      .waitFor();
    expect(await isTooWide(page)).toBe(false);
    expect(await findBarriers(page)).toEqual([]);
    await page
      .getByRole("navigation")
      .getByRole("link", { name: /Orders/ })
      .first()
      .click();
    expect(new URL(page.url()).pathname).toBe("/vendor/receipts");
    await card.getByText("₦12,500").first().waitFor();
    expect(await pictureIsShown(page)).toBe(true);
  });

  it("refuses an approval, with the reason, and nothing is decided", async () => {
    const { page } = femi;
    await page.getByRole("button", { name: /^Approve/ }).click();
    await holdUntil(page, attest(page), page.getByText(/You are offline\. Nothing was sent/));
    expect(await findBarriers(page)).toEqual([]);
    expect(await actionsOf(shop.orderId)).not.toContain("RECEIPT_APPROVED");
  });

  it("does not do twice what is tapped twice, or tried again after its answer was lost", async () => {
    const { page, context } = femi;
    await context.setOffline(false);
    const verify = "**/api/vendor/orders/*/verify";
    await page.route(verify, (route) => route.abort("connectionreset"), { times: 1 });
    await holdUntil(page, attest(page), page.getByText(/We got no answer, so we do not know whether/));
    let sent = 0;
    let loseAnswer = () => {};
    const wasTappedTwice = new Promise<void>((resolve) => {
      loseAnswer = resolve;
    });
    await page.route(verify, async (route) => {
      sent += 1;
      await wasTappedTwice;
      await route.fetch();
      await route.abort("connectionreset");
    });
    await holdUntil(page, attest(page), page.getByText("Working…"));
    await press(attest(page));
    loseAnswer();
    await page.getByRole("heading", { name: "All receipts are checked" }).waitFor();
    expect(sent).toBe(1);
    await page.unroute(verify);
    const approvals = (await actionsOf(shop.orderId)).filter((action) => action === "RECEIPT_APPROVED");
    expect(approvals).toHaveLength(1);
  });

  it("has a page for what was not open before, which leads on once the network is back", async () => {
    const { page, context } = femi;
    await context.setOffline(true);
    await page.goto(`${app.url}/vendor/inbox`);
    await page.getByRole("heading", { name: "No network" }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await context.setOffline(false);
    await page.getByRole("link", { name: "Try again" }).click();
    await page.getByRole("heading", { name: "Inbox" }).waitFor();
  });

  it("keeps a page of which a part was not fetched yet; the part comes once it can", async () => {
    const { page, context } = femi;
    await page.goto(`${app.url}/vendor/orders`);
    await context.setOffline(true);
    await page.getByRole("button", { name: /Your account/ }).click();
    await page.getByText(/You are offline\. What is open/).waitFor();
    await page.getByRole("heading", { name: "Orders" }).waitFor();
    await context.setOffline(false);
    await page.getByRole("button", { name: "Sign out", exact: true }).waitFor();
    await page.getByRole("heading", { name: "Orders" }).waitFor();
    // Nothing says so any more, the toast that waited for the network included.
    await expect.poll(() => page.getByText(/You are offline/).count()).toBe(0);
  });

  it("asks for no code, and takes none, without a network; the decision is then made once", async () => {
    const { page, context } = ada;
    const orderId = await escalatedOrder();
    await femi.page.goto(`${app.url}/vendor/orders/${orderId}`);
    await femi.page.getByRole("heading", { name: "Only Ada can release this" }).waitFor();
    await page.goto(`${app.url}/ceo/escalations/${shop.escalationId}`);
    await page.getByText("I see ₦12,500 in the account").click();
    // From then on the page is held when the network goes while it is being read again.
    await page.waitForFunction(() => !String(window.fetch).includes("[native code]"));
    await context.setOffline(true);
    const approve = page.getByRole("button", { name: "Approve", exact: true });
    await approve.click();
    await page.getByText("You are offline. Nothing was done; try again once you are back.").waitFor();
    const dialog = page.getByRole("dialog", { name: "Verify your identity" });
    expect(await dialog.count()).toBe(0);
    expect(await findBarriers(page)).toEqual([]);
    await context.setOffline(false);
    const ask = () => approve.click();
    const code = await codeAfter(app, app.people.ceo.phone, ask);
    await dialog.getByText(/A code is on its way/).waitFor();
    await Promise.all([context.setOffline(true), femi.context.setOffline(true)]);
    await page.keyboard.type(code);
    await dialog.getByText(/You are offline\. Nothing was done/).waitFor();
    expect(await actionsOf(orderId)).not.toContain("ESCALATION_APPROVED");
    await context.setOffline(false);
    const confirm = dialog.getByRole("button", { name: "Confirm" });
    await confirm.dblclick({ noWaitAfter: true });
    await page.getByText("You approved this order.").waitFor({ timeout: 15_000 });
    const approvals = (await actionsOf(orderId)).filter((action) => action === "ESCALATION_APPROVED");
    expect(approvals).toHaveLength(1);
    await page.getByText(/^TG-\w+ approved$/).waitFor();
    await context.setOffline(true);
    await page
      .getByRole("navigation")
      .getByRole("link", { name: /Orders/ })
      .first()
      .click();
    await page.getByText("This page stays open; others open once you are back.").waitFor();
    await context.setOffline(false);
  });

  it("catches up by itself with what happened meanwhile", async () => {
    const { page, context } = femi;
    expect(await page.getByRole("heading", { name: "Only Ada can release this" }).count()).toBe(1);
    // The network comes and goes: reading the page again fails twice, and what is open stays.
    let failed = 0;
    await page.route(/[?&]_rsc=/, (route) => {
      failed += 1;
      return failed <= 2 ? route.abort() : route.continue();
    });
    await page.evaluate(() => document.documentElement.setAttribute("data-kept", ""));
    await context.setOffline(false);
    await page
      .getByRole("heading", { name: "Only Ada can release this" })
      .waitFor({ state: "detached", timeout: 30_000 });
    expect(failed).toBeGreaterThan(2);
    expect(await page.locator("html[data-kept]").count(), "the same page").toBe(1);
    await page.unrouteAll();
    const unexpected = [femi, ada].flatMap(({ problems }) =>
      problems.filter((problem) => !/net::ERR_/.test(problem)),
    );
    expect(unexpected).toEqual([]);
  });

  async function open(cookie: string): Promise<WatchedPage> {
    const watched = await openPage(browser, "smallPhone");
    await signIn(watched.context, cookie);
    return watched;
  }

  function signIn(context: BrowserContext, cookie: string): Promise<void> {
    const pairs = cookie.split("; ").map((pair) => {
      const at = pair.indexOf("=");
      return { name: pair.slice(0, at), value: pair.slice(at + 1), url: app.url };
    });
    return context.addCookies(pairs);
  }

  /** What the audit log tells of an order. */
  async function actionsOf(orderId: string): Promise<string[]> {
    const { items } = await adaReads<{ items: { action: string }[] }>(
      `/api/ceo/audit?subject=${orderId}&limit=100`,
    );
    return items.map(({ action }) => action);
  }

  async function escalatedOrder(): Promise<string> {
    const { order_id } = await adaReads<{ order_id: string }>(`/api/ceo/escalations/${shop.escalationId}`);
    return order_id;
  }

  async function adaReads<T>(path: string): Promise<T> {
    const answer = await fetch(app.url + path, { headers: { cookie: shop.owner } });
    expect(answer.status).toBe(200);
    return ((await answer.json()) as { data: T }).data;
  }
});

const attest = (page: Page) => page.getByRole("button", { name: /I see ₦12,500/ });

/** Presses a button for longer than confirming takes. */
async function press(button: ReturnType<typeof attest>): Promise<void> {
  await button.click({ delay: 1_100, force: true });
}

/** Waits until the service worker answers for this page. */
async function isControlled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (navigator.serviceWorker.controller) return;
    await new Promise((taken) => navigator.serviceWorker.addEventListener("controllerchange", taken));
  });
}

/** The path of everything that the page's own caches hold. */
function keptAddresses(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const names = await caches.keys();
    const kept = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return kept.flat().map(({ url }) => new URL(url).pathname);
  });
}

function pictureIsShown(page: Page): Promise<boolean> {
  return page.evaluate(() =>
    [...document.images].some((image) => image.src.includes("/api/receipts/") && image.naturalWidth > 0),
  );
}
