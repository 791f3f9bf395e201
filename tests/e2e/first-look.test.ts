import type { Browser } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startApp, type TestApp } from "@/tests/support/app";
import { launchBrowser, openPage } from "@/tests/support/browser";

describe("the first look", () => {
  let app: TestApp;
  let browser: Browser;

  beforeAll(async () => {
    [app, browser] = await Promise.all([startApp(), launchBrowser()]);
  });

  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  it.each(["/ceo", "/vendor", "/ceo/audit", "/vendor/receipts"])(
    "leads a stranger from %s to the sign-in",
    async (path) => {
      const { page, context } = await openPage(browser);
      await page.goto(app.url + path);
      expect(new URL(page.url()).pathname).toBe("/login");
      await context.close();
    },
  );

  it.each([
    ["GET", "/api/nope", 404, "not_found"],
    ["DELETE", "/api/orders", 405, "method_not_allowed"],
    ["GET", "/api/orders/%zz", 400, "invalid_request"],
    ["POST", "/api/integrations/webhook/whatsapp", 401, "signature_missing"],
  ])("answers %s %s with a problem, as programs expect", async (method, path, status, code) => {
    const answer = await fetch(app.url + path, { method });
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(await answer.json()).toMatchObject({ status, code, request_id: expect.stringMatching(/^req_/) });
    expect([answer.status, answer.headers.get("allow")]).toEqual([
      status,
      status === 405 ? "GET, HEAD" : null,
    ]);
  });

  it("shows the simulator's phones without errors", async () => {
    const { page, context, problems } = await openPage(browser);
    await page.goto(app.simulatorUrl);
    await expect.poll(() => page.getByText(app.people.buyer.name).count()).toBeGreaterThan(0);
    expect(problems).toEqual([]);
    await context.close();
  });
});
