import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Owner } from "../support/auth-world";
import { ConnectWorld, INSTAGRAM_APP, META_APP } from "../support/connect-world";
import { ownDatabase } from "../support/database";

const OWN = {
  userId: "17841400000000001",
  username: "adas.fashion",
  name: "Ada's Fashion",
  accessToken: "IGAAone",
};
const PAGED = {
  userId: "17841400000000002",
  username: "adas.shoes",
  name: "Ada's Shoes",
  accessToken: "EAAtwo",
  login: "page" as const,
  pageId: "104512998877001",
};
const PAGED_TOO = {
  ...PAGED,
  userId: "17841400000000003",
  username: "adas.bags",
  name: "Ada's Bags",
  accessToken: "EAAthree",
  pageId: "104512998877002",
};

const database = await ownDatabase();
let world: ConnectWorld;
let ada: Owner;

beforeAll(async () => {
  const off = { subscribed: false };
  world = await ConnectWorld.start(database, {
    instagramAccounts: [
      { ...OWN, ...off },
      { ...PAGED, ...off },
      { ...PAGED_TOO, ...off },
    ],
  });
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.clear();
  ada = await world.owner();
});

const connect = (way: "instagram_login" | "facebook_login", answer: object = {}) =>
  world.connect(ada.caller, `platform=instagram&way=${way}`, { ...answer });
const isHeard = async (userId: string) => {
  const all = await world.sim<{ userId: string; subscribed: boolean }[]>("numbers");
  return all.find((account) => account.userId === userId)?.subscribed;
};
const onePage = { pages: [PAGED.pageId] };

describe("P4.2 Instagram by its own login", () => {
  it("asks with the Instagram app, and stores the id that webhooks carry", async () => {
    const dialog = new URL(await world.authorize(ada.caller, "platform=instagram"));
    expect(dialog.pathname).toBe("/oauth/authorize");
    expect(dialog.searchParams.get("client_id")).toBe(INSTAGRAM_APP.id);
    expect(dialog.searchParams.get("scope")).toBe(
      "instagram_business_basic,instagram_business_manage_messages",
    );
    expect(await connect("instagram_login")).toMatchObject({ result: "connected" });
    const { items } = await world.channels(ada.caller);
    expect(items).toMatchObject([
      { platform: "instagram", name: OWN.name, handle: "@adas.fashion", external_id: OWN.userId },
    ]);
    const days = (Date.parse(items[0].token_expires_at) - Date.now()) / 86_400_000;
    expect(Math.round(days)).toBe(60);
    const [row] = await world.rows(ada);
    expect(row).toMatchObject({ login: "instagram", page_id: null });
    expect(row?.authorized_by).not.toBe(OWN.userId);
    expect(await isHeard(OWN.userId)).toBe(true);
  });

  it("understands an exchange that answers with a list", async () => {
    await world.sim("oauth", { isNested: true });
    expect(await connect("instagram_login")).toMatchObject({ result: "connected" });
  });

  it.each(["instagram_business_basic", "instagram_business_manage_messages"])(
    "OA-05 refuses one without %s",
    async (scope) => {
      await world.sim("oauth", { dropScopes: [scope] });
      expect(await connect("instagram_login")).toMatchObject({
        result: "missing_permission",
        missing: scope,
      });
      expect(await world.isUntouched(ada)).toBe(true);
      await world.sim("oauth", undefined, "DELETE");
      expect(await connect("instagram_login")).toMatchObject({ result: "connected" });
    },
  );

  it("connects nothing when a step fails half-way", async () => {
    for (const path of ["/oauth/access_token", "/access_token", "/me", "/subscribed_apps"]) {
      await world.sim("faults", { kind: "refuse", path, code: 190, status: 200, count: 1 });
      const { result } = await connect("instagram_login");
      expect(["code_refused", "access_refused"], path).toContain(result);
      expect(await world.isUntouched(ada), path).toBe(true);
    }
    expect(await connect("instagram_login", { allow: false })).toMatchObject({ result: "denied" });
    expect(await connect("instagram_login")).toMatchObject({ result: "connected" });
  });
});

describe("P4.2 Instagram through its Page", () => {
  it("asks with the Meta app, and stores the Page and its own token", async () => {
    const dialog = new URL(await world.authorize(ada.caller, "platform=instagram&way=facebook_login"));
    expect(dialog.pathname).toBe("/v25.0/dialog/oauth");
    expect(dialog.searchParams.get("client_id")).toBe(META_APP.id);
    expect(await connect("facebook_login", onePage)).toMatchObject({ result: "connected" });
    const [row] = await world.rows(ada);
    expect(row).toMatchObject({
      login: "page",
      page_id: PAGED.pageId,
      external_id: PAGED.userId,
      display_handle: "@adas.shoes",
      token_expires_at: null,
    });
    expect(await isHeard(PAGED.userId)).toBe(true);
    expect(await isHeard(PAGED_TOO.userId)).toBe(false);
  });

  it("lets her pick where there are two Pages", async () => {
    expect(await connect("facebook_login")).toMatchObject({ result: "choose" });
    const { candidates } = await world.channels(ada.caller);
    expect(candidates.map(({ masked }: { masked: string }) => masked).sort()).toEqual([
      "@adas.bags",
      "@adas.shoes",
    ]);
    const body = { selection_id: candidates[0].selection_id, external_ids: [PAGED_TOO.userId] };
    expect(await world.select(ada.caller, body)).toMatchObject({ status: 200 });
    expect(await isHeard(PAGED_TOO.userId)).toBe(true);
  });

  it.each(["instagram_basic", "instagram_manage_messages", "pages_manage_metadata", "pages_show_list"])(
    "OA-05 refuses one without %s and says so",
    async (scope) => {
      await world.sim("oauth", { dropScopes: [scope] });
      expect(await connect("facebook_login", onePage)).toMatchObject({
        result: "missing_permission",
        missing: scope,
      });
      expect(await world.isUntouched(ada)).toBe(true);
    },
  );

  it("follows a Page that was linked to another account", async () => {
    await connect("facebook_login", onePage);
    await world.backstage
      .sql`update channels set external_id = '17841499999999999' where ceo_id = ${ada.ceoId}`;
    expect(await connect("facebook_login", onePage)).toMatchObject({ result: "connected" });
    const rows = await world.rows(ada);
    expect(
      rows.map(({ external_id, status, token_sealed }) => [external_id, status, token_sealed !== null]),
    ).toEqual([
      ["17841499999999999", "disconnected", false],
      [PAGED.userId, "connected", true],
    ]);
    expect(rows[0]).toMatchObject({ authorized_by: null, token_issued_at: null });
  });

  it("AU-01 tells of the account that its Page left, and sends nothing more for it", async () => {
    await connect("facebook_login", onePage);
    await world.backstage
      .sql`update channels set external_id = '17841499999999999' where ceo_id = ${ada.ceoId}`;
    await connect("facebook_login", onePage);
    const [row] = await world.backstage.sql`
      select e.subject_id, d.details from audit_entries e join audit_details d using (ceo_id, chain, seq)
      where e.ceo_id = ${ada.ceoId} and e.action = 'CHANNEL_DISCONNECTED'`;
    const [left] = await world.rows(ada);
    expect(row?.subject_id).toBe(left?.id);
    expect(JSON.parse(row?.details ?? "{}")).toMatchObject({ reason: "page_left", messages_not_sent: 0 });
    expect((await world.backstage.actions(ada.ceoId)).slice(-2)).toEqual([
      "CHANNEL_DISCONNECTED",
      "META_ACCOUNT_CONNECTED",
    ]);
  });
});
