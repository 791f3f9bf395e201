import { mkdirSync } from "node:fs";
import path from "node:path";
import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startApp, type TestApp } from "@/tests/support/app";
import {
  findBarriers,
  isTooWide,
  launchBrowser,
  openPage,
  turn,
  VIEWPORTS,
  type WatchedPage,
} from "@/tests/support/browser";
import { PhoneOnScreen } from "@/tests/support/phone";
import { smsCode } from "@/tests/support/sign-in";

/** Set to a folder to keep a picture of every page and state looked at. */
const PICTURES = process.env.TG_PICTURES;

async function signIn(app: TestApp, page: Page): Promise<void> {
  await page.goto(`${app.url}/login`);
  await page.getByLabel("Email or phone").fill(app.people.ceo.email);
  await page.getByRole("button", { name: "Send me a code" }).click();
  await page.getByRole("heading", { name: "Type your code" }).waitFor();
  await page.keyboard.type(await smsCode(app, app.people.ceo.phone));
  await page.waitForURL(/\/ceo$/);
}

/** Holds what is on the screen to WCAG 2.2 AA and to its width, on both screens, light and dark. */
async function look(page: Page, name: string): Promise<void> {
  for (const size of ["smallPhone", "laptop"] as const) {
    for (const colorScheme of ["light", "dark"] as const) {
      await page.setViewportSize(VIEWPORTS[size]);
      await turn(page, colorScheme);
      expect(await findBarriers(page), `${name}, ${size}, ${colorScheme}`).toEqual([]);
      expect(await isTooWide(page), `${name}, ${size}`).toBe(false);
      if (!PICTURES) continue;
      mkdirSync(PICTURES, { recursive: true });
      await page.screenshot({
        path: path.join(PICTURES, `${name}-${size}-${colorScheme}.png`),
        fullPage: true,
      });
    }
  }
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
}

