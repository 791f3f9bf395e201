import type { Page } from "playwright";
import { vi } from "vitest";
import type { TestApp } from "./app";

type Letter = { to: string; text: string };

/** Everything that one number or address was sent by the simulated gateways, the oldest first. */
export async function postOf(app: TestApp, to: string): Promise<string[]> {
  const [sms, mails] = await Promise.all(
    ["sms", "mails"].map(async (box) => (await fetch(`${app.simulatorUrl}/_sim/${box}`)).json()),
  );
  const texts = (sms as { phone: string; message: string }[]).map(({ phone, message }) => ({
    to: phone,
    text: message,
  }));
  const letters = (mails as { to: string[] | string; text: string }[]).map((mail) => ({
    to: String(mail.to),
    text: mail.text,
  }));
  return [...texts, ...letters].filter((one: Letter) => one.to === to).map(({ text }) => text);
}

/** The owner's code that comes to one number or address because of `ask`, not an older one. */
export async function codeAfter(app: TestApp, to: string, ask: () => Promise<unknown>): Promise<string> {
  const before = (await postOf(app, to)).length;
  await ask();
  const find = async (): Promise<string> => {
    const fresh = (await postOf(app, to)).slice(before).join("\n");
    const code = /^([0-9!@#$%^&*]{6})\s*$/m.exec(fresh)?.[1];
    if (!code) throw new Error(`no code has come to ${to}`);
    return code;
  };
  return vi.waitFor(find, { timeout: 20_000, interval: 200 });
}

/** Signs an owner in on the page itself, by email or phone; `to` is where the code goes that is typed. */
export async function signInOnPage(app: TestApp, page: Page, contact: string, to = contact): Promise<void> {
  await page.goto(`${app.url}/login`);
  await page.getByLabel("Email or phone").fill(contact);
  const code = await codeAfter(app, to, () => page.getByRole("button", { name: "Send me a code" }).click());
  await page.getByRole("heading", { name: "Type your code" }).waitFor();
  await page.keyboard.type(code);
  await page.waitForURL(/\/ceo$/, { timeout: 20_000 });
}
