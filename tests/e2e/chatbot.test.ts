import type { Browser, BrowserContext, Page } from "playwright";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startApp, type TestApp } from "@/tests/support/app";
import { findBarriers, isTooWide, launchBrowser, openPage, type Viewport } from "@/tests/support/browser";
import { PhoneOnScreen } from "@/tests/support/phone";
import { signInOwner } from "@/tests/support/sign-in";
import { measurePage } from "../../scripts/measure-pages.mjs";

const BUSINESS = "Ada's Fashion";
/** The budget of a page where people act (first load, compressed). */
const BUDGET_KIB = 178;

describe("the chatbot page", () => {
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

  async function openChatbot(viewport: Viewport = "laptop", theme?: "dark") {
    const watched = await openPage(browser, viewport);
    opened.push(watched.context);
    await takeCookies(watched.context);
    if (theme) await watched.page.emulateMedia({ colorScheme: theme });
    await watched.page.goto(`${app.url}/ceo/chatbot`);
    await watched.page.getByRole("heading", { level: 1, name: "Chatbot" }).waitFor();
    return watched;
  }

  function takeCookies(context: BrowserContext): Promise<void> {
    const cookies = cookie.split("; ").map((pair) => {
      const at = pair.indexOf("=");
      return { name: pair.slice(0, at), value: pair.slice(at + 1), url: app.url };
    });
    return context.addCookies(cookies);
  }

  const phoneOf = (page: Page) => page.getByRole("region", { name: `Preview of the chat with ${BUSINESS}` });
  const shows = (page: Page, text: string | RegExp) => phoneOf(page).getByText(text).first().waitFor();

  async function save(page: Page): Promise<void> {
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("Saved. The next message is answered like this.").waitFor();
  }

  it("says the conversation anew in another tone, and answers every keystroke", async () => {
    const { page, problems } = await openChatbot();
    await shows(page, /Hello 👋 Welcome to Ada's Fashion!/);
    await page.getByText("Pidgin-English", { exact: true }).click();
    await shows(page, /Wetin you wan buy\?/);
    await shows(page, /No wahala!/);
    await page.getByLabel(/^Greeting \(/).fill("E kaabo to {business}!");
    await shows(page, "E kaabo to Ada's Fashion!");
    await page.getByLabel(/^Greeting \(/).press("End");
    await page.getByRole("button", { name: "Insert Buyer into Greeting", exact: true }).click();
    expect(await page.getByLabel(/^Greeting \(/).inputValue()).toBe("E kaabo to {business}!{name}");
    await page.getByRole("button", { name: "Discard" }).click();
    await shows(page, /Hello 👋 Welcome to Ada's Fashion!/);
    expect(problems).toEqual([]);
  });

  it("is a phone: a buyer writes in it, presses its buttons, and starts again", async () => {
    const { page } = await openChatbot();
    const phone = phoneOf(page);
    await page.getByText("Known", { exact: true }).click();
    await phone.getByLabel("Write as a buyer").fill("how much is the red ankara dress?");
    await page.keyboard.press("Enter");
    await shows(page, /₦12,500/);
    await phone.getByRole("button", { name: "Yes, order it" }).click();
    await shows(page, /Yes, order it/);
    await phone.getByRole("button", { name: "Reset" }).click();
    await expect.poll(() => phone.getByText(/₦12,500/).count()).toBe(0);
  });

  it("answers the next buyer as it was saved", async () => {
    const { page } = await openChatbot();
    const simulator = await openPage(browser);
    opened.push(simulator.context);
    const chinedu = new PhoneOnScreen(simulator.page, "Chinedu", BUSINESS);
    await chinedu.open(app.simulatorUrl);
    await page.getByLabel(/^Greeting \(/).fill("Ada greets you from {business}.");
    await page.getByRole("button", { name: "Add a question" }).click();
    await page.getByLabel("The buyer asks").fill("Where is your shop?");
    await page.getByRole("textbox", { name: "The bot answers" }).fill("12 Allen Avenue, Ikeja");
    await save(page);
    await chinedu.types("Hello");
    await chinedu.sees("Ada greets you from Ada's Fashion.");
    await chinedu.presses("Where is your shop?");
    await chinedu.sees("12 Allen Avenue, Ikeja");
    await page.reload();
    expect(await page.getByLabel(/^Greeting \(/).inputValue()).toBe("Ada greets you from {business}.");
  });

  it("says business hours as people do, night and closed days too", async () => {
    const { page } = await openChatbot();
    await page.getByRole("switch", { name: /We are always open/ }).setChecked(false, { force: true });
    await page.getByText("Open Mon–Sat 9 am–6 pm; Sunday closed.").waitFor();
    await page.getByRole("checkbox", { name: "Saturday" }).setChecked(false, { force: true });
    await page.getByLabel("Opens at").fill("20:00");
    await page.getByLabel("Closes at").fill("02:00");
    await page.getByText("Open Mon–Fri 8 pm–2 am the next morning; Sat, Sun closed.").waitFor();
    await page.getByLabel(/^When you are closed/).fill("We are asleep, {name}.");
    await shows(page, "We are asleep.");
    await page.getByRole("switch", { name: /Open all day and night/ }).setChecked(true, { force: true });
    await page.getByText("Open Mon–Fri all day and night; Sat, Sun closed.").waitFor();
  });

  it("says beside the field what is wrong, saves nothing and loses nothing", async () => {
    const { page } = await openChatbot();
    const greeting = page.getByLabel(/^Greeting \(/);
    const before = await greeting.inputValue();
    await greeting.fill("Hello {nmae}");
    await page.getByText(/\{nmae\} is not a placeholder/).waitFor();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("Nothing is saved yet. Please look at what is marked.").waitFor();
    await expect.poll(() => greeting.evaluate((area) => area === document.activeElement)).toBe(true);
    await greeting.fill("a".repeat(10_000));
    await page.getByText(/8,500 characters too many\. Nothing is cut off/).waitFor();
    expect((await greeting.inputValue()).length).toBe(10_000);
    await greeting.fill("Pay to 0123456789");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText(/Leave account numbers out/).waitFor();
    await page.reload();
    expect(await greeting.inputValue()).toBe(before);
  });

  it("shows both versions when two tabs save, and keeps what only one changed", async () => {
    const first = (await openChatbot()).page;
    const second = (await openChatbot()).page;
    await first.getByLabel(/^Greeting \(/).fill("From the first tab");
    await first.getByLabel(/^When somebody says goodbye/).fill("Bye from the first");
    await save(first);
    await second.getByLabel(/^Greeting \(/).fill("From the second tab");
    await second.getByRole("button", { name: "Save", exact: true }).click();
    const dialog = second.getByRole("dialog", { name: "Saved somewhere else meanwhile" });
    await dialog.getByText("From the first tab").waitFor();
    await dialog.getByText("From the second tab").waitFor();
    await dialog.getByText(/taken over: When somebody says goodbye/).waitFor();
    expect(await findBarriers(second)).toEqual([]);
    await dialog.getByRole("button", { name: "Save my choice" }).click();
    await second.getByText("Saved. The next message is answered like this.").waitFor();
    await second.reload();
    expect(await second.getByLabel(/^Greeting \(/).inputValue()).toBe("From the second tab");
    expect(await second.getByLabel(/^When somebody says goodbye/).inputValue()).toBe("Bye from the first");
  });

  it("asks before unsaved changes are left behind", async () => {
    const { page } = await openChatbot();
    await page.getByLabel(/^Greeting \(/).fill("Not saved yet");
    const overview = page.getByRole("link", { name: "Overview" });
    const dialog = page.getByRole("dialog", { name: "Leave without saving?" });
    await overview.click();
    await dialog.getByRole("button", { name: "Stay here" }).click();
    expect(new URL(page.url()).pathname).toBe("/ceo/chatbot");
    await page.goBack();
    await dialog.waitFor();
    await dialog.getByRole("button", { name: "Stay here" }).click();
    expect(await page.getByLabel(/^Greeting \(/).inputValue()).toBe("Not saved yet");
    await overview.click();
    await dialog.getByRole("button", { name: "Leave", exact: true }).click();
    await page.waitForURL(/\/ceo$/);
  });

  it.each([
    ["smallPhone", undefined],
    ["smallPhone", "dark"],
    ["laptop", undefined],
    ["laptop", "dark"],
  ] as const)("has no barriers and fits on a %s, %s", async (viewport, theme) => {
    const { page, problems } = await openChatbot(viewport, theme);
    await page.getByRole("switch", { name: /We are always open/ }).setChecked(false, { force: true });
    await page.getByRole("button", { name: "Add a question" }).click();
    await page.getByLabel(/^When it does not understand/).fill("{wrong}");
    expect(await findBarriers(page)).toEqual([]);
    expect(await isTooWide(page)).toBe(false);
    if (viewport === "smallPhone") {
      expect(await phoneOf(page).isVisible()).toBe(false);
      await page.getByRole("group", { name: "Show" }).getByText("Preview").click();
      await phoneOf(page).waitFor();
      expect(await findBarriers(page)).toEqual([]);
      expect(await isTooWide(page)).toBe(false);
      // What a buyer writes in stands above the bar that saves.
      const bar = await page.getByRole("region", { name: "Unsaved changes" }).boundingBox();
      const composer = await phoneOf(page).getByLabel("Write as a buyer").boundingBox();
      expect((composer?.y ?? 0) + (composer?.height ?? 999)).toBeLessThanOrEqual(bar?.y ?? 0);
      await page.getByRole("group", { name: "Show" }).getByText("Settings").click();
      await expect.poll(() => page.getByLabel(/^When it does not understand/).isVisible()).toBe(true);
    }
    expect(problems).toEqual([]);
  });

  it("keeps to its budget of JavaScript", async () => {
    const { gzipBytes } = await measurePage(`${app.url}/ceo/chatbot`, { cookie });
    expect(gzipBytes / 1024).toBeLessThanOrEqual(BUDGET_KIB);
  });
});
