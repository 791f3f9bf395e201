import type { Browser, Page } from "playwright";
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
import { codeAfter, postOf, signInOnPage } from "@/tests/support/post";

const NEW_PHONE = "+2348039991122";
const NEW_EMAIL = "ada.new@adasfashion.example";

/** A phone with a finger on it, as Chromium plays it: every question of the page is answered at once. */
async function giveAuthenticator({ context, page }: WatchedPage): Promise<void> {
  const session = await context.newCDPSession(page);
  await session.send("WebAuthn.enable");
  await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

/** Light and dark: no barrier, nothing sticks out. */
async function expectFine(page: Page, where: string): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await turn(page, colorScheme);
    expect(await findBarriers(page), `${where}, ${colorScheme}`).toEqual([]);
    expect(await isTooWide(page), `${where}, ${colorScheme}`).toBe(false);
  }
}

describe("Ada's profile and safety", () => {
  let app: TestApp;
  let browser: Browser;
  let phone: WatchedPage;
  let laptop: WatchedPage;

  beforeAll(async () => {
    [app, browser] = await Promise.all([startApp({}, "localhost"), launchBrowser()]);
    phone = await openPage(browser, "smallPhone");
    laptop = await openPage(browser, "laptop");
    await giveAuthenticator(phone);
    await signInOnPage(app, phone.page, app.people.ceo.email, app.people.ceo.phone);
  });

  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  it("P2.6 adds a passkey after a code", async () => {
    const { page } = phone;
    await page.goto(`${app.url}/ceo/settings/safety`);
    await page.getByText("You have no passkey yet.").waitFor();
    await page.getByRole("button", { name: "Add a passkey" }).click();
    await page.getByLabel("Name of this device").fill("Ada's phone");
    const code = await codeAfter(app, app.people.ceo.phone, () =>
      page.getByRole("button", { name: "Go on" }).click(),
    );
    await expectFine(page, "the dialog with a code");
    await page.keyboard.type(code);
    await page.getByRole("button", { name: "Make the passkey" }).click();
    await page.getByText("Ada's phone", { exact: true }).waitFor();
    await expectFine(page, "safety with a passkey");
    expect(phone.problems).toEqual([]);
  });

  it("uses it for a sensitive act: a new email, which its own code confirms", async () => {
    const { page } = phone;
    const sent = (await postOf(app, app.people.ceo.email)).length;
    await page.goto(`${app.url}/ceo/settings`);
    await page.getByLabel("New email").fill(NEW_EMAIL);
    await page.getByRole("button", { name: "Change email" }).click();
    await page.getByText(`Change your email to ${NEW_EMAIL}`).waitFor();
    await expectFine(page, "the dialog with a passkey");
    const code = await codeAfter(app, NEW_EMAIL, () =>
      page.getByRole("button", { name: "Use your passkey" }).click(),
    );
    expect((await postOf(app, app.people.ceo.email)).length).toBe(sent);
    await page.getByRole("dialog", { name: "Confirm the new email" }).waitFor();
    // The first dialog leaves the focus with the second.
    await page.keyboard.type(code);
    await page.getByText(NEW_EMAIL, { exact: true }).waitFor();
    expect(phone.problems).toEqual([]);
  });

  it("signs in with it where nobody typed who she is", async () => {
    const { page } = phone;
    await page.request.post(`${app.url}/api/auth/sign-out`, { headers: { origin: app.url } });
    await page.waitForURL(/\/login\b/);
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await page.waitForURL(({ pathname }) => pathname.startsWith("/ceo"), { timeout: 20_000 });
  });

  it("shows her devices and ends one", async () => {
    await signInOnPage(app, laptop.page, NEW_EMAIL);
    const { page } = phone;
    await page.goto(`${app.url}/ceo/settings/safety`);
    await page.locator("#content").getByText("This device").waitFor();
    await page
      .getByRole("button", { name: /^Sign out Chrome/ })
      .first()
      .click();
    await page.getByText("Signed out", { exact: true }).waitFor();
    await laptop.page.waitForURL(/\/login\b/);
    await signInOnPage(app, laptop.page, NEW_EMAIL);
  });

  it("keeps names, and tells the second of two tabs", async () => {
    await phone.page.goto(`${app.url}/ceo/settings`);
    await laptop.page.goto(`${app.url}/ceo/settings`);
    await expectFine(phone.page, "profile on a phone");
    await expectFine(laptop.page, "profile on a laptop");
    await phone.page.getByRole("textbox", { name: "Your name" }).fill("Ada Obi");
    await phone.page.getByRole("button", { name: "Save names" }).click();
    await phone.page.getByText("Saved", { exact: true }).waitFor();
    await laptop.page.getByRole("textbox", { name: "Your name" }).fill("Ada Eze");
    await laptop.page.getByRole("button", { name: "Save names" }).click();
    await laptop.page.getByText(/It now says: Ada Obi/).waitFor();
    expect(await laptop.page.getByRole("textbox", { name: "Your name" }).inputValue()).toBe("Ada Eze");
    await laptop.page.getByRole("button", { name: "Show what it says now" }).click();
    expect(await laptop.page.getByRole("textbox", { name: "Your name" }).inputValue()).toBe("Ada Obi");
    await laptop.page.goto(`${app.url}/ceo/settings/safety`);
    await expectFine(laptop.page, "safety on a laptop");
  });

  it("P12.1 changes the phone with a code to the old one, and is signed out everywhere", async () => {
    const { page } = phone;
    await page.goto(`${app.url}/ceo/settings`);
    await page.getByLabel("New phone number").fill("0803 ADA");
    await page.getByRole("button", { name: "Change number" }).click();
    await page.getByText(/Type a mobile number of your country/).waitFor();
    await page.keyboard.press("Escape");
    await page.getByLabel("New phone number").fill("0803 999 1122");
    await page.getByRole("button", { name: "Change number" }).click();
    await page.getByText(`Change your phone number to ${NEW_PHONE}`).waitFor();
    const code = await codeAfter(app, app.people.ceo.phone, () =>
      page.getByRole("button", { name: "Send me a code instead" }).click(),
    );
    await page.getByLabel(/Code, 6 characters/).fill(code);
    await page.waitForURL(/\/login\?reason=phone-changed/, { timeout: 20_000 });
    await page.getByText("Your phone number was changed. Sign in with the new one.").waitFor();
    await laptop.page.waitForURL(/\/login\b/);
  });

  it("signs in with the new number", async () => {
    await signInOnPage(app, phone.page, NEW_PHONE);
    await phone.page.goto(`${app.url}/ceo/settings`);
    await phone.page.getByText(NEW_PHONE, { exact: true }).waitFor();
    await phone.page.getByText(/You changed it lately/).waitFor();
    await expectFine(phone.page, "profile after the change");
  });

  it("undoes it from the old number's link by a press, not by opening it", async () => {
    // The new email brought a link too: the phone's is in the text that names the number.
    const find = async () => {
      const texts = await postOf(app, app.people.ceo.phone);
      return /http\S+\/undo#\S+/.exec(texts.find((text) => text.includes("The phone number of")) ?? "")?.[0];
    };
    await expect.poll(find, { timeout: 20_000 }).toBeTruthy();
    const { page } = laptop;
    await page.goto((await find()) ?? "");
    await page.getByRole("heading", { name: "Undo the change?" }).waitFor();
    await expectFine(page, "undo");
    await phone.page.reload();
    await phone.page.getByText(NEW_PHONE, { exact: true }).waitFor();
    await page.getByRole("button", { name: "Undo it" }).click();
    await page.getByRole("heading", { name: "Undone" }).waitFor();
    await phone.page.waitForURL(/\/login\b/);
    await signInOnPage(app, page, app.people.ceo.phone);
    await page.goto(`${app.url}/ceo/settings`);
    await page.locator("#content").getByText(app.people.ceo.phone, { exact: true }).waitFor();
  });

  it("P12.2 begins a recovery, and stops it from the phone's link", async () => {
    const { page } = phone;
    await page.goto(`${app.url}/login`);
    await page.getByRole("link", { name: "I lost my phone" }).click();
    await page.getByRole("heading", { name: "Lost your phone?" }).waitFor();
    await expectFine(page, "recovery");
    await page.getByLabel("Email").fill(NEW_EMAIL);
    const code = await codeAfter(app, NEW_EMAIL, () =>
      page.getByRole("button", { name: "Send me a code" }).click(),
    );
    await page.getByRole("heading", { name: "Type your code" }).waitFor();
    await page.keyboard.type(code);
    await page.getByRole("heading", { name: "The wait has begun" }).waitFor();
    await expectFine(page, "the wait");
    const find = async () =>
      /http\S+\/login\/recover\/stop#\S+/.exec((await postOf(app, app.people.ceo.phone)).join("\n"))?.[0];
    await expect.poll(find, { timeout: 20_000 }).toBeTruthy();
    await laptop.page.goto((await find()) ?? "");
    await laptop.page.getByRole("button", { name: "Stop it" }).click();
    await laptop.page.getByRole("heading", { name: "Stopped" }).waitFor();
    await expectFine(laptop.page, "stopped");
  });
});
