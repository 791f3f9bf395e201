import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
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
import { holdUntil } from "@/tests/support/hold";
import { PhoneOnScreen } from "@/tests/support/phone";
import { codeAfter, postOf, signInOnPage } from "@/tests/support/post";
import { smsCode } from "@/tests/support/sign-in";

const BUSINESS = "Tunde Electronics";
const AMINAS_PHONE = "8059876543";

describe("story 2: Amina and five laptops", () => {
  let app: TestApp;
  let browser: Browser;
  let amina: PhoneOnScreen;
  let inboxes: Page;
  /** Femi's phone, and Tunde's two devices. */
  let femi: WatchedPage;
  let laptop: WatchedPage;
  let phone: WatchedPage;
  let pageOfPrice = "";
  let reference = "";

  beforeAll(async () => {
    [app, browser] = await Promise.all([startApp(), launchBrowser()]);
    [femi, laptop, phone] = await Promise.all([
      openPage(browser, "smallPhone"),
      openPage(browser, "laptop"),
      openPage(browser, "smallPhone"),
    ]);
    inboxes = (await openPage(browser, "laptop")).page;
    amina = new PhoneOnScreen(inboxes, "Amina", BUSINESS);
    await amina.open(app.simulatorUrl);
  });

  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  it("signs Femi in on his phone and Tunde on his laptop, who takes ₦5,000 for delivery", async () => {
    await signInVendor(femi.page);
    await signInOnPage(app, laptop.page, tunde().email, tunde().phone);
    const { page } = laptop;
    await page.goto(`${app.url}/ceo/products`);
    await page.getByRole("button", { name: "Change the delivery" }).click();
    await page.getByLabel("Fee").fill("5k");
    await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.goto(`${app.url}/ceo`);
  });

  it("Amina wants five and a discount: she is asked for her phone, and told to pay nothing yet", async () => {
    await amina.types("How much is the HP laptop?");
    await amina.sees(/₦250,000/);
    await amina.types("I want 5. Discount for bulk?");
    await amina.sees(/better price/);
    await amina.sees(/phone/i);
    await amina.types(`Amina, 14 Allen Avenue, Ikeja, 0${AMINAS_PHONE}`);
    await amina.types(await amina.code());
    await amina.sees(/Please pay nothing yet/);
    expect(await amina.reads()).not.toContain("0122481636");
  });

  it("Femi opens it from his inbox: the order, its items and its price", async () => {
    const { page } = femi;
    await page.goto(`${app.url}/vendor/inbox`);
    const talk = page.getByRole("link", { name: /Amina/ }).first();
    await talk.getByText("Unread").waitFor();
    await talk.click();
    await page.waitForURL(/\/vendor\/negotiation\/ord_/);
    pageOfPrice = page.url();
    await page.getByText("₦1,255,000").first().waitFor();
    expect(await isTooWide(page)).toBe(false);
    expect(await findBarriers(page)).toEqual([]);
  });

  it("has read it then, and finds her by the beginning of her name", async () => {
    const { page } = femi;
    await page.goBack();
    const talk = page.getByRole("link", { name: /Amina/ }).first();
    await talk.waitFor();
    await expect.poll(() => talk.getByText("Unread").count()).toBe(0);
    await page.getByRole("searchbox").fill("ami");
    await page.waitForURL(/q=ami/);
    await talk.waitFor();
    await page.getByRole("searchbox").fill("Ngozi");
    await page.getByRole("heading", { name: "No conversation fits" }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.goto(pageOfPrice);
  });

  it("offers 5 × ₦240,000 with free delivery, and sees it as a card at once", async () => {
    const { page } = femi;
    await page.getByRole("button", { name: "Counter-offer" }).click();
    await page.getByRole("button", { name: "One piece" }).click();
    await page.getByLabel("Price of one piece").fill("240k");
    await page.getByText("Delivery is free", { exact: true }).click();
    await page.getByRole("dialog").getByText("₦1,200,000").waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole("button", { name: "Send offer" }).click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.getByRole("article").getByText("Open", { exact: true }).first().waitFor();
    await amina.sees(/Tunde Electronics says: ₦240,000 each \(₦1,200,000 for all 5\), with free delivery/);
  });

  it("is warned before a price below the floor is sent, and led to the owner instead", async () => {
    const { page } = femi;
    await page.getByRole("button", { name: "Counter-offer" }).click();
    await page.getByLabel("Price for everything").fill("1,000,000");
    await page.getByText(/below the lowest price/).waitFor();
    await page.getByRole("dialog").getByRole("button", { name: "Ask the owner instead" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  });

  it("writes in the shop's name, and the page says that he answers now", async () => {
    const { page } = femi;
    await page.getByLabel("Write to Amina").fill("That is my best for 5, madam");
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await amina.sees("Tunde Electronics says: That is my best for 5, madam");
    await page.getByText(/You answer now/).waitFor({ timeout: 20_000 });
  });

  it("is told of her offer on another page, by a toast that opens the right order, and confirms it", async () => {
    const { page } = femi;
    await page.goto(`${app.url}/vendor/orders`);
    await page.getByRole("heading", { name: "Orders" }).waitFor();
    await amina.types("Let me ask my sister first");
    await page.getByRole("listitem").filter({ hasText: "A buyer answered you" }).waitFor({ timeout: 30_000 });
    await amina.types("Can you do ₦1,150,000 for everything?");
    await followNote(page, "A buyer named a price");
    await page.waitForURL(pageOfPrice);
    await page.getByRole("article").getByText("₦1,150,000").first().waitFor({ timeout: 20_000 });
    await page.getByRole("button", { name: "Confirm price", exact: true }).click();
    expect(await page.getByLabel("Price for everything").inputValue()).toBe("1,150,000");
    expect(await page.getByLabel("Delivery is free").isChecked()).toBe(true);
    await page.getByRole("button", { name: "Confirm and send account" }).click();
    await amina.sees(/0122481636/);
    await amina.sees(/agreed, ₦1,150,000/);
    reference = /TG-[A-Z0-9]{4,5}/.exec(await amina.reads())?.[0] ?? "";
    await page.getByText("Price agreed on").first().waitFor();
    expect(await findBarriers(page)).toEqual([]);
  });

  it("her receipt takes the order out of Femi's hands: he is told at once, and where to read why", async () => {
    const { page } = femi;
    await amina.attaches(/Receipt for the last amount asked/);
    await page.getByText(`${reference} is with the owner`).waitFor({ timeout: 30_000 });
    await page.getByText(/The owner decides now, and you are told/).waitFor();
    expect(await page.getByRole("button", { name: "Counter-offer" }).count()).toBe(0);
    await followNote(page, `${reference} is with the owner`);
    await page.getByRole("heading", { name: "Only Tunde can release this" }).waitFor();
    expect(await page.getByRole("button", { name: /approve/i }).count()).toBe(0);
    await looksRight(page);
  });

  it("tells Tunde on his screen, by SMS and by email, with a link and without a name", async () => {
    const { page } = laptop;
    await followNote(page, `${reference} waits for you`);
    await page.waitForURL(/\/ceo\/escalations\/esc_/);
    for (const to of [tunde().phone, tunde().email]) {
      const told = async () => (await postOf(app, to)).join("\n");
      await expect.poll(told, { timeout: 15_000 }).toContain(page.url());
      expect(await told()).toContain("₦1,150,000");
      expect(await told()).not.toContain("Amina");
    }
    await inboxes
      .getByRole("region", { name: "SMS inbox" })
      .getByText(/needs you/)
      .first()
      .waitFor();
    await inboxes
      .getByRole("region", { name: "Mailbox" })
      .getByText(/needs you/)
      .first()
      .waitFor();
  });

  it("Femi tries to approve, is told kindly why he cannot, and his word reaches Tunde's open page", async () => {
    const { page } = femi;
    await page.getByRole("link", { name: "Say that you see the money" }).click();
    await page.waitForURL(/\/vendor\/receipts\/rcp_/);
    const button = page.getByRole("button", { name: /I see ₦1,150,000 in the account/ });
    await button.waitFor();
    await looksRight(page);
    await holdUntil(page, button, page.getByText(/only the owner can release it/));
    await page.getByText("You said that you see ₦1,150,000 in the account.").waitFor();
    await laptop.page.getByText("Femi says that the money is in the account.").waitFor();
    await page.reload();
    await page.getByText("You said that you see ₦1,150,000 in the account.").waitFor();
    expect(await button.count()).toBe(0);
  });

  it("the link in the SMS opens, after a code, everything that Tunde needs to decide on his phone", async () => {
    const { page } = phone;
    const link =
      (await postOf(app, tunde().phone)).join("\n").match(/http\S+\/ceo\/escalations\/\S+/)?.[0] ?? "";
    await page.goto(link);
    await page.waitForURL(/\/login/);
    await page.getByLabel("Email or phone").fill(tunde().email);
    const ask = () => page.getByRole("button", { name: "Send me a code" }).click();
    const code = await codeAfter(app, tunde().phone, ask);
    await page.getByRole("heading", { name: "Type your code" }).waitFor();
    await page.keyboard.type(code);
    await page.waitForURL(link);
    const main = page.getByRole("main");
    for (const needed of [
      "Amina",
      `+234***${AMINAS_PHONE.slice(-4)}`,
      "5 × HP EliteBook 840 laptop",
      "₦1,150,000",
      "sold by Femi",
      "over your limit",
      "Femi says that the money is in the account.",
      "0122481636",
      "Discount",
      "Femi saw the money",
    ]) {
      await main.getByText(needed).first().waitFor();
    }
    expect(await main.textContent()).not.toContain(AMINAS_PHONE);
    await expect.poll(() => pictureIsShown(page), { timeout: 15_000 }).toBe(true);
    await looksRight(page);
  });

  it("approves only what he says he sees, with the six characters from the SMS, and not with others", async () => {
    const { page } = phone;
    const approve = page.getByRole("button", { name: "Approve", exact: true });
    await approve.click();
    await page.getByText(/Tick this once you see the money/).waitFor();
    await page.getByText("I see ₦1,150,000 in the account").click();
    await approve.click();
    const dialog = page.getByRole("dialog", { name: "Verify your identity" });
    await dialog.getByText(`Approve order ${reference}, ₦1,150,000, paid to TUNDE ELECTRONICS`).waitFor();
    await dialog.getByText(/\+234\*\*\*/).waitFor();
    await looksRight(page);
    await expect
      .poll(async () => (await postOf(app, tunde().phone)).at(-1), { timeout: 15_000 })
      .toMatch(/approve order TG-/i);
    const code = await smsCode(app, tunde().phone);
    await page.keyboard.type(code === "!!!!!!" ? "######" : "!!!!!!");
    await dialog
      .getByText(/That is not the code/)
      .first()
      .waitFor();
    await page.keyboard.type(code);
    await page.getByText(`${reference} approved`).waitFor({ timeout: 15_000 });
    await page.getByText("You approved this order.").waitFor();
    expect(await page.getByRole("button", { name: "Approve", exact: true }).count()).toBe(0);
  });

  it("Amina is told on her phone; Femi and Tunde's laptop show it without a reload", async () => {
    await amina.sees(/received your payment/);
    await amina.sees(/Confirm address: 14 Allen Avenue, Ikeja\?/);
    await femi.page.getByText(`The owner said yes to ${reference}`).waitFor({ timeout: 20_000 });
    await femi.page.getByRole("main").getByText("Approved", { exact: true }).first().waitFor();
    await laptop.page.getByText("You approved this order.").waitFor({ timeout: 20_000 });
  });

  it("stands in the audit log as done with a code", async () => {
    const { page } = laptop;
    await page.goto(`${app.url}/ceo/audit`);
    const entry = page
      .getByRole("listitem")
      .filter({ hasText: `Tunde approved the escalated order ${reference}, ₦1,150,000, with a code` });
    await entry.locator("summary").click();
    await entry.getByText("ESCALATION_APPROVED").waitFor();
    expect(await entry.locator("dt", { hasText: "Otp verified" }).locator("+ dd").innerText()).toBe("true");
    expect(await page.getByText(/approved the escalated order/).count()).toBe(1);
  });

  it("leaves the negotiation to be read: on a laptop, in the dark, and offline", async () => {
    const { page, problems } = await openPage(browser, "laptop");
    await page.context().addCookies(await femi.context.cookies());
    await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
    await page.goto(pageOfPrice);
    const panel = page.getByRole("complementary", { name: "Items, price and offers" });
    await panel.getByText("₦1,150,000").first().waitFor();
    expect(await findBarriers(page)).toEqual([]);
    expect(problems).toEqual([]);
    await page.context().setOffline(true);
    await panel.getByText("₦1,150,000").first().waitFor();
    await page
      .getByText(/offline/i)
      .first()
      .waitFor();
  });

  it("is nobody else's page, and nothing failed in any of them", async () => {
    const { page } = await openPage(browser, "laptop");
    await page.goto(pageOfPrice);
    await page.waitForURL(/\/login/);
    const expected = [/409/, /401|403|422/];
    const unexpected = [femi, laptop, phone].flatMap(({ problems }) =>
      problems.filter((problem) => !expected.some((pattern) => pattern.test(problem))),
    );
    expect(unexpected).toEqual([]);
  });

  const tunde = () => app.people.instagram.ceo;

  /** A vendor's code has eight signs. */
  async function signInVendor(page: Page): Promise<void> {
    const { vendor } = app.people.instagram;
    await page.goto(`${app.url}/login?as=vendor`);
    await page.getByLabel(/phone/i).fill(vendor.phone);
    await page.getByRole("button", { name: "Send me a code" }).click();
    await page.getByRole("heading", { name: "Type your code" }).waitFor();
    await page.keyboard.type(await smsCode(app, vendor.phone, /^([A-Za-z0-9!@#$%^&*]{8})\s*$/m));
    await page.waitForURL(/\/vendor/);
  }
});

/** Waits for a toast and goes where it leads. */
async function followNote(page: Page, text: string): Promise<void> {
  const note = page.getByRole("listitem").filter({ hasText: text });
  await note.getByRole("button", { name: "Look" }).click({ timeout: 30_000 });
}

/** No barrier on this phone, light or dark, and nothing to scroll sideways for. */
async function looksRight(page: Page): Promise<void> {
  expect(await isTooWide(page)).toBe(false);
  expect(await findBarriers(page)).toEqual([]);
  await turn(page, "dark");
  expect(await findFaintWords(page)).toEqual([]);
  await turn(page, "light");
}

function pictureIsShown(page: Page): Promise<boolean> {
  return page.evaluate(() =>
    [...document.images].some((image) => image.src.includes("/api/receipts/") && image.naturalWidth > 0),
  );
}
