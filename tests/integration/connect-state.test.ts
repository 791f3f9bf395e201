import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { GET as authorize } from "@/app/api/ceo/oauth/meta/authorize/route";
import { GET as callback } from "@/app/api/ceo/oauth/meta/callback/route";
import { Caller, makeVendor, type Owner } from "../support/auth-world";
import { ConnectWorld, META_APP, numberOf } from "../support/connect-world";
import { ownDatabase } from "../support/database";

const database = await ownDatabase();
let world: ConnectWorld;
let ada: Owner;

beforeAll(async () => {
  world = await ConnectWorld.start(database, {
    numbers: [numberOf(1)],
    instagramAccounts: [
      { userId: "17841400000000001", username: "shop.one", name: "Shop One", accessToken: "IGAAone" },
    ],
  });
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.clear();
  ada = await world.owner();
});

/** The owner's own way back, changed before her browser follows it. */
async function changed(change: (back: URL) => void): Promise<string> {
  const back = new URL(await world.answer(await world.authorize(ada.caller)));
  change(back);
  return back.href;
}

const stateless = (back: URL) => back.searchParams.delete("state");

describe("OA-01 the way to Meta's dialog and back", () => {
  it("asks for what it needs and nothing of the address is a secret", async () => {
    const dialog = new URL(await world.authorize(ada.caller));
    expect(dialog.pathname).toBe("/v25.0/dialog/oauth");
    const { state = "", ...asked } = Object.fromEntries(dialog.searchParams);
    expect(asked).toEqual({
      client_id: META_APP.id,
      config_id: META_APP.configId,
      override_default_response_type: "true",
      redirect_uri: "http://127.0.0.1:3000/api/ceo/oauth/meta/callback",
      response_type: "code",
    });
    expect(Buffer.from(state.split(".")[0] ?? "", "base64url")).toHaveLength(32);
    const [row] = await world.backstage.sql`select * from oauth_states where ceo_id = ${ada.ceoId}`;
    expect(row).toMatchObject({ session_id: ada.ctx.sessionId, platform: "whatsapp", used_at: null });
    expect(JSON.stringify(row)).not.toContain(state);
    expect(row?.expires_at - row?.created_at).toBe(600_000);
  });

  it("connects with its own state, once (positive control)", async () => {
    const back = await changed(() => undefined);
    expect(await world.back(ada.caller, back)).toMatchObject({ status: 302, result: "connected" });
    expect(await world.rows(ada)).toHaveLength(1);
    expect(await world.back(ada.caller, back)).toMatchObject({ result: "state_over" });
  });

  const wrong: [string, (back: URL) => void][] = [
    ["a missing state", stateless],
    ["an empty state", (back) => back.searchParams.set("state", "")],
    ["a made-up state", (back) => back.searchParams.set("state", `${"a".repeat(43)}.${"b".repeat(43)}`)],
    ["a state with another signature", (back) => append(back, "x")],
    ["a state of 5,000 characters", (back) => append(back, "x".repeat(5_000))],
    ["two states", (back) => back.searchParams.append("state", "second")],
  ];
  it.each(wrong)("refuses %s before Meta is asked", async (_name, change) => {
    const ended = await world.back(ada.caller, await changed(change));
    expect(ended).toMatchObject({ status: 302, result: "state_wrong" });
    expect(await world.isUntouched(ada)).toBe(true);
    expect(await world.calls()).toEqual([]);
    expect(await world.backstage.actions(ada.ceoId)).toContain("META_ACCOUNT_REFUSED");
  });

  it("refuses an expired state, and says so", async () => {
    const back = await changed(() => undefined);
    await world.backstage.sql`update oauth_states set expires_at = now() where ceo_id = ${ada.ceoId}`;
    expect(await world.back(ada.caller, back)).toMatchObject({ result: "state_over" });
    expect(await world.isUntouched(ada)).toBe(true);
  });

  it("refuses a state of another business (an attacker's code in her browser)", async () => {
    const mallory = await world.owner();
    const back = await world.answer(await world.authorize(mallory.caller));
    expect(await world.back(ada.caller, back)).toMatchObject({ result: "state_wrong" });
    expect(await world.isUntouched(ada)).toBe(true);
    expect(await world.back(mallory.caller, back)).toMatchObject({ result: "connected" });
  });

  it("refuses a state of another session of the same owner", async () => {
    const back = await changed(() => undefined);
    await world.backstage.sql`update oauth_states set session_id = 'ses_other' where ceo_id = ${ada.ceoId}`;
    expect(await world.back(ada.caller, back)).toMatchObject({ result: "state_wrong" });
    expect(await world.isUntouched(ada)).toBe(true);
  });

  it("connects once when two browsers' tabs come back at the same moment", async () => {
    const back = await changed(() => undefined);
    const ended = await Promise.all(Array.from({ length: 8 }, () => world.back(ada.caller, back)));
    const results = ended.map(({ result }) => result).sort();
    expect(results).toEqual(["connected", ...Array.from({ length: 7 }, () => "state_over")]);
    expect(await world.rows(ada)).toHaveLength(1);
    const actions = await world.backstage.actions(ada.ceoId);
    expect(actions.filter((action) => action === "META_ACCOUNT_CONNECTED")).toHaveLength(1);
  });
});

