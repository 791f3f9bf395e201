import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startApp, type TestApp } from "@/tests/support/app";
import { findBarriers, isTooWide, launchBrowser, openPage, type WatchedPage } from "@/tests/support/browser";
import { PhoneOnScreen } from "@/tests/support/phone";

const BUSINESS = "Ada's Fashion";

/** The newest code of six characters that the simulator's SMS inbox holds for a number, of the texts that say this. */
async function smsCode(app: TestApp, phone: string, about = ""): Promise<string> {
  const find = async () => {
    const answer = await fetch(`${app.simulatorUrl}/_sim/sms`);
    const inbox = (await answer.json()) as { phone: string; message: string }[];
    const texts = inbox
      .filter((one) => one.phone === phone && one.message.includes(about))
      .map((one) => one.message);
    return /^([0-9!@#$%^&*]{6})$/m.exec(texts.at(-1) ?? "")?.[1];
  };
  await expect.poll(find, { timeout: 15_000 }).toBeTruthy();
  return (await find()) ?? "";
}

async function signIn(app: TestApp, page: Page): Promise<void> {
  await page.goto(`${app.url}/login`);
  await page.getByLabel("Email or phone").fill(app.people.ceo.email);
  await page.getByRole("button", { name: "Send me a code" }).click();
  await page.getByRole("heading", { name: "Type your code" }).waitFor();
  await page.keyboard.type(await smsCode(app, app.people.ceo.phone));
  await page.waitForURL(/\/ceo$/);
}

describe("story 1: Chinedu and the red ankara dress", () => {
  let app: TestApp;
  let browser: Browser;
  let ada: WatchedPage;
  let chinedu: PhoneOnScreen;

  beforeAll(async () => {
    [app, browser] = await Promise.all([startApp(), launchBrowser()]);
    ada = await openPage(browser, "laptop");
    const simulator = await openPage(browser, "laptop");
    chinedu = new PhoneOnScreen(simulator.page, "Chinedu", BUSINESS);
    await chinedu.open(app.simulatorUrl);
  });

  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  it("signs Ada in with a code from her phone", async () => {
    await signIn(app, ada.page);
    await ada.page.getByRole("heading", { level: 1 }).first().waitFor();
    expect(await findBarriers(ada.page)).toEqual([]);
  });

  it("takes Chinedu from “Hi” to the bank details", async () => {
    await chinedu.types("Hi, I want dis red ankara dress. How much?");
    await chinedu.sees(/₦12,500/);
    await chinedu.types("Chinedu, 123 Lagos St, Ikeja");
    await chinedu.types(await chinedu.code());
    await chinedu.sees(/0000014579/);
    await chinedu.sees(/TG-[A-Z0-9]{4,5}/);
  });

  it("brings his proof of payment before Ada without a reload, with a toast", async () => {
    await chinedu.attaches(/Receipt for the last amount asked/);
    await ada.page
      .getByText(/Proof of payment for TG-/)
      .first()
      .waitFor({ timeout: 20_000 });
    await ada.page.goto(`${app.url}/vendor/receipts`);
    await ada.page.getByText("₦12,500").first().waitFor();
    await expect.poll(() => pictureIsShown(ada.page), { timeout: 15_000 }).toBe(true);
    expect(await findBarriers(ada.page)).toEqual([]);
  });

  it("lets her approve only with “I see the money”, and tells Chinedu", async () => {
    await approve(ada.page);
    await chinedu.sees(/Confirm address: 123 Lagos St, Ikeja\?/);
  });

  it("confirms the address and sends a link to a genuine order with its PDF", async () => {
    await chinedu.types("Yes");
    await chinedu.sees(/\/t\/[\w-]{20,}/);
    const link = /http\S+\/t\/[\w-]+/.exec(await chinedu.reads())?.[0] ?? "";
    const { page, problems } = await openPage(browser, "smallPhone");
    await page.goto(link);
    await page.getByText("This order is genuine").waitFor();
    expect(await page.textContent("body")).not.toContain("2348031234567");
    expect(await findBarriers(page)).toEqual([]);
    expect(await isTooWide(page)).toBe(false);
    expect(problems).toEqual([]);
    const pdf = await page.request.get(`${link}/confirmation`);
    expect(pdf.headers()["content-type"]).toContain("application/pdf");
    expect((await pdf.body()).subarray(0, 5).toString()).toBe("%PDF-");
  });

  it("costs at most eight outgoing messages (P6.10)", async () => {
    const answer = await fetch(`${app.simulatorUrl}/_sim/people/2348031234567/chat`);
    const { messages } = (await answer.json()) as { messages: { from: string }[] };
    expect(messages.filter((message) => message.from !== "person").length).toBeLessThanOrEqual(8);
  });

  it("is all in the audit log, and the chain verifies", async () => {
    const { page } = ada;
    await page.goto(`${app.url}/ceo/audit`);
    for (const sentence of [/approved the payment of order TG-/, /address of order TG-\w+ was confirmed/]) {
      await page.getByText(sentence).first().waitFor();
    }
    await page.getByRole("button", { name: /^Verify/ }).click();
    await page.getByText(/All \d+ entries fit/).waitFor({ timeout: 20_000 });
    const { items } = await adaReads<{ items: { action: string }[] }>("/api/ceo/audit?limit=200");
    const actions = new Set(items.map((item) => item.action));
    for (const action of [
      "BUYER_REGISTERED",
      "OTP_VERIFY_SUCCESS",
      "RECEIPT_UPLOADED",
      "RECEIPT_APPROVED",
      "ORDER_CONFIRMED",
    ]) {
      expect(actions).toContain(action);
    }
  });

  it("ships and delivers, telling Chinedu each time", async () => {
    const { items } = await adaReads<{ items: { order_id: string }[] }>("/api/orders");
    await ada.page.goto(`${app.url}/ceo/orders/${items[0]?.order_id}`);
    for (const [act, told] of [
      ["Mark as shipped", /on its way|don dey come/i],
      ["Mark as delivered", /deliver/i],
    ] as const) {
      await ada.page.getByRole("button", { name: act }).click();
      await ada.page.getByRole("dialog").getByRole("button", { name: act }).click();
      await chinedu.sees(told);
    }
  });

  it("P9.10 deletes the picture for good, with a reason and a code, and keeps that it was there", async () => {
    const { page } = ada;
    const { items } = await adaReads<{ items: { receipt_id: string }[] }>(
      "/api/vendor/receipts?state=approved",
    );
    await page.goto(`${app.url}/vendor/receipts/${items[0]?.receipt_id}`);
    await expect.poll(() => pictureIsShown(page), { timeout: 15_000 }).toBe(true);
    await page.getByRole("button", { name: "Delete the files" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Go on to the code" }).click();
    await dialog.getByText("Say why, in a few words.").waitFor();
    await dialog.getByLabel("Why").fill("Chinedu asked for it");
    expect(await findBarriers(page)).toEqual([]);
    await dialog.getByRole("button", { name: "Go on to the code" }).click();
    await dialog.getByText(/Delete the receipt of TG-\w+ for good/).waitFor();
    await page.keyboard.type(await smsCode(app, app.people.ceo.phone, "Delete the receipt of"));
    await page.getByText("The owner deleted this picture").waitFor();
    await page.getByText("Chinedu asked for it").waitFor();
    expect(await page.getByRole("button", { name: "Delete the files" }).count()).toBe(0);
    expect(await findBarriers(page)).toEqual([]);
  });

  it("signs out, and the session is dead at once", async () => {
    await ada.page.evaluate(() => fetch("/api/auth/sign-out", { method: "POST" }));
    const answer = await ada.page.request.get(`${app.url}/api/ceo/audit`);
    expect(answer.status()).toBe(401);
    expect(ada.problems.filter((problem) => !/401/.test(problem))).toEqual([]);
  });

  async function adaReads<T>(path: string): Promise<T> {
    const answer = await ada.page.request.get(app.url + path);
    expect(answer.status()).toBe(200);
    return ((await answer.json()) as { data: T }).data;
  }
});

function pictureIsShown(page: Page): Promise<boolean> {
  return page.evaluate(() =>
    [...document.images].some((image) => image.src.includes("/api/receipts/") && image.naturalWidth > 0),
  );
}

/** Holds the button as a thumb does, or ticks and presses where the page asks so. */
async function approve(page: Page): Promise<void> {
  const button = page.getByRole("button", { name: /I see ₦12,500/ }).first();
  if (!(await button.isVisible().catch(() => false))) {
    await page
      .getByRole("button", { name: /^Approve/ })
      .first()
      .click();
  }
  const box = await button.boundingBox();
  if (!box) throw new Error("there is nothing to hold");
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page
    .getByText(/approved/i)
    .first()
    .waitFor({ timeout: 10_000 });
  await page.mouse.up();
}
