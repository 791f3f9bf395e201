import { createHmac } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { POST as dataDeletion } from "@/app/api/integrations/meta/data-deletion/route";
import { POST as deauthorize } from "@/app/api/integrations/meta/deauthorize/route";
import { findDeletion } from "@/lib/connections/delete-meta-data";
import { writeRefusals } from "@/lib/webhook-inbox/count-refusals";
import { Caller, type Owner } from "../support/auth-world";
import { ConnectWorld, INSTAGRAM_APP, META_APP, numberOf } from "../support/connect-world";
import { ownDatabase } from "../support/database";

const database = await ownDatabase();
let world: ConnectWorld;
let ada: Owner;

beforeAll(async () => {
  world = await ConnectWorld.start(database, {
    numbers: [numberOf(1)],
    instagramAccounts: [
      {
        userId: "17841400000000001",
        username: "adas.shop",
        name: "Ada's shop",
        accessToken: "IGAAconfigured1",
      },
    ],
  });
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.clear();
  ada = await world.owner();
  await world.backstage.sql`delete from notices`;
  await world.backstage.sql`delete from data_deletions`;
});

type Said = Record<string, unknown>;
const now = () => Math.floor(Date.now() / 1_000);

/** What Meta sends: `<signature>.<payload>`. */
function signed(said: Said, secret = META_APP.secret): string {
  const payload = Buffer.from(
    JSON.stringify({ algorithm: "HMAC-SHA256", issued_at: now(), ...said }),
  ).toString("base64url");
  return `${createHmac("sha256", secret).update(payload).digest("base64url")}.${payload}`;
}

async function post(handler: typeof deauthorize, signedRequest?: string) {
  const body = new URLSearchParams(signedRequest === undefined ? {} : { signed_request: signedRequest });
  return new Caller("203.0.113.9").call(handler, "/api/integrations/meta/callback", {
    body: String(body),
    headers: { "content-type": "application/x-www-form-urlencoded" },
  });
}

async function connect(query = "platform=whatsapp", owner = ada): Promise<{ id: string; userId: string }> {
  expect(await world.connect(owner.caller, query)).toMatchObject({ result: "connected" });
  const row = (await world.rows(owner)).at(-1);
  expect(row?.authorized_by).toEqual(expect.any(String));
  return { id: row?.id, userId: row?.authorized_by };
}

const rowOf = async (id: string) => (await world.backstage.sql`select * from channels where id = ${id}`)[0];
const platformActions = async () =>
  (await world.backstage.actions("platform")).filter((one) => one.startsWith("META_D"));

const genuine = [
  ["WhatsApp, the app's secret", "platform=whatsapp", META_APP.secret],
  ["Instagram by its own login, its secret", "platform=instagram&way=instagram_login", INSTAGRAM_APP.secret],
] as const;

describe("P4.5 deauthorize", () => {
  it.each(genuine)(
    "takes the token away, tells the owner and holds what is said: %s",
    async (_, query, secret) => {
      const { id, userId } = await connect(query);
      const before = (await platformActions()).length;
      const answer = await post(deauthorize, signed({ user_id: userId }, secret));
      expect(answer).toMatchObject({ status: 200, data: { channels: 1 } });
      expect(await rowOf(id)).toMatchObject({
        status: "needs_reconnect",
        token_sealed: null,
        trouble: expect.stringContaining("taken away"),
      });
      expect(await world.backstage.count("notices", `ceo_id = '${ada.ceoId}'`)).toBe(2);
      expect(await world.backstage.actions(ada.ceoId)).toContain("CHANNEL_NEEDS_RECONNECT");
      expect((await platformActions()).length).toBe(before + 1);
    },
  );

  it("does nothing the second time, nor eight times at once", async () => {
    const { id, userId } = await connect();
    const request = signed({ user_id: userId });
    const before = (await platformActions()).length;
    const answers = await Promise.all(Array.from({ length: 8 }, () => post(deauthorize, request)));
    expect(answers.map(({ data }) => data.channels).sort()).toEqual([0, 0, 0, 0, 0, 0, 0, 1]);
    expect((await post(deauthorize, request)).data.channels).toBe(0);
    expect((await platformActions()).length).toBe(before + 1);
    const lost = (await world.backstage.actions(ada.ceoId)).filter(
      (one) => one === "CHANNEL_NEEDS_RECONNECT",
    );
    expect(lost).toHaveLength(1);
    expect((await rowOf(id))?.status).toBe("needs_reconnect");
  });

  it("leaves alone what was connected again since, when Meta's word comes late", async () => {
    const { id, userId } = await connect();
    const late = signed({ user_id: userId, issued_at: now() - 3_600 });
    expect((await post(deauthorize, late)).data.channels).toBe(0);
    expect((await rowOf(id))?.status).toBe("connected");
  });

  it("touches no channel of anybody else", async () => {
    const mine = await connect();
    const answer = await post(deauthorize, signed({ user_id: `${mine.userId}9` }));
    expect(answer).toMatchObject({ status: 200, data: { channels: 0 } });
    expect((await rowOf(mine.id))?.status).toBe("connected");
  });
});