describe("OA-02 one dialog's answer at the other's", () => {
  it("refuses a code of WhatsApp's with a state of Instagram's, and the other way round", async () => {
    const whatsapp = new URL(await world.answer(await world.authorize(ada.caller)));
    const instagram = new URL(await world.answer(await world.authorize(ada.caller, "platform=instagram")));
    const states = [whatsapp, instagram].map((back) => back.searchParams.get("state") ?? "");
    whatsapp.searchParams.set("state", states[1] ?? "");
    instagram.searchParams.set("state", states[0] ?? "");
    expect(await world.back(ada.caller, whatsapp.href)).toMatchObject({ result: "code_refused" });
    expect(await world.back(ada.caller, instagram.href)).toMatchObject({ result: "code_refused" });
    expect(await world.isUntouched(ada)).toBe(true);
    expect(await world.connect(ada.caller, "platform=instagram")).toMatchObject({ result: "connected" });
  });
});

describe("OA-03 where the way ends", () => {
  const tricks = [
    "https://evil.example",
    "//evil.example",
    "/\\\\evil.example",
    "\\\\evil.example",
    "///evil.example",
    "https:evil.example",
    "/%2f/evil.example",
    "/%5cevil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    " https://evil.example",
    "\thttps://evil.example",
    "/ceo/connections/../../../evil",
    "http://127.0.0.1:3000@evil.example",
    "http://127.0.0.1:3000.evil.example",
    "//evil.example/%2e%2e",
    "https://evil.example#@127.0.0.1:3000",
    "/\u2215/evil.example",
    "http:///evil.example",
    "/.evil.example",
  ];
  const names = ["next", "returnTo", "redirect", "redirect_uri", "callbackUrl", "error_uri", "result"];

  it("is our own page, whatever the address says beside code and state", async () => {
    let tried = 0;
    for (const [place, trick] of [...tricks, ...tricks, ...tricks].entries()) {
      const back = new URL("http://127.0.0.1:3000/api/ceo/oauth/meta/callback?state=made-up&code=c");
      back.searchParams.set(names[place % names.length] ?? "next", trick);
      const { location } = await world.back(ada.caller, back.href);
      expect(location, trick).toBe("http://127.0.0.1:3000/ceo/connections?result=state_wrong");
      tried += 1;
      if (tried % 20 === 0) await world.backstage.forgetLimits();
    }
    expect(tried).toBeGreaterThanOrEqual(50);
    const good = await world.connect(ada.caller);
    expect(good.location).toBe("http://127.0.0.1:3000/ceo/connections?result=connected");
  });
});

describe("who comes back", () => {
  it("may show the Bearer of the session that asked, as well as its cookie", async () => {
    const browser = new Caller();
    await world.backstage.forgetLimits();
    const { data } = await browser.login(ada.phone);
    expect(
      (
        await browser.signIn({
          challenge_id: data.challenge_id,
          otp: await world.backstage.code(data.challenge_id),
        })
      ).error,
    ).toBeNull();
    expect(browser.cookies.size).toBeGreaterThan(0);
    expect(await world.connect(browser)).toMatchObject({ status: 302, result: "connected" });
    await world.clear();
    expect(ada.caller.token).toBeDefined();
    expect(await world.connect(ada.caller)).toMatchObject({ status: 302, result: "connected" });
  });

  it("is refused without a session, and a vendor is too", async () => {
    const back = await changed(() => undefined);
    const stranger = new Caller();
    expect((await world.back(stranger, back)).status).toBe(401);
    const page = await stranger.call(callback, "/api/ceo/oauth/meta/callback?state=x", {
      method: "GET",
      headers: { accept: "text/html,application/xhtml+xml" },
    });
    expect(page).toMatchObject({ status: 302 });
    expect(page.headers.get("location")).toBe("http://127.0.0.1:3000/login");
    const femi = new Caller();
    const { phone } = await makeVendor(ada);
    const asked = await femi.vendorLogin(phone);
    const otp = await world.backstage.code(asked.data.challenge_id);
    femi.token = (await femi.verify({ challenge_id: asked.data.challenge_id, otp })).data.token;
    expect((await world.back(femi, back)).status).toBe(403);
    expect(await world.back(ada.caller, back)).toMatchObject({ result: "connected" });
  });

  it("sees a page when we are the ones who fail, and when Meta's page itself did", async () => {
    const ask = (query: string) =>
      ada.caller.call(callback, `/api/ceo/oauth/meta/callback?${query}`, {
        method: "GET",
        headers: { accept: "text/html" },
      });
    const own = await changed(() => undefined);
    await world.backstage.sql`alter table oauth_states rename to oauth_states_away`;
    const back = new URL(own);
    const failed = await ask(back.search.slice(1));
    await world.backstage.sql`alter table oauth_states_away rename to oauth_states`;
    expect(failed.status).toBe(302);
    expect(failed.headers.get("location")).toMatch(/\/ceo\/connections\?result=try_again$/);
    expect(failed.headers.get("referrer-policy")).toBe("no-referrer");
    const ownState = new URL(await world.authorize(ada.caller)).searchParams.get("state");
    const broken = await ask(`state=${ownState}&error_code=1349195&error_message=App+not+active`);
    expect(broken.headers.get("location")).toMatch(/result=meta_refused$/);
  });

  it("is told which ways there are", async () => {
    const ask = (query: string) =>
      ada.caller.call(authorize, `/api/ceo/oauth/meta/authorize?${query}`, { method: "GET" });
    expect(await ask("platform=telegram")).toMatchObject({ status: 400 });
    expect(await ask("")).toMatchObject({ status: 400 });
    const wrong = await ask("platform=whatsapp&way=instagram_login");
    expect(wrong).toMatchObject({ status: 400, body: { code: "invalid_request" } });
    expect(wrong.body.errors ?? wrong.body.fields).toBeDefined();
    expect(await ask("platform=whatsapp&next=https://evil.example")).toMatchObject({ status: 400 });
  });
});

function append(back: URL, text: string): void {
  back.searchParams.set("state", `${back.searchParams.get("state")}${text}`);
}
