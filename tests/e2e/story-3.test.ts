import type { Browser, Locator, Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { startApp, type TestApp } from "@/tests/support/app";
import {
  findBarriers,
  isTooWide,
  launchBrowser,
  openPage,
  untilWorking,
  type WatchedPage,
} from "@/tests/support/browser";
import { PhoneOnScreen } from "@/tests/support/phone";
import { codeAfter, postOf, signInOnPage } from "@/tests/support/post";

const BUSINESS = "Ada Threads";
const EMAIL = "ada@adathreads.example";
const PHONE = "+2348037772301";
const NEW_PHONE = "+2348037772302";
const FEMI = "+2348037772303";
const GREETING = "E kaabo to {business}! Wetin you wan buy?";

describe("story 3: Ada sets up", () => {
  let app: TestApp;
  let browser: Browser;
  let ada: WatchedPage;
  let page: Page;

  beforeAll(async () => {
    [app, browser] = await Promise.all([startApp(), launchBrowser()]);
    ada = await openPage(browser, "phone");
    page = ada.page;
  });

  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  const toast = (text: string | RegExp) => page.getByText(text).first().waitFor();
  const setUp = () => page.getByRole("region", { name: "Ready to sell?" });

  /** From the overview, by the checklist's own link, to where a step is done. */
  async function follow(step: string, title: string): Promise<void> {
    await setUp().getByRole("link", { name: step }).click();
    await page.getByRole("heading", { level: 1, name: title }).waitFor();
    expect(await findBarriers(page), title).toEqual([]);
    expect(await isTooWide(page), title).toBe(false);
  }

  /** Back on the overview: so many steps are done, and this is one of them. */
  async function expectDone(count: number, step: string): Promise<void> {
    await page.getByRole("link", { name: "Overview" }).click();
    await setUp().getByText(`${count} of 6 done`).waitFor();
    const line = setUp().getByRole("listitem").filter({ hasText: step });
    await line.getByRole("img", { name: "done" }).waitFor();
    expect(await line.getByRole("link").count()).toBe(0);
  }

  /** What the dialog asks for, before the code that came because of it is typed. */
  async function confirm(act: RegExp, ask: () => Promise<unknown>): Promise<void> {
    const code = await codeAfter(app, PHONE, ask);
    const dialog = page.getByRole("dialog", { name: "Verify your identity" });
    await dialog.getByText(act).waitFor();
    await dialog.getByRole("textbox").first().waitFor();
    await page.keyboard.type(code);
  }

  it("registers with a code by SMS and another by mail", async () => {
    await page.goto(`${app.url}/register`);
    await page.getByLabel("Your name").fill("Ada Nwosu");
    await page.getByLabel("Business name").fill(BUSINESS);
    await page.getByLabel("Email").fill(EMAIL);
    await page.getByLabel("Phone").fill("0803 777 2301");
    const sms = await codeAfter(app, PHONE, () =>
      page.getByRole("button", { name: "Send my codes" }).click(),
    );
    await typeInto(page.getByRole("textbox", { name: "SMS code" }), sms);
    await page.getByRole("heading", { name: "You are signed in" }).waitFor();
    const mail = /^([0-9!@#$%^&*]{6})\s*$/m.exec((await postOf(app, EMAIL)).join("\n"))?.[1] ?? "";
    expect(mail).not.toBe(sms);
    await typeInto(page.getByRole("textbox", { name: "Email code" }), mail);
    await page.waitForURL(/\/ceo$/);
    await page.getByRole("heading", { level: 1, name: /Ada$/ }).waitFor();
    await setUp().getByText("0 of 6 done").waitFor();
  });

  it("connects WhatsApp and Instagram through Meta's pages", async () => {
    await follow("Connect WhatsApp or Instagram", "Connections");
    await untilWorking(page);
    await page.getByRole("button", { name: "Connect WhatsApp" }).click();
    await page.getByRole("link", { name: "Go to Meta" }).click();
    for (const box of await page.locator("input[name=waba]:checked").all()) await box.uncheck();
    await page.getByLabel("Number").fill("+234 803 777 2300");
    await page.getByLabel("Business name").fill(BUSINESS);
    await page.getByRole("button", { name: "Allow" }).click();
    await expectConnected("WhatsApp");
    await untilWorking(page);
    await page.getByRole("button", { name: "Connect Instagram" }).click();
    await page.getByRole("link", { name: "Go to Instagram" }).click();
    await page.getByLabel("Instagram name").fill("ada.threads");
    await page.getByLabel("Business name").fill(BUSINESS);
    await page.getByRole("button", { name: "Allow" }).click();
    await expectConnected("Instagram");
    await expectDone(1, "Connect WhatsApp or Instagram");
  });

  it("adds the account buyers pay to, with a code", async () => {
    await follow("Add the account buyers pay to", "Settings");
    await page.getByRole("combobox", { name: "Bank" }).fill("gtb");
    await page.getByRole("option", { name: "GTBank" }).click();
    await page.getByLabel("Account number").fill("0123 456 785");
    await page.getByLabel("Account name").fill("ADA THREADS LTD");
    await confirm(/Have buyers pay into GTBank ••••6785/, () =>
      page.getByRole("button", { name: "Go on with a code" }).click(),
    );
    await toast("Buyers pay here from now on");
    await expectDone(2, "Add the account buyers pay to");
  });

  it("adds a product", async () => {
    await follow("Add your first product", "Products");
    await page.getByRole("button", { name: "Add a product" }).first().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name", { exact: true }).fill("Adire jumpsuit");
    await dialog.getByLabel("Price", { exact: true }).fill("22k");
    await dialog.getByRole("button", { name: "Add a product" }).click();
    await toast("Adire jumpsuit is in the catalogue");
    await expectDone(3, "Add your first product");
  });

  it("gives the bot her voice, seeing each word in the preview", async () => {
    await follow("Give the bot your voice", "Chatbot");
    const preview = page.getByRole("region", { name: `Preview of the chat with ${BUSINESS}` });
    const turnTo = (view: string) => page.getByRole("group", { name: "Show" }).getByText(view).click();
    await page.getByRole("group", { name: "Tone" }).getByText("Pidgin-English").click();
    await page.getByLabel(/^Greeting \(/).fill(GREETING);
    await turnTo("Preview");
    await preview.getByText(`E kaabo to ${BUSINESS}! Wetin you wan buy?`).first().waitFor();
    await turnTo("Settings");
    await page
      .getByLabel(/^When it does not understand/)
      .fill("Abeg, say am another way. Somebody go answer.");
    await page.getByRole("switch", { name: /We are always open/ }).setChecked(false, { force: true });
    await page.getByRole("checkbox", { name: "Sunday" }).setChecked(true, { force: true });
    await page.getByLabel("Opens at").fill("08:00");
    await page.getByLabel("Closes at").fill("02:00");
    await page.getByText(/8 am–2 am the next morning/).waitFor();
    await page.getByLabel(/^When you are closed/).fill("We don close. We dey open by 8 am.");
    await turnTo("Preview");
    await preview.getByText("We don close. We dey open by 8 am.").first().waitFor();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await toast("Saved. The next message is answered like this.");
    await expectDone(4, "Give the bot your voice");
  });

  it("invites Femi, who gets a text that leads him in", async () => {
    await follow("Invite a vendor", "Vendors");
    await page.getByRole("button", { name: "Invite a vendor" }).click();
    await page.getByLabel("Name").fill("Femi");
    await page.getByLabel("Phone number").pressSequentially("08037772303");
    await page.getByRole("button", { name: "Send the invitation" }).click();
    await toast("Femi is invited");
    await vi.waitFor(async () => expect((await postOf(app, FEMI)).join()).toContain(BUSINESS), 15_000);
    await expectDone(5, "Invite a vendor");
  });

  it("answers a buyer's “Hi” with the new greeting", async () => {
    const simulator = await openPage(browser);
    const chinedu = new PhoneOnScreen(simulator.page, "Chinedu", BUSINESS);
    await chinedu.open(app.simulatorUrl);
    await chinedu.types("Hi");
    await chinedu.sees(`E kaabo to ${BUSINESS}! Wetin you wan buy?`);
    await simulator.context.close();
  });

  it("finds the saved voice in the audit log", async () => {
    await page.goto(`${app.url}/ceo/audit`);
    const line = page.getByRole("listitem").filter({ hasText: "changed how the bot speaks" });
    await line.locator("summary").click();
    await line.getByText("CHATBOT_CONFIG_UPDATED").waitFor();
  });

  it("changes her phone with a code to the old one, and is signed out everywhere", async () => {
    const laptop = await openPage(browser);
    await signInOnPage(app, laptop.page, EMAIL);
    await page.goto(`${app.url}/ceo/settings`);
    await page.getByLabel("New phone number").fill("0803 777 2302");
    await confirm(new RegExp(`Change your phone number to \\${NEW_PHONE}`), () =>
      page.getByRole("button", { name: "Change number" }).click(),
    );
    await page.waitForURL(/\/login\?reason=phone-changed/, { timeout: 20_000 });
    await vi.waitFor(
      async () => expect((await postOf(app, NEW_PHONE)).join()).toMatch(/changed|number/),
      15_000,
    );
    await laptop.page.goto(`${app.url}/ceo`);
    expect(new URL(laptop.page.url()).pathname).toBe("/login");
    await page.goto(`${app.url}/ceo`);
    expect(new URL(page.url()).pathname).toBe("/login");
    expect(laptop.problems).toEqual([]);
    await laptop.context.close();
  });

  it("signs in with the new number, and the log shows both masked", async () => {
    await signInOnPage(app, page, NEW_PHONE);
    await page.goto(`${app.url}/ceo/audit`);
    const line = page.getByRole("listitem").filter({ hasText: "PROFILE_UPDATED" });
    await line.locator("summary").click();
    await line.getByText("+234***2301").waitFor();
    await line.getByText("+234***2302").waitFor();
    const text = (await page.textContent("main")) ?? "";
    for (const phone of [PHONE, NEW_PHONE]) expect(text).not.toContain(phone);
    expect(ada.problems).toEqual([]);
  });

  async function expectConnected(platform: string): Promise<void> {
    const card = page.getByRole("article", { name: `${platform} ${BUSINESS}` });
    await card.getByText("Connected", { exact: true }).waitFor();
  }
});

/** Puts the cursor there and types, as with a keyboard: a full code sends itself. */
async function typeInto(field: Locator, text: string): Promise<void> {
  await field.focus();
  await field.pressSequentially(text);
}