describe("money in", () => {
  let app: TestApp;
  let browser: Browser;
  let ada: WatchedPage;
  let phone: string;

  beforeAll(async () => {
    [app, browser] = await Promise.all([startApp(), launchBrowser()]);
    phone = app.people.ceo.phone;
    ada = await openPage(browser, "laptop");
    await signIn(app, ada.page);
  });

  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  /** Types the newest code into the dialog that asks for it; a full code sends itself. */
  async function typeCode(act: RegExp): Promise<void> {
    const dialog = ada.page.getByRole("dialog");
    await dialog.getByText(act).waitFor();
    await dialog.getByText(/\+234\*\*\*/).waitFor();
    await expect
      .poll(() => newestMessage(app, phone), { timeout: 15_000 })
      .toMatch(new RegExp(act.source, "i"));
    await ada.page.keyboard.type(await smsCode(app, phone));
  }

  it("shows where buyers pay, on every screen", async () => {
    const { page } = ada;
    await page.goto(`${app.url}/ceo/settings/money`);
    await page.getByText("Buyers pay here").waitFor();
    await page.getByText("••••4579").waitFor();
    expect(await page.textContent("main")).not.toContain("0000014579");
    await look(page, "accounts");
  });

  it("adds another with the keyboard alone: the number is checked as it is typed, the code goes to the phone", async () => {
    const { page } = ada;
    await page.getByRole("button", { name: "Add an account" }).press("Enter");
    await page.getByRole("combobox", { name: "Bank" }).focus();
    await page.keyboard.type("guar");
    await page.getByRole("option", { name: "GTBank" }).waitFor();
    await look(page, "bank-list");
    await page.keyboard.press("Enter");
    expect(await page.getByRole("combobox", { name: "Bank" }).inputValue()).toBe("GTBank");
    await page.keyboard.press("Tab");
    await page.keyboard.type("0123 456 784");
    await page.getByText("the last digit does not fit GTBank").waitFor();
    await page.getByRole("button", { name: "Go on with a code" }).press("Enter");
    await page.getByText("Look again, then confirm the number or correct it.").waitFor();
    await look(page, "odd-number");
    await page.getByLabel("Account number").fill("0123 456 785");
    await page.getByText("Fits GTBank").waitFor();
    await page.getByLabel("Account name").fill("ADA FASHION LTD");
    await page.keyboard.press("Enter");
    await typeCode(/Have buyers pay into GTBank ••••6785, ADA FASHION LTD/);
    await page.getByText("It starts in 24 hours").first().waitFor();
    await page.getByText(/Starts in (?:23|24) h/).waitFor();
    await page.getByText("Buyers pay here").waitFor();
    await look(page, "waiting");
  });

  it("is stopped from the text message by somebody who is signed in nowhere", async () => {
    await expect.poll(() => newestMessage(app, phone, "/stop/"), { timeout: 15_000 }).toContain("/stop/");
    const link = /http\S+\/stop\/[\w-]{43}/.exec(await newestMessage(app, phone, "/stop/"))?.[0] ?? "";
    const { page, context, problems } = await openPage(browser, "smallPhone");
    await page.goto(link);
    await page.getByRole("heading", { name: "Stop this new account?" }).waitFor();
    expect(await page.textContent("main")).not.toContain("0123456785");
    await look(page, "stop");
    await page.goto(link);
    await page.getByRole("button", { name: /stop it/ }).click();
    await page.getByRole("heading", { name: "It is stopped" }).waitFor();
    await look(page, "stopped");
    await page.goto(link);
    await page.getByRole("heading", { name: "It is stopped" }).waitFor();
    await page.goto(`${link.slice(0, -1)}x`);
    await page.getByRole("heading", { name: "We do not know this link" }).waitFor();
    expect(problems.filter((problem) => !problem.includes("404"))).toEqual([]);
    await context.close();
    await ada.page.reload();
    await ada.page.getByText("1 removed account").click();
    await ada.page.getByText(/Stopped by the link in its notice/).waitFor();
  });

  it("says what taking an account out means, and cancels one that waits with a code", async () => {
    const { page } = ada;
    await page.getByRole("button", { name: "Remove" }).click();
    await page.getByText("You have no other account").waitFor();
    await look(page, "take-out");
    await page.getByRole("button", { name: "Keep it" }).click();
    await page.getByRole("button", { name: "Add an account" }).click();
    await page.getByRole("combobox", { name: "Bank" }).fill("opay");
    await page.getByRole("option", { name: "OPay" }).click();
    await page.getByLabel("Account number").fill("8031234568");
    await page.getByLabel("Account name").fill("ADA OKORO");
    await page.getByRole("button", { name: "Go on with a code" }).click();
    await typeCode(/Have buyers pay into OPay ••••4568, ADA OKORO/);
    await page.getByRole("button", { name: "Cancel it" }).click();
    await page.getByText("It never starts.").waitFor();
    await page.getByRole("button", { name: "Go on with a code" }).click();
    await typeCode(/Remove OPay ••••4568/);
    await page.getByText("The change is cancelled").waitFor();
    await page.getByText("2 removed accounts").waitFor();
  });

  it("changes with a code from how much on she decides, and without one when buyers are reminded", async () => {
    const { page } = ada;
    await page.getByLabel("From").fill("2m");
    await page.getByRole("button", { name: "Change with a code" }).click();
    await typeCode(/Decide orders yourself from ₦2,000,000 up, instead of ₦1,000,000/);
    await page.getByText("Orders from ₦2,000,000 up come to you").waitFor();
    await page.getByText("Now ₦2,000,000").waitFor();
    await page.getByLabel("Remind the buyer after").fill("30");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("A whole number from 1 to 23.").waitFor();
    await page.getByLabel("Remind the buyer after").fill("3");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("Saved").waitFor();
    await page.reload();
    expect(await page.getByLabel("Remind the buyer after").inputValue()).toBe("3");
    expect(await page.getByLabel("From").inputValue()).toBe("2,000,000");
  });

  it("holds a message with another account number until she lets it go out", async () => {
    const simulator = await openPage(browser, "laptop");
    const chinedu = new PhoneOnScreen(simulator.page, "Chinedu", "Ada's Fashion");
    await chinedu.open(app.simulatorUrl);
    await chinedu.types("Hi, I want dis red ankara dress. How much?");
    await chinedu.sees(/₦12,500/);
    const { page } = ada;
    await page.goto(`${app.url}/vendor/inbox`);
    await page
      .getByRole("link", { name: /Chinedu/ })
      .first()
      .click();
    await page.getByLabel("Write to Chinedu").fill("Pay into 2034 567 890, Zenith");
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByRole("button", { name: "Let it go out" }).waitFor();
    await look(page, "held");
    expect(await chinedu.reads()).not.toContain("2034 567 890");
    await page.getByRole("button", { name: "Let it go out" }).click();
    await chinedu.sees(/2034 567 890/);
    await page.getByRole("button", { name: "Let it go out" }).waitFor({ state: "detached" });
    await simulator.context.close();
  });

  it("had no error in any script, and no answer that failed", () => {
    expect(ada.problems.filter((problem) => !problem.includes("404"))).toEqual([]);
  });
});

async function newestMessage(app: TestApp, phone: string, part = ""): Promise<string> {
  const answer = await fetch(`${app.simulatorUrl}/_sim/sms`);
  const inbox = (await answer.json()) as { phone: string; message: string }[];
  return inbox.filter((one) => one.phone === phone && one.message.includes(part)).at(-1)?.message ?? "";
}
