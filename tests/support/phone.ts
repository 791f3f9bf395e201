import type { Locator, Page } from "playwright";
import { expect } from "vitest";

/** A person's phone on the simulator's page, handled as a person would. */
export class PhoneOnScreen {
  private readonly phone: Locator;
  private readonly composer: Locator;

  constructor(
    private readonly page: Page,
    person: string,
    private readonly business: string,
  ) {
    this.phone = page.getByRole("region", { name: `${person}'s phone` });
    this.composer = page.getByLabel(`Message to ${business} from ${person}`);
  }

  /** Opens the simulator and the chat with the business. */
  async open(simulatorUrl: string): Promise<void> {
    await this.page.goto(simulatorUrl);
    const chat = this.phone.getByRole("button", { name: this.business }).first();
    await this.composer.or(chat).first().waitFor();
    if (!(await this.composer.isVisible())) await chat.click();
    await this.composer.waitFor();
  }

  async types(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press("Enter");
  }

  /** Sends one of the sample pictures from the attach menu. */
  async attaches(sample: string | RegExp): Promise<void> {
    await this.phone.getByRole("button", { name: "Attach", exact: true }).click();
    await this.page.getByRole("menu", { name: "Attach" }).getByRole("button", { name: sample }).click();
  }

  async presses(button: string): Promise<void> {
    await this.phone.getByRole("button", { name: button, exact: true }).last().click();
  }

  /** Waits until the chat shows this text. */
  async sees(text: string | RegExp, timeoutMs = 20_000): Promise<void> {
    await this.chat().getByText(text).last().waitFor({ timeout: timeoutMs });
  }

  /** Everything the chat shows. */
  async reads(): Promise<string> {
    return this.chat().innerText();
  }

  /** The one-time code that came last: eight characters alone on their line. */
  async code(): Promise<string> {
    const find = async () => [...(await this.reads()).matchAll(/^[A-Za-z0-9!@#$%^&*]{8}$/gm)].at(-1)?.[0];
    await expect.poll(find, { timeout: 20_000 }).toBeTruthy();
    return (await find()) ?? "";
  }

  private chat(): Locator {
    return this.phone.getByRole("list", { name: `Chat with ${this.business}` });
  }
}
