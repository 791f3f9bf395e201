import type { Browser } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startApp, type TestApp } from "@/tests/support/app";
import {
  findBarriers,
  isTooWide,
  launchBrowser,
  openPage,
  turn,
  type WatchedPage,
} from "@/tests/support/browser";
import { PhoneOnScreen } from "@/tests/support/phone";
import { type PushBrowser, PushService } from "@/tests/support/push-service";
import { signInOwner } from "@/tests/support/sign-in";

const PATH = "/vendor/notifications";

/**
 * Chromium's own push service is out of reach here, and without a window it lets nobody show messages: its Push API is given
 * addresses at our service, and a person who says yes when asked, and is counted.
 */
function subscribeAt(subscription: { endpoint: string }) {
  const asked = () => Number(sessionStorage.getItem("asked"));
  Object.defineProperty(Notification, "permission", { get: () => (asked() > 0 ? "granted" : "default") });
  Notification.requestPermission = async () => {
    sessionStorage.setItem("asked", String(asked() + 1));
    return "granted";
  };
  let held: unknown = null;
  const fake = {
    ...subscription,
    toJSON: () => subscription,
    unsubscribe: async () => {
      held = null;
      return true;
    },
  };
  PushManager.prototype.subscribe = async () => {
    held = fake;
    return fake as unknown as PushSubscription;
  };
  PushManager.prototype.getSubscription = async () => held as PushSubscription | null;
}

describe("notifications on a phone (P17.1)", () => {
  let app: TestApp;
  let browser: Browser;
  let service: PushService;
  let device: PushBrowser;
  let ada: WatchedPage;

  beforeAll(async () => {
    [app, browser, service] = await Promise.all([startApp(), launchBrowser(), PushService.start()]);
    device = service.browser();
    ada = await openPage(browser, "smallPhone");
    const cookies = (await signInOwner(app)).split("; ").map((pair) => {
      const at = pair.indexOf("=");
      return { name: pair.slice(0, at), value: pair.slice(at + 1), url: app.url };
    });
    await ada.context.addCookies(cookies);
    await ada.page.addInitScript(subscribeAt, device.subscription());
  });

  afterAll(async () => {
    await browser?.close();
    await service?.close();
    await app?.stop();
  });

  it("are found behind the account, fit a small phone, and ask for nothing by themselves", async () => {
    const { page } = ada;
    await page.goto(`${app.url}/ceo`);
    await page.getByRole("button", { name: /Your account/ }).click();
    await page.getByRole("link", { name: "Notifications" }).click();
    await page.waitForURL(`${app.url}${PATH}`);
    await page.getByRole("heading", { name: "Notifications", level: 1 }).waitFor();
    await page.getByRole("heading", { name: "This phone" }).waitFor();
    await expect.poll(() => page.getByRole("switch").isEnabled()).toBe(true);
    expect(await page.evaluate(() => sessionStorage.getItem("asked"))).toBeNull();
    expect(await isTooWide(page)).toBe(false);
    expect(await findBarriers(page)).toEqual([]);
    await turn(page, "dark");
    expect(await findBarriers(page)).toEqual([]);
  });

  it("are turned on by a tap, which is when the browser asks", async () => {
    const { page } = ada;
    const toggle = page.getByRole("switch", { name: /Tell me on this phone/ });
    expect(await toggle.isChecked()).toBe(false);
    await page.getByText("Tell me on this phone").click();
    await expect.poll(() => toggle.isChecked(), { timeout: 20_000 }).toBe(true);
    expect(await page.evaluate(() => sessionStorage.getItem("asked"))).toBe("1");
    expect(await findBarriers(page)).toEqual([]);
  });

  it("tell her when a buyer needs a person", async () => {
    const { page } = ada;
    await page.getByLabel("From", { exact: true }).fill("12:00");
    await page.getByLabel("To", { exact: true }).fill("12:00");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved.").waitFor();
    const simulator = await openPage(browser, "laptop");
    const chinedu = new PhoneOnScreen(simulator.page, "Chinedu", app.people.ceo.business);
    await chinedu.open(app.simulatorUrl);
    await chinedu.types("I want to talk to a person");
    await expect.poll(() => device.arrived.length, { timeout: 30_000 }).toBe(1);
    expect(device.arrived[0]?.message).toMatchObject({
      title: "A buyer needs a person",
      path: expect.stringMatching(/^\/vendor\/conversations\/cnv_/),
    });
  });

  it("are turned off again, with nothing gone wrong on the way", async () => {
    const { page, problems } = ada;
    await page.getByText("Tell me on this phone").click();
    const toggle = page.getByRole("switch", { name: /Tell me on this phone/ });
    await expect.poll(() => toggle.isChecked(), { timeout: 20_000 }).toBe(false);
    expect(problems).toEqual([]);
  });
});
