import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startApp, type TestApp } from "@/tests/support/app";
import { findBarriers, isTooWide, launchBrowser, openPage, type WatchedPage } from "@/tests/support/browser";
import { PhoneOnScreen } from "@/tests/support/phone";
import { postOf } from "@/tests/support/post";

const BUSINESS = "Tunde Electronics";
const FEMI = "+2348030003003";

/** Signs Femi in: a vendor's code has eight signs. */
async function signIn(app: TestApp, page: Page): Promise<void> {
  await page.goto(`${app.url}/login?as=vendor`);
  await page.getByLabel(/phone/i).fill(FEMI);
  await page.getByRole("button", { name: "Send me a code" }).click();
  await page.getByRole("heading", { name: "Type your code" }).waitFor();
  const find = async () =>
    /^([A-Za-z0-9!@#$%^&*]{8})\s*$/m.exec((await postOf(app, FEMI)).join("\n"))?.[1] ?? "";
  await expect.poll(find, { timeout: 15_000 }).not.toBe("");
  await page.keyboard.type(await find());
  await page.waitForURL(/\/vendor/);
}

describe("story 2 up to the receipt: Amina, Femi and five laptops", () => {
  let app: TestApp;
  let browser: Browser;
  let femi: WatchedPage;
  let amina: PhoneOnScreen;

  beforeAll(async () => {
    [app, browser] = await Promise.all([startApp(), launchBrowser()]);
    femi = await openPage(browser, "smallPhone");
    const simulator = await openPage(browser, "laptop");
    amina = new PhoneOnScreen(simulator.page, "Amina", BUSINESS);
    await amina.open(app.simulatorUrl);
  });

  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  it("signs Femi in on his phone", () => signIn(app, femi.page));

  it("Amina wants five and a discount: she is asked for her phone, and told to pay nothing yet", async () => {
    await amina.types("How much is the HP laptop?");
    await amina.sees(/₦250,000/);
    await amina.types("I want 5. Discount for bulk?");
    await amina.sees(/better price/);
    await amina.sees(/phone/i);
    await amina.types("Amina, 14 Allen Avenue, Ikeja, 08059876543");
    await amina.types(await amina.code());
    await amina.sees(/Please pay nothing yet/);
    expect(await amina.reads()).not.toContain("0122481636");
  });

  it("Femi opens it from his inbox: the order, its items and its price", async () => {
    const { page } = femi;
    await page.goto(`${app.url}/vendor/inbox`);
    await page.getByRole("link", { name: /Amina/ }).first().click();
    await page.waitForURL(/\/vendor\/negotiation\/ord_/);
    await page.getByText("₦1,250,000").first().waitFor();
    expect(await isTooWide(page)).toBe(false);
    expect(await findBarriers(page)).toEqual([]);
  });

  it("offers 5 × ₦240,000, and sees it as a card at once", async () => {
    const { page } = femi;
    await page.getByRole("button", { name: "Counter-offer" }).click();
    await page.getByRole("button", { name: "One piece" }).click();
    await page.getByLabel("Price of one piece").fill("240k");
    await page.getByRole("dialog").getByText("₦1,200,000").waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole("button", { name: "Send offer" }).click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.getByRole("article").getByText("Open", { exact: true }).first().waitFor();
    await amina.sees(/Tunde Electronics says: ₦240,000 each \(₦1,200,000 for all 5\)/);
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
    const price = page.url();
    await page.goto(`${app.url}/vendor/orders`);
    await page.getByRole("heading", { name: "Orders" }).waitFor();
    await amina.types("Can you do ₦1,150,000 for everything?");
    await page.getByText("A buyer named a price").waitFor({ timeout: 20_000 });
    await page.getByRole("button", { name: "Look" }).click();
    await page.waitForURL(price);
    await page.getByRole("article").getByText("₦1,150,000").first().waitFor({ timeout: 20_000 });
    await page.getByRole("button", { name: "Confirm price", exact: true }).click();
    expect(await page.getByLabel("Price for everything").inputValue()).toBe("1,150,000");
    await page.getByRole("button", { name: "Confirm and send account" }).click();
    await amina.sees(/0122481636/);
    await amina.sees(/agreed, ₦1,150,000/);
    await page.getByText("Price agreed on").first().waitFor();
    expect(await findBarriers(page)).toEqual([]);
  });

  it("once her receipt is in, the price is settled and says so", async () => {
    const { page } = femi;
    await amina.attaches(/Receipt for the last amount asked/);
    await page.getByText(/A proof of payment is in/).waitFor({ timeout: 30_000 });
    expect(await page.getByRole("button", { name: "Counter-offer" }).count()).toBe(0);
    expect(femi.problems).toEqual([]);
  });

  it("stands side by side on a laptop, in the dark too, and stays readable offline", async () => {
    const { page, problems } = await openPage(browser, "laptop");
    await page.context().addCookies(await femi.context.cookies());
    await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
    await page.goto(femi.page.url());
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

  it("is nobody else's page", async () => {
    const { page } = await openPage(browser, "laptop");
    await page.goto(femi.page.url());
    await page.waitForURL(/\/login/);
  });
});
