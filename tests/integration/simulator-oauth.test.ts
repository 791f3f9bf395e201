import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_CONFIG } from "../../simulator/config";
import { type RunningSimulator, startSimulator } from "../../simulator/start";

const APP = DEFAULT_CONFIG.app;
const INSTAGRAM = DEFAULT_CONFIG.instagramApp ?? APP;
const ADA = DEFAULT_CONFIG.numbers[0] ?? { wabaId: "", phoneNumberId: "" };
const BACK = "https://app.example/callback";
const SCOPES = "whatsapp_business_management,whatsapp_business_messaging";

// biome-ignore lint/suspicious/noExplicitAny: what another program answers; the expectations check its shape.
type Answer = any;

let simulator: RunningSimulator;

beforeAll(async () => {
  simulator = await startSimulator({
    port: 0,
    smtpPort: 0,
    app: { ...APP, configId: "77", redirectUris: [BACK] },
    instagramApp: INSTAGRAM,
  });
});
afterAll(() => simulator.close());
afterEach(() => admin("reset", {}));

async function admin(path: string, body?: unknown, method = body ? "POST" : "GET"): Promise<Answer> {
  const response = await fetch(`${simulator.url}/_sim/${path}`, {
    method,
    body: body ? JSON.stringify(body) : undefined,
  });
  return response.json();
}

async function call(path: string, token?: string, init: RequestInit = {}): Promise<Answer> {
  const headers = token ? { authorization: `Bearer ${token}` } : undefined;
  return (await fetch(`${simulator.url}${path}`, { headers, ...init })).json();
}

function dialogOf(changes: Record<string, string | null> = {}, path = "/v25.0/dialog/oauth"): string {
  const url = new URL(path, simulator.url);
  const asked = {
    client_id: APP.id,
    redirect_uri: BACK,
    response_type: "code",
    scope: SCOPES,
    state: "s1",
    ...changes,
  };
  for (const [name, value] of Object.entries(asked)) if (value !== null) url.searchParams.set(name, value);
  return url.href;
}

/** Allows all at a dialog and gives the way back. */
async function allow(url = dialogOf(), answer: object = {}): Promise<URL> {
  return new URL((await admin("oauth/answer", { url, ...answer })).redirect);
}

const exchange = (code: string | null, changes: Record<string, string> = {}) =>
  call(
    `/v25.0/oauth/access_token?${new URLSearchParams({ client_id: APP.id, client_secret: APP.secret, redirect_uri: BACK, code: code ?? "", ...changes })}`,
  );
const tokenOf = async (url?: string, answer?: object) =>
  (await exchange((await allow(url, answer)).searchParams.get("code"))).access_token as string;
const debug = async (token: string) =>
  (await call(`/v25.0/debug_token?input_token=${token}`, `${APP.id}|${APP.secret}`)).data;

