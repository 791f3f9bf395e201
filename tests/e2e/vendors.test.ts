import type { Browser, BrowserContext, Page } from "playwright";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { startApp, type TestApp } from "@/tests/support/app";
import { findBarriers, isTooWide, launchBrowser, openPage, type Viewport } from "@/tests/support/browser";
import { signInOwner } from "@/tests/support/sign-in";
import { measurePage } from "../../scripts/measure-pages.mjs";

const NGOZI = "+2348037770001";
/** The budget of a page where people act (first load, compressed). */
const BUDGET_KIB = 178;

type Text = { phone: string; message: string };

describe("the vendors' page", () => {
  let app: TestApp;
  let browser: Browser;
  let cookie: string;
  const opened: BrowserContext[] = [];

  beforeAll(async () => {
    [app, browser] = await Promise.all([startApp(), launchBrowser()]);
    cookie = await signInOwner(app);
  });

  beforeEach(() => async () => {
    await Promise.all(opened.splice(0).map((context) => context.close()));
  });

  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  async function openVendors(viewport: Viewport = "laptop", theme?: "dark") {
    const watched = await openPage(browser, viewport);
    opened.push(watched.context);
    await watched.context.addCookies(cookiesOf(cookie));
    if (theme) await watched.page.emulateMedia({ colorScheme: theme });
    await watched.page.goto(`${app.url}/ceo/vendors`);
    await watched.page.getByRole("heading", { level: 1, name: "Vendors" }).waitFor();
    return watched;
  }

  const cookiesOf = (text: string) =>
    text.split("; ").map((pair) => {
      const at = pair.indexOf("=");
      return { name: pair.slice(0, at), value: pair.slice(at + 1), url: app.url };
    });

  async function textsTo(phone: string): Promise<string[]> {
    const answer = await fetch(`${app.simulatorUrl}/_sim/sms`);
    return ((await answer.json()) as Text[]).filter((one) => one.phone === phone).map((one) => one.message);
  }

  /** Waits for a text message that holds these words, and gives it. */
  const textTo = (phone: string, words: RegExp): Promise<string> =>
    vi.waitFor(
      async () => {
        const found = (await textsTo(phone)).findLast((text) => words.test(text));
        if (!found) throw new Error("no such text has come");
        return found;
      },
      { timeout: 15_000, interval: 200 },
    );

  const rowOf = (page: Page, name: string) => page.getByRole("row").filter({ hasText: name });

  async function act(page: Page, name: string, what: string): Promise<void> {
    await page.getByRole("button", { name: `What to do with ${name}` }).click();
    // The menu's own code is fetched at the first touch, which may swallow it.
    const item = page.getByRole("menuitem", { name: what });
    await item.waitFor({ timeout: 15_000 });
    await item.click();
  }

  async function invite(page: Page, name: string, phone: string): Promise<void> {
    await page.getByRole("button", { name: "Invite a vendor" }).click();
    await page.getByLabel("Name").fill(name);
    await page.getByLabel("Phone number").press("End");
    await page.getByLabel("Phone number").pressSequentially(phone);
    await page.getByRole("button", { name: "Send the invitation" }).click();
  }

  it("says what is wrong with a number and keeps what was typed", async () => {
    const { page, problems } = await openVendors("smallPhone");
    await page.getByText("So far it is only you").waitFor();
    await invite(page, "Ngozi", "CALL");
    await page.getByText("A phone number has digits only").waitFor();
    expect(await page.getByLabel("Name").inputValue()).toBe("Ngozi");
    expect(await findBarriers(page)).toEqual([]);
    expect(await isTooWide(page)).toBe(false);
    await page.getByLabel("Phone number").fill("");
    await page.getByLabel("Phone number").pressSequentially("+447400123456");
    await page.getByRole("button", { name: "Send the invitation" }).click();
    await page.getByText("We can text numbers of your own country only").waitFor();
    expect(problems.filter((problem) => !problem.includes("400"))).toEqual([]);
  });

  it("invites: the number falls into groups, and a text names the shop and where to sign in", async () => {
    const { page, problems } = await openVendors();
    await page.getByRole("button", { name: "Invite a vendor" }).click();
    await page.getByLabel("Name").fill("Ngozi Eze");
    const phone = page.getByLabel("Phone number");
    await phone.press("End");
    await phone.pressSequentially("08037770001");
    expect(await phone.inputValue()).toBe("+234 803 777 0001");
    await page.getByRole("button", { name: "Send the invitation" }).click();
    await page.getByText("Ngozi Eze is invited").waitFor();
    await rowOf(page, "Ngozi Eze").getByText("Has not signed in yet").waitFor();
    expect(await textTo(NGOZI, /added you/)).toBe(
      `Ada's Fashion added you as a vendor on TrustGuard. Sign in with this phone number: ${app.url}/login?as=vendor`,
    );
    expect(problems).toEqual([]);
  });

  it("says so when the number is there already", async () => {
    const { page } = await openVendors();
    await invite(page, "Somebody", "08037770001");
    await page.getByText("Ngozi Eze has this number and is on your staff already.").waitFor();
  });

  it("SE-05 suspends with an undo: a signed-in vendor is out on the next touch, and back after signing in", async () => {
    const femi = await signInVendor(NGOZI);
    const { page } = await openVendors();
    await act(page, "Ngozi Eze", "Suspend");
    await page.getByText("Ngozi Eze is suspended").waitFor();
    await rowOf(page, "Ngozi Eze").getByText("Suspended").waitFor();
    await femi.goto(`${app.url}/vendor/orders`);
    expect(new URL(femi.url()).pathname).toBe("/login");
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("Ngozi Eze may sign in again").waitFor();
    await rowOf(page, "Ngozi Eze").getByText("Active").waitFor();
    await femi.goto(`${app.url}/vendor/orders`);
    expect(new URL(femi.url()).pathname).toBe("/login");
  });

  it("removes with a question and a code", async () => {
    const { page, problems } = await openVendors("smallPhone");
    await act(page, "Ngozi Eze", "Remove");
    await page.getByRole("heading", { name: "Remove Ngozi Eze?" }).waitFor();
    expect(await page.getByRole("combobox").inputValue()).not.toBe("");
    await page.getByRole("combobox").selectOption({ label: "Ada (you)" });
    expect(await findBarriers(page)).toEqual([]);
    expect(await isTooWide(page)).toBe(false);
    await page.getByRole("button", { name: "Go on" }).click();
    await page.getByText("Remove Ngozi Eze from the staff; the work goes to Ada").waitFor();
    const text = await textTo(app.people.ceo.phone, /Remove Ngozi Eze/i);
    const code = /^([0-9!@#$%^&*]{6})$/m.exec(text)?.[1] ?? "";
    expect(await findBarriers(page)).toEqual([]);
    await page.keyboard.type(code);
    await page.getByText("Ngozi Eze is removed").waitFor();
    await page.getByText("So far it is only you").waitFor();
    expect(problems).toEqual([]);
  });

  it.each([
    ["smallPhone", undefined],
    ["smallPhone", "dark"],
    ["laptop", undefined],
    ["laptop", "dark"],
  ] as const)("has no barriers on a %s, %s", async (viewport, theme) => {
    const { page, problems } = await openVendors(viewport, theme);
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole("button", { name: "Invite a vendor" }).click();
    await page.getByLabel("Name").waitFor();
    expect(await findBarriers(page)).toEqual([]);
    expect(await isTooWide(page)).toBe(false);
    expect(problems).toEqual([]);
  });

  it("keeps to the weight of a page where people act", async () => {
    const { gzipBytes } = await measurePage(`${app.url}/ceo/vendors`, { cookie });
    expect(gzipBytes / 1024).toBeLessThanOrEqual(BUDGET_KIB);
  });

  async function signInVendor(phone: string): Promise<Page> {
    const { page, context } = await openPage(browser, "phone");
    opened.push(context);
    await page.goto(`${app.url}/login?as=vendor`);
    await page.getByLabel(/phone/i).first().fill(phone);
    await page.getByRole("button", { name: "Send me a code" }).click();
    await page.getByRole("heading", { name: "Type your code" }).waitFor();
    const text = await textTo(phone, /^[A-Za-z0-9!@#$%^&*]{8}$/m);
    await page.keyboard.type(/^([A-Za-z0-9!@#$%^&*]{8})$/m.exec(text)?.[1] ?? "");
    await page.waitForURL(/\/vendor/);
    return page;
  }
});
