import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openToken } from "@/lib/channels/channel-token";
import type { Owner } from "../support/auth-world";
import { ConnectWorld, META_APP, numberOf } from "../support/connect-world";
import { ownDatabase } from "../support/database";

const ONE = numberOf(1);
const database = await ownDatabase();
let world: ConnectWorld;
let ada: Owner;

beforeAll(async () => {
  world = await ConnectWorld.start(database, {
    numbers: [ONE, numberOf(2), numberOf(3, { wabaId: numberOf(2).wabaId })],
  });
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.clear();
  ada = await world.owner();
});

const one = { wabas: [ONE.wabaId] };
const two = { wabas: [numberOf(2).wabaId] };
const connect = (answer: object, way = "business_login") =>
  world.connect(ada.caller, `platform=whatsapp&way=${way}`, { ...answer });
const numbers = () =>
  world.sim<{ phoneNumberId: string; registered: boolean; subscribed: boolean }[]>("numbers");

describe("P4.2 connecting WhatsApp", () => {
  it.each(["business_login", "facebook_login"])(
    "by %s registers, subscribes and shows the number",
    async (way) => {
      expect(await connect(one, way)).toMatchObject({ result: "connected", missing: null });
      const { items, candidates } = await world.channels(ada.caller);
      expect(candidates).toEqual([]);
      expect(items).toEqual([
        {
          channel_id: expect.stringMatching(/^chn_/),
          platform: "whatsapp",
          name: "Shop 1",
          handle: "+234***1001",
          external_id: ONE.phoneNumberId,
          status: "connected",
          trouble: null,
          connected_at: expect.any(String),
          last_message_at: null,
          token_expires_at: way === "business_login" ? null : expect.any(String),
          quality: null,
          health_checked_at: null,
        },
      ]);
      expect((await numbers())[0]).toMatchObject({ registered: true, subscribed: true });
      if (way === "facebook_login") {
        const days = (Date.parse(items[0].token_expires_at) - Date.now()) / 86_400_000;
        expect(days).toBeGreaterThan(59);
      }
    },
  );

  it("writes the entry with the number masked", async () => {
    await connect(one);
    const [entry] = await world.backstage.sql`
      select d.details from audit_entries e join audit_details d on d.ceo_id = e.ceo_id and d.chain = e.chain and d.seq = e.seq
      where e.ceo_id = ${ada.ceoId} and e.action = 'META_ACCOUNT_CONNECTED'`;
    expect(JSON.parse(entry?.details)).toMatchObject({ platform: "whatsapp", account: "+234***1001" });
    expect(entry?.details).not.toContain("8030001001");
  });

  it("lets her pick where there are several, all or none, once", async () => {
    const ended = await connect(two);
    expect(ended).toMatchObject({ result: "choose" });
    expect(await world.rows(ada)).toHaveLength(0);
    const { candidates } = await world.channels(ada.caller);
    expect(candidates).toMatchObject([
      {
        external_id: numberOf(2).phoneNumberId,
        name: "Shop 2",
        masked: "+234***1002",
        connected_elsewhere: false,
      },
      { external_id: numberOf(3).phoneNumberId, name: "Shop 3", masked: "+234***1003" },
    ]);
    const [{ selection_id }] = candidates;
    const picked = { selection_id, external_ids: [numberOf(3).phoneNumberId] };
    const unknown = await world.select(ada.caller, { selection_id, external_ids: [ONE.phoneNumberId] });
    expect(unknown).toMatchObject({ status: 404 });
    expect(await world.select(ada.caller, { selection_id, external_ids: [] })).toMatchObject({ status: 400 });
    const mallory = await world.owner();
    expect(await world.select(mallory.caller, picked)).toMatchObject({ status: 404 });
    const answers = await Promise.all([1, 2, 3].map(() => world.select(ada.caller, picked)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404, 404]);
    expect((await world.channels(ada.caller)).candidates).toEqual([]);
    expect((await world.rows(ada)).map(({ external_id }) => external_id)).toEqual(picked.external_ids);
  });

  it("takes several at once", async () => {
    await connect(two);
    const { candidates } = await world.channels(ada.caller);
    const external_ids = candidates.map(({ external_id }: { external_id: string }) => external_id);
    const { selection_id } = candidates[0];
    expect(await world.select(ada.caller, { selection_id, external_ids })).toMatchObject({ status: 200 });
    expect(await world.rows(ada)).toHaveLength(2);
  });

  it("renews what is hers along with a choice, and leaves alone what she disconnected", async () => {
    await connect(one);
    expect(await connect({ wabas: [ONE.wabaId, two.wabas[0]] })).toMatchObject({ result: "choose" });
    expect((await world.channels(ada.caller)).candidates).toHaveLength(2);
    const [renewed] = await world.rows(ada);
    expect(renewed).toMatchObject({ external_id: ONE.phoneNumberId, status: "connected" });
    await world.backstage
      .sql`update channels set status = 'disconnected', token_sealed = null where ceo_id = ${ada.ceoId}`;
    expect(await connect({ wabas: [ONE.wabaId, two.wabas[0]] })).toMatchObject({ result: "choose" });
    expect((await world.channels(ada.caller)).candidates).toHaveLength(3);
    expect(await world.rows(ada)).toMatchObject([{ id: renewed?.id, status: "disconnected" }]);
    expect(await connect(one)).toMatchObject({ result: "connected" });
    expect(await world.rows(ada)).toMatchObject([{ id: renewed?.id, status: "connected" }]);
  });

  it("reads a choice's tokens no longer once its half hour is over", async () => {
    await connect(two);
    await world.backstage.sql`update channel_candidates set expires_at = now() where ceo_id = ${ada.ceoId}`;
    expect((await world.channels(ada.caller)).candidates).toEqual([]);
    await world.backstage.sql`select forget_passed()`;
    expect(await world.backstage.count("channel_candidates")).toBe(0);
  });
});