describe("the dialogs", () => {
  it("show a page that works without a script and posts back to the app", async () => {
    const url = dialogOf({ config_id: "77", scope: null });
    const shown = await fetch(url);
    const page = await shown.text();
    expect(shown.status).toBe(200);
    expect(page).toContain(`name="waba" value="${ADA.wabaId}"`);
    expect(page).toContain("Send and receive WhatsApp messages");
    expect(shown.headers.get("content-security-policy")).not.toContain("form-action");
    const form = new URLSearchParams({ answer: "allow", person: "Ada", waba: ADA.wabaId });
    for (const scope of SCOPES.split(",")) form.append("scope", scope);
    const pressed = await fetch(url, { method: "POST", body: form, redirect: "manual" });
    expect(pressed.status).toBe(302);
    const back = new URL(pressed.headers.get("location") ?? "");
    expect(`${back.origin}${back.pathname}`).toBe(BACK);
    expect(back.searchParams.get("state")).toBe("s1");
    expect((await exchange(back.searchParams.get("code"))).access_token).toMatch(/^EAAsimSystem/);
  });

  it("set up a new number, which is neither registered nor heard", async () => {
    const form = new URLSearchParams({
      answer: "allow",
      new_number: "+234 803 000 3003",
      new_name: "New Shop",
    });
    for (const scope of SCOPES.split(",")) form.append("scope", scope);
    const pressed = await fetch(dialogOf(), { method: "POST", body: form, redirect: "manual" });
    const { access_token: token } = await exchange(
      new URL(pressed.headers.get("location") ?? "").searchParams.get("code"),
    );
    const [scope] = (await debug(token)).granular_scopes;
    expect(scope.target_ids).toHaveLength(1);
    const { data } = await call(`/v25.0/${scope.target_ids[0]}/phone_numbers`, token);
    expect(data).toMatchObject([
      { verified_name: "New Shop", status: "PENDING", platform_type: "NOT_APPLICABLE" },
    ]);
  });

  it("set up a new Instagram account, with a Page where Facebook asks", async () => {
    const pages = "instagram_basic,pages_show_list";
    const form = new URLSearchParams({ answer: "allow", new_account: "new.shop", new_name: "New Shop" });
    for (const scope of pages.split(",")) form.append("scope", scope);
    const pressed = await fetch(dialogOf({ scope: pages }), {
      method: "POST",
      body: form,
      redirect: "manual",
    });
    const code = new URL(pressed.headers.get("location") ?? "").searchParams.get("code");
    const { access_token: token } = await exchange(code);
    const { data } = await call("/v25.0/me/accounts?fields=id,instagram_business_account", token);
    expect(data).toMatchObject([{ name: "New Shop", instagram_business_account: { username: "new.shop" } }]);
    expect(await call(`/v25.0/${data[0].id}?fields=name`, data[0].access_token)).toMatchObject({
      id: data[0].id,
    });
  });

  it("go back with an error when the person says no", async () => {
    const back = await allow(dialogOf(), { allow: false });
    expect(Object.fromEntries(back.searchParams)).toMatchObject({ error: "access_denied", state: "s1" });
    expect(back.searchParams.has("code")).toBe(false);
  });

  it("show words and send nobody anywhere for what Meta would not take", async () => {
    const wrong = [
      dialogOf({ client_id: "1" }),
      dialogOf({ redirect_uri: "https://evil.example/callback" }),
      dialogOf({ redirect_uri: "javascript:alert(1)" }),
      dialogOf({ scope: "whatsapp_everything" }),
      dialogOf({ scope: null }),
      dialogOf({ config_id: "78" }),
      dialogOf({ response_type: "token" }),
    ];
    for (const url of wrong) {
      const answer = await fetch(url, { redirect: "manual" });
      expect([answer.status, answer.headers.get("location")], url).toEqual([400, null]);
    }
    expect((await fetch(dialogOf())).status).toBe(200);
  });
});

describe("codes", () => {
  it("are good once, with the app's secret and the same address", async () => {
    const code = (await allow()).searchParams.get("code");
    expect((await exchange(code, { client_secret: "wrong" })).error.code).toBe(1);
    expect((await exchange(code, { redirect_uri: `${BACK}/` })).error.error_subcode).toBe(36008);
    expect(await exchange(code)).toMatchObject({ token_type: "bearer" });
    expect((await exchange(code)).error).toMatchObject({ code: 100, error_subcode: 36009 });
  });

  it("run out after ten minutes, or from the start when told so", async () => {
    const code = (await allow()).searchParams.get("code");
    await admin("clock", { offsetMs: 11 * 60_000 });
    expect((await exchange(code)).error.error_subcode).toBe(36007);
    await admin("clock", { offsetMs: 0 });
    await admin("oauth", { isCodeOver: true });
    expect((await exchange((await allow()).searchParams.get("code"))).error.error_subcode).toBe(36007);
  });
});

