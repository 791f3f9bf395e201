import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { startApp, type TestApp } from "@/tests/support/app";
import { signInOwner } from "@/tests/support/sign-in";
import { measurePage } from "../../scripts/measure-pages.mjs";

const CHINEDU = "2348031234567";
/** KiB of compressed JavaScript before a page works. A page of Next.js without anything on it has 132 of them. */
const BUDGETS_KIB = { signIn: 139, list: 160, desk: 178 };

type Chat = { messages: { from: string; text?: string }[] };

describe("first-load JavaScript", () => {
  let app: TestApp;
  let cookie: string;

  beforeAll(async () => {
    app = await startApp();
    cookie = await signInOwner(app);
    await buyTheDress();
  });

  afterAll(() => app?.stop());

  it.each(["/", "/login", "/register", "/offline", "/docs"])("of %s fits what a stranger gets", (path) =>
    expectWithin(path, BUDGETS_KIB.signIn),
  );

  it.each(["/ceo", "/ceo/orders", "/ceo/escalations", "/vendor/inbox", "/vendor/orders"])(
    "of %s fits a list or dashboard",
    (path) => expectWithin(path, BUDGETS_KIB.list),
  );

  // It verifies every entry in front of its reader, and is within 1 KiB of a list's budget.
  it("of the audit log, where people verify, fits", () => expectWithin("/ceo/audit", BUDGETS_KIB.list + 1));

  it("of an order, where people act, fits", async () => {
    const order = await first("/api/orders");
    await expectWithin(`/vendor/orders/${order.order_id}`, BUDGETS_KIB.desk);
    await expectWithin(`/ceo/orders/${order.order_id}`, BUDGETS_KIB.desk);
  });

  it("of a conversation, where people write, fits", async () => {
    const conversation = await first("/api/conversations");
    await expectWithin(`/vendor/conversations/${conversation.conversation_id}`, BUDGETS_KIB.desk);
  });

  it("of the receipt viewer fits", async () => {
    const receipt = await first("/api/vendor/receipts?state=waiting");
    await expectWithin("/vendor/receipts", BUDGETS_KIB.desk);
    await expectWithin(`/vendor/receipts/${receipt.receipt_id}`, BUDGETS_KIB.desk);
  });

  async function expectWithin(path: string, budgetKib: number): Promise<void> {
    const { gzipBytes, scripts } = await measurePage(app.url + path, { cookie });
    expect(scripts.length, `${path} names no script`).toBeGreaterThan(0);
    expect(gzipBytes / 1024, `${path}: ${describeScripts(scripts)}`).toBeLessThanOrEqual(budgetKib);
  }

  async function first(path: string): Promise<Record<string, string>> {
    const answer = await fetch(app.url + path, { headers: { cookie } });
    const { data } = (await answer.json()) as { data: { items: Record<string, string>[] } };
    const [item] = data.items;
    if (!item) throw new Error(`${path} lists nothing`);
    return item;
  }

  /** Chinedu orders, proves that he paid, and his receipt waits for the vendor: every page has something to show. */
  async function buyTheDress(): Promise<void> {
    await says({ text: "Hi, I want dis red ankara dress. How much?" }, /₦12,500/);
    const code = /^`*([^\s`]{8})`*$/m;
    await says({ text: "Chinedu, 123 Lagos St, Ikeja" }, code);
    await says({ text: code.exec(await heard())?.[1] }, /TG-/);
    await says({ image: { sample: "receipt" } }, /./);
    await vi.waitFor(() => first("/api/vendor/receipts?state=waiting"), { timeout: 30_000, interval: 200 });
  }

  async function says(act: Record<string, unknown>, answer: RegExp): Promise<void> {
    const sent = await fetch(`${app.simulatorUrl}/_sim/people/${CHINEDU}/send`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(act),
    });
    expect(sent.ok).toBe(true);
    await vi.waitFor(async () => expect(await heard()).toMatch(answer), { timeout: 20_000, interval: 200 });
  }

  /** What the business has said so far. */
  async function heard(): Promise<string> {
    const answer = await fetch(`${app.simulatorUrl}/_sim/people/${CHINEDU}/chat`);
    const { messages } = (await answer.json()) as Chat;
    return messages
      .filter((message) => message.from !== "person")
      .map((message) => message.text ?? "")
      .join("\n");
  }
});

function describeScripts(scripts: { path: string; gzipBytes: number }[]): string {
  return scripts.map(({ path, gzipBytes }) => `${(gzipBytes / 1024).toFixed(1)} ${path}`).join(", ");
}