describe("OA-05 what a token may do", () => {
  it.each(["whatsapp_business_messaging", "whatsapp_business_management"])(
    "refuses one without %s",
    async (scope) => {
      await world.sim("oauth", { dropScopes: [scope] });
      expect(await connect(one)).toMatchObject({ result: "missing_permission", missing: scope });
      expect(await world.isUntouched(ada)).toBe(true);
      await world.sim("oauth", undefined, "DELETE");
      expect(await connect(one)).toMatchObject({ result: "connected" });
    },
  );

  it("refuses a token of another app", async () => {
    await world.sim("oauth", { isForeignApp: true });
    expect(await connect(one)).toMatchObject({ result: "wrong_app" });
    expect(await world.isUntouched(ada)).toBe(true);
  });

  it("reaches only the accounts that were picked on Meta's page", async () => {
    await connect(one);
    expect((await world.rows(ada)).map(({ account_id }) => account_id)).toEqual([ONE.wabaId]);
    expect(await connect({ wabas: [] })).toMatchObject({ result: "nothing_found" });
  });
});

describe("what Meta may answer", () => {
  it("a person who says no, and a code that is too old", async () => {
    expect(await connect({ allow: false })).toMatchObject({ result: "denied" });
    await world.sim("oauth", { isCodeOver: true });
    expect(await connect(one)).toMatchObject({ result: "code_refused" });
    expect(await world.isUntouched(ada)).toBe(true);
  });

  const steps = ["/oauth/access_token", "/debug_token", "/phone_numbers", "/register", "/subscribed_apps"];
  const refusals = [
    ["190", { code: 190, status: 401 }, "access_refused"],
    ["10", { code: 10, status: 403 }, "not_allowed"],
    ["200 with an error body", { code: 10, status: 200 }, "not_allowed"],
    ["its short trouble", { code: 2, status: 503 }, "meta_unavailable"],
  ] as const;
  const cases = steps.flatMap((path) =>
    refusals.map(([name, fault, result]) => ({ path, name, fault, result })),
  );
  it.each(cases)("$name at $path leaves nothing half-connected", async ({ path, fault, result }) => {
    await world.sim("faults", { kind: "refuse", path, ...fault });
    const isCode = path === "/oauth/access_token" && result === "access_refused";
    expect(await connect(one)).toMatchObject({ result: isCode ? "code_refused" : result });
    expect(await world.isUntouched(ada)).toBe(true);
    await world.sim("faults", undefined, "DELETE");
    expect(await connect(one)).toMatchObject({ result: "connected" });
  });

  it("nothing at all, and a web page", async () => {
    await world.sim("faults", { kind: "down" });
    expect(await connect(one)).toMatchObject({ result: "meta_unavailable" });
    expect(await world.isUntouched(ada)).toBe(true);
  });
});

describe("a number's two-step PIN", () => {
  it("is drawn once, kept sealed, and used again", async () => {
    await connect(one);
    const pins = async () =>
      (await world.calls()).flatMap(({ path, body }) => (path.endsWith("/register") ? [body?.pin] : []));
    const [pin] = await pins();
    expect(pin).toMatch(/^\d{6}$/);
    const [row] = await world.backstage.sql`select pin_sealed from channel_pins where ceo_id = ${ada.ceoId}`;
    expect(row?.pin_sealed).not.toContain(pin);
    await world.sim(`numbers/${ONE.phoneNumberId}`, { registered: false }, "PATCH");
    expect(await connect(one)).toMatchObject({ result: "connected" });
    expect(await pins()).toEqual([pin, pin]);
  });

  it("that somebody else set is asked for in words, and nothing is connected", async () => {
    await world.sim(`numbers/${ONE.phoneNumberId}`, { pin: "123456" }, "PATCH");
    expect(await connect(one)).toMatchObject({ result: "pin_wrong" });
    expect(await world.isUntouched(ada)).toBe(true);
  });

  it("is not touched for a number that is registered already", async () => {
    await world.sim(`numbers/${ONE.phoneNumberId}`, { registered: true, pin: "123456" }, "PATCH");
    expect(await connect(one)).toMatchObject({ result: "connected" });
    expect((await world.calls()).some(({ path }) => path.endsWith("/register"))).toBe(false);
  });
});

describe("OA-04 what the browser gets", () => {
  it("is no token, no code and no PIN, in no address and no answer", async () => {
    const dialog = await world.authorize(ada.caller);
    const back = await world.answer(dialog, two);
    const ended = await world.back(ada.caller, back);
    const listed = await world.channels(ada.caller);
    const { selection_id, external_id } = listed.candidates[0];
    const picked = await world.select(ada.caller, { selection_id, external_ids: [external_id] });
    const [row] = await world.rows(ada);
    const token = await openToken({ ceoId: ada.ceoId, channelId: row?.id }, row?.token_sealed);
    const code = new URL(back).searchParams.get("code") ?? "";
    const pin = (await world.calls()).find(({ path }) => path.endsWith("/register"))?.body?.pin;
    const given = JSON.stringify([dialog, ended, listed, picked.body, await world.channels(ada.caller)]);
    for (const secret of [token, code, META_APP.secret, `"${pin}"`, "token_sealed"]) {
      expect(secret.length).toBeGreaterThan(7);
      expect(given).not.toContain(secret);
    }
    expect(given).toContain(external_id);
  });
});