describe("tokens", () => {
  it("reach what was picked, may do what was allowed, and are asked about with the app's own", async () => {
    const token = await tokenOf(dialogOf(), { scopes: ["whatsapp_business_management"] });
    expect(await debug(token)).toMatchObject({
      app_id: APP.id,
      is_valid: true,
      scopes: ["whatsapp_business_management"],
    });
    expect(await call(`/v25.0/${ADA.wabaId}/phone_numbers`, token)).toMatchObject({
      data: [{ id: ADA.phoneNumberId }],
    });
    const body = JSON.stringify({ messaging_product: "whatsapp" });
    expect(
      (
        await call(`/v25.0/${ADA.phoneNumberId}/messages`, token, {
          method: "POST",
          body,
          headers: { authorization: `Bearer ${token}` },
        })
      ).error.code,
    ).toBe(10);
    const none = await tokenOf(dialogOf(), { wabas: [] });
    expect((await call(`/v25.0/${ADA.wabaId}/phone_numbers`, none)).error.error_subcode).toBe(33);
  });

  it("live hours, or sixty days after the exchange, then answer 190/463", async () => {
    const short = await tokenOf();
    const query = {
      client_id: APP.id,
      client_secret: APP.secret,
      grant_type: "fb_exchange_token",
      fb_exchange_token: short,
    };
    const long = await call(`/v25.0/oauth/access_token?${new URLSearchParams(query)}`);
    expect(long.expires_in).toBe(60 * 24 * 3600);
    await admin("clock", { offsetMs: 3 * 3600_000 });
    const path = `/v25.0/${ADA.wabaId}/phone_numbers`;
    expect((await call(path, short)).error).toMatchObject({ code: 190, error_subcode: 463 });
    expect((await call(path, long.access_token)).data).toHaveLength(1);
    expect((await debug(short)).is_valid).toBe(false);
  });

  it("of Instagram are renewed from their second day on, and taken back when told so", async () => {
    const url = dialogOf(
      { client_id: INSTAGRAM.id, scope: "instagram_business_basic,instagram_business_manage_messages" },
      "/oauth/authorize",
    );
    const back = await allow(url);
    expect(back.hash).toBe("#_");
    const form = new URLSearchParams({
      client_id: INSTAGRAM.id,
      client_secret: INSTAGRAM.secret,
      grant_type: "authorization_code",
      redirect_uri: BACK,
      code: back.searchParams.get("code") ?? "",
    });
    const short = await call("/oauth/access_token", undefined, { method: "POST", body: form });
    expect(short).toMatchObject({
      permissions: "instagram_business_basic,instagram_business_manage_messages",
    });
    expect(await call("/oauth/access_token", undefined, { method: "POST", body: form })).toMatchObject({
      error_type: "OAuthException",
    });
    const long = await call(
      `/access_token?${new URLSearchParams({ grant_type: "ig_exchange_token", client_secret: INSTAGRAM.secret, access_token: short.access_token })}`,
    );
    const renew = () =>
      call(`/refresh_access_token?grant_type=ig_refresh_token&access_token=${long.access_token}`);
    expect((await renew()).error.code).toBe(100);
    await admin("clock", { offsetMs: 25 * 3600_000 });
    expect(await renew()).toMatchObject({ access_token: long.access_token, expires_in: 60 * 24 * 3600 });
    expect(await admin("oauth/revoke", {})).toEqual({ revoked: 2 });
    expect((await call("/v25.0/me", long.access_token)).error).toMatchObject({
      code: 190,
      error_subcode: 460,
    });
  });
});

describe("a restart", () => {
  it("keeps what was set up in a dialog, and the tokens", async () => {
    const stateDir = mkdtempSync(join(tmpdir(), "trustguard-simulator-"));
    const first = await startSimulator({ port: 0, smtpPort: 0, stateDir });
    const added = await post(first, "numbers", {
      displayPhoneNumber: "+234 803 000 4004",
      verifiedName: "Kept Shop",
    });
    const url = new URL(dialogOf());
    const { redirect } = await post(first, "oauth/answer", { url: url.href, wabas: [added.wabaId] });
    const code = new URL(redirect).searchParams.get("code") ?? "";
    const query = { client_id: APP.id, client_secret: APP.secret, redirect_uri: BACK, code };
    const { access_token: token } = await (
      await fetch(`${first.url}/v25.0/oauth/access_token?${new URLSearchParams(query)}`)
    ).json();
    await first.close();
    const second = await startSimulator({ port: 0, smtpPort: 0, stateDir });
    const answer = await fetch(`${second.url}/v25.0/${added.wabaId}/phone_numbers`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(await answer.json()).toMatchObject({
      data: [{ verified_name: "Kept Shop", id: added.phoneNumberId }],
    });
    await second.close();
    rmSync(stateDir, { recursive: true });
  });
});

async function post(to: RunningSimulator, path: string, body: object): Promise<Answer> {
  return (await fetch(`${to.url}/_sim/${path}`, { method: "POST", body: JSON.stringify(body) })).json();
}