describe("P4.5 data deletion", () => {
  it.each(genuine)(
    "answers with a code and an address that tells, and removes what Meta gave: %s",
    async (_, query, secret) => {
      const { id, userId } = await connect(query);
      const answer = await post(dataDeletion, signed({ user_id: userId }, secret));
      expect(answer.status).toBe(200);
      const { url, confirmation_code: code } = answer.body;
      expect(Object.keys(answer.body).sort()).toEqual(["confirmation_code", "url"]);
      expect(code).toMatch(/^[a-z2-9]{20}$/);
      expect(url).toBe(`http://127.0.0.1:3000/deletion/${code}`);
      expect(await findDeletion(code)).toMatchObject({ receivedAt: expect.any(Date) });
      expect(await rowOf(id)).toMatchObject({
        status: "disconnected",
        token_sealed: null,
        authorized_by: null,
      });
      const [dump] = await world.backstage.sql`
      select count(*)::int as n from data_deletions where code_hash in (${code}, ${userId})`;
      expect(dump?.n).toBe(0);
    },
  );

  it("gives the same code for the same request, and disconnects nothing that was connected since", async () => {
    const { id, userId } = await connect();
    const request = signed({ user_id: userId });
    const before = (await platformActions()).length;
    const answers = await Promise.all(Array.from({ length: 6 }, () => post(dataDeletion, request)));
    expect(new Set(answers.map(({ body }) => body.confirmation_code)).size).toBe(1);
    expect((await platformActions()).length).toBe(before + 1);
    expect(await world.connect(ada.caller)).toMatchObject({ result: "connected" });
    expect((await post(dataDeletion, request)).body).toEqual(answers[0]?.body);
    expect((await rowOf(id))?.status).toBe("connected");
  });

  it("answers for somebody of whom nothing is held, and knows no other codes", async () => {
    const answer = await post(dataDeletion, signed({ user_id: "122000000000000042" }));
    expect(await findDeletion(answer.body.confirmation_code)).not.toBeNull();
    expect(await findDeletion("abcdefghijkmnpqrstuv")).toBeNull();
  });
});

describe("what Meta did not sign", () => {
  const forged: [string, () => string | undefined, number, string][] = [
    ["nothing", () => undefined, 401, "signature_missing"],
    ["an empty text", () => "", 401, "signature_missing"],
    ["another's secret", () => signed({ user_id: "1" }, "not-the-secret"), 403, "signature_wrong"],
    ["no dot", () => signed({ user_id: "1" }).replace(".", ""), 403, "signature_wrong"],
    ["a third part", () => `${signed({ user_id: "1" })}.x`, 403, "signature_wrong"],
    ["a changed payload", () => signed({ user_id: "1" }).replace(/.{4}$/, "AAAA"), 403, "signature_wrong"],
    ["another algorithm", () => signed({ user_id: "1", algorithm: "none" }), 403, "signature_wrong"],
    ["nobody", () => signed({}), 403, "signature_wrong"],
    ["one that has ended", () => signed({ user_id: "1", expires: now() - 1 }), 403, "signature_wrong"],
  ];

  it.each(forged)("is refused: %s", async (_, make, status, code) => {
    const { id, userId } = await connect();
    for (const handler of [deauthorize, dataDeletion]) {
      expect(await post(handler, make())).toMatchObject({ status, body: { code } });
    }
    expect(await rowOf(id)).toMatchObject({ status: "connected", authorized_by: userId });
  });

  it("is refused as JSON and as too much, and counted for the platform", async () => {
    const caller = new Caller();
    const asJson = await caller.call(deauthorize, "/x", {
      body: { signed_request: signed({ user_id: "1" }) },
    });
    expect(asJson.status).toBe(415);
    const long = await post(deauthorize, "x".repeat(30_000));
    expect(long.status).toBe(413);
    await post(deauthorize, signed({ user_id: "1" }, "not-the-secret"));
    await writeRefusals();
    expect(await world.backstage.actions("platform")).toContain("WEBHOOK_SIGNATURE_WRONG");
  });
});
