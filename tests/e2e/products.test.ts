import { readFile } from "node:fs/promises";
import type { Browser, BrowserContext, Page } from "playwright";
import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startApp, type TestApp } from "@/tests/support/app";
import { findBarriers, isTooWide, launchBrowser, openPage, type Viewport } from "@/tests/support/browser";
import { PhoneOnScreen } from "@/tests/support/phone";
import { signInOwner } from "@/tests/support/sign-in";
import { measurePage } from "../../scripts/measure-pages.mjs";

const BUSINESS = "Ada's Fashion";
/** The budget of a page where people act (first load, compressed). */
const BUDGET_KIB = 178;

describe("the products' page", () => {
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

  async function open(path = "", viewport: Viewport = "laptop", theme?: "dark") {
    const watched = await openPage(browser, viewport);
    opened.push(watched.context);
    await watched.context.addCookies(
      cookie.split("; ").map((pair) => {
        const at = pair.indexOf("=");
        return { name: pair.slice(0, at), value: pair.slice(at + 1), url: app.url };
      }),
    );
    if (theme) await watched.page.emulateMedia({ colorScheme: theme });
    await watched.page.goto(`${app.url}/ceo/products${path}`, { waitUntil: "networkidle" });
    await watched.page.getByRole("heading", { level: 1 }).waitFor();
    return watched;
  }

  const rowOf = (page: Page, name: string) => page.getByRole("row").filter({ hasText: name });
  const field = (page: Page, label: string) =>
    page.getByRole("dialog").getByLabel(label, { exact: false }).first();

  async function act(page: Page, name: string, what: string): Promise<void> {
    await page.getByRole("button", { name: `What to do with ${name}` }).click();
    await page.getByRole("menuitem", { name: what }).click({ timeout: 15_000 });
  }

  it("adds a product with a price as people type it, and its picture", async () => {
    const { page, problems } = await open("", "smallPhone");
    await page.getByRole("button", { name: "Add a product" }).click();
    await field(page, "Name").fill("Adire jumpsuit");
    await field(page, "Other names").fill("senator wear, adire overall");
    await page.getByLabel("Price", { exact: true }).fill("22k");
    await page.getByRole("dialog").getByText("₦22,000").waitFor();
    await page.getByLabel(/Lowest price/).fill("25k");
    await page.getByRole("dialog").getByRole("button", { name: "Add a product" }).click();
    await page.getByText("The lowest price cannot be above the price.").waitFor();
    expect(await findBarriers(page)).toEqual([]);
    expect(await isTooWide(page)).toBe(false);
    await page.getByLabel(/Lowest price/).fill("20,000");
    const photo = sharp({ create: { width: 3_000, height: 2_000, channels: 3, background: "#245c4f" } });
    await page
      .locator("input[type=file]")
      .setInputFiles({ name: "jumpsuit.jpg", mimeType: "image/jpeg", buffer: await photo.jpeg().toBuffer() });
    await page.getByRole("dialog").getByRole("button", { name: "Add a product" }).click();
    await page.getByText("Adire jumpsuit is in the catalogue").waitFor();
    const picture = rowOf(page, "Adire jumpsuit").getByRole("img", { name: "Picture of Adire jumpsuit" });
    await expect
      .poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth), { timeout: 15_000 })
      .toBeGreaterThan(100);
    expect(problems).toEqual([]);
  });

  it("is known to the bot on the next message, price and out of stock", async () => {
    const simulator = await openPage(browser, "laptop");
    opened.push(simulator.context);
    const chinedu = new PhoneOnScreen(simulator.page, "Chinedu", BUSINESS);
    await chinedu.open(app.simulatorUrl);
    await chinedu.types("Hi, how much for senator wear?");
    await chinedu.sees(/₦22,000/);
    const { page } = await open();
    await act(page, "Adire jumpsuit", "Change");
    await field(page, "Stock").fill("0");
    await page.getByRole("button", { name: "Save", exact: true }).last().click();
    await page.getByText("Sold out").first().waitFor();
    await chinedu.types("I want adire jumpsuit");
    await chinedu.sees(/out of stock/);
  });

  it("tells the second of two tabs what the first saved, and loses nothing", async () => {
    const [first, second] = [await open(), await open()];
    for (const { page } of [first, second]) await act(page, "Adire jumpsuit", "Change");
    await first.page.getByLabel("Price", { exact: true }).fill("23,000");
    await first.page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
    await first.page.getByText("Saved", { exact: true }).waitFor();
    const { page } = second;
    await field(page, "Name").fill("Adire jumpsuit, long");
    await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
    await page.getByText("Somebody changed this meanwhile").waitFor();
    await page.getByRole("alert").getByText("₦23,000").waitFor();
    expect(await field(page, "Name").inputValue()).toBe("Adire jumpsuit, long");
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole("button", { name: "Take theirs" }).click();
    expect(await page.getByLabel("Price", { exact: true }).inputValue()).toBe("23,000");
    await field(page, "Name").fill("Adire jumpsuit, long");
    await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
    await rowOf(page, "Adire jumpsuit, long").getByText("₦23,000").waitFor();
  });

  it("stops offering with an undo, and deletes only after a question", async () => {
    const { page } = await open();
    const name = "Adire jumpsuit, long";
    await act(page, name, "Stop offering");
    await rowOf(page, name).getByText("Not offered").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await expect.poll(() => rowOf(page, name).getByText("Not offered").count()).toBe(0);
    // Who touches a toast has the focus in it, and it goes back where it was when a menu opens.
    await page.getByText(`${name} is offered again`).click();
    await act(page, name, "Delete");
    await page.getByRole("heading", { name: `Delete ${name}?` }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole("button", { name: "Delete it" }).click();
    await expect.poll(() => rowOf(page, name).count()).toBe(0);
  });

  it("takes what is typed at once, and closes with a phone's Back", async () => {
    const { page } = await open();
    // No test can press a phone's Back; it is told to whatever was made last to watch for it.
    await page.evaluate(
      `globalThis.CloseWatcher = class extends CloseWatcher { constructor() { super(); globalThis.watching = this; } }`,
    );
    await page.getByRole("button", { name: "Add a product" }).first().click();
    await page.getByRole("dialog").waitFor();
    await page.keyboard.type("Aso oke");
    expect(await field(page, "Name").inputValue()).toBe("Aso oke");
    await page.evaluate("watching.requestClose()");
    await expect.poll(() => page.getByRole("dialog").count()).toBe(0);
    expect(new URL(page.url()).pathname).toBe("/ceo/products");
  });

  it("brings in a spreadsheet: shown row by row, then all at once", async () => {
    const { page, problems } = await open("/import", "smallPhone");
    const choose = (text: string) =>
      page.locator("input[type=file]").setInputFiles({
        name: "products.csv",
        mimeType: "text/csv",
        buffer: Buffer.from(text),
      });
    await choose("colour,name\nred,Gele");
    await page.getByText(/We do not know the column “colour”/).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await choose(
      "\uFEFFname;price;stock\nSilk wrapper;₦12,500.00;3\nRed ankara dress;13k;\n=cmd();5;\nCap;-2;",
    );
    await page.getByText("1 new").waitFor();
    await page.getByText("1 changed").waitFor();
    await page.getByText("2 left out").waitFor();
    await page.getByText(/Begins with “=”/).waitFor();
    await page.getByText(/Price: ₦12,500/).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    expect(await isTooWide(page)).toBe(false);
    await page.getByRole("button", { name: "Bring in 2 rows" }).click();
    await page.getByText("1 added, 1 changed").waitFor();
    await rowOf(page, "Silk wrapper").getByText("₦12,500").waitFor();
    await rowOf(page, "Red ankara dress").getByText("₦13,000").waitFor();
    expect(problems.filter((problem) => !problem.includes("400"))).toEqual([]);
  });

  it("downloads what can be brought in again without a change", async () => {
    const { page } = await open("/import");
    const coming = page.waitForEvent("download");
    await page.getByRole("link", { name: "Download your products" }).click();
    const file = await (await coming).path();
    const text = await readFile(file, "utf8");
    expect(text).toContain("Silk wrapper");
    await page.locator("input[type=file]").setInputFiles({
      name: "again.csv",
      mimeType: "text/csv",
      buffer: Buffer.from(text),
    });
    await page.getByText("There is nothing to bring in").waitFor();
  });

  it("sets the delivery, and the bot tells it", async () => {
    const { page } = await open();
    await page.getByRole("button", { name: "Change the delivery" }).click();
    await page.getByLabel("Fee").fill("1.5k");
    await page.getByLabel("Days").fill("40");
    await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
    await page.getByText("Type a whole number from 0 to 30.").waitFor();
    await page.getByLabel("Days").fill("2");
    await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
    await page.getByText("The bot tells this from the next message on").waitFor();
    const card = page.getByRole("region", { name: "Delivery" });
    await card.getByText("₦1,500").waitFor();
    await card.getByText("2 days at most").waitFor();
    const simulator = await openPage(browser, "laptop");
    opened.push(simulator.context);
    const chinedu = new PhoneOnScreen(simulator.page, "Chinedu", BUSINESS);
    await chinedu.open(app.simulatorUrl);
    await chinedu.types("How much be delivery?");
    await chinedu.sees(/₦1,500/);
  });

  it.each([
    ["smallPhone", undefined],
    ["smallPhone", "dark"],
    ["laptop", undefined],
    ["laptop", "dark"],
  ] as const)("has no barriers on a %s, %s", async (viewport, theme) => {
    const { page, problems } = await open("", viewport, theme);
    expect(await findBarriers(page)).toEqual([]);
    expect(await isTooWide(page)).toBe(false);
    await act(page, "Silk wrapper", "Change");
    await page.getByLabel("Price", { exact: true }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    expect(await isTooWide(page)).toBe(false);
    await page.goto(`${app.url}/ceo/products?q=no-such-thing`);
    await page.getByRole("heading", { name: "No product matches" }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.goto(`${app.url}/ceo/products/import`);
    await page.getByRole("button", { name: "Choose the CSV file" }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    expect(await isTooWide(page)).toBe(false);
    expect(problems).toEqual([]);
  });

  it("keeps to the weight of a page where people act", async () => {
    const { gzipBytes } = await measurePage(`${app.url}/ceo/products`, { cookie });
    expect(gzipBytes / 1024).toBeLessThanOrEqual(BUDGET_KIB);
  });
});
