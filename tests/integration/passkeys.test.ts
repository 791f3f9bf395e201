import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { POST as options } from "@/app/api/auth/passkeys/options/route";
import { POST as add, GET as list, DELETE as remove } from "@/app/api/auth/passkeys/route";
import { POST as signInOptions } from "@/app/api/auth/passkeys/sign-in-options/route";
import { closeDatabase } from "@/db/client";
import { env } from "@/lib/env";
import { requestChallenge } from "@/lib/otp/request-challenge";
import { spendChallenge, verifyForSpending } from "@/lib/otp/spend-challenge";
import { withTenantAndPlatform } from "@/lib/tenancy/with-tenant";
import { Backstage, Caller, contextOf, makeOwner, type Owner } from "../support/auth-world";
import { Authenticator } from "../support/authenticator";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { askChallenge, codeFor, forgetNotices, givePasskey, noticesOf } from "../support/safety-world";
import { setTestEnvironment } from "../support/sales-world";

let database: TestDatabase;
let backstage: Backstage;
let owner: Owner;
let phone: Authenticator;

beforeAll(async () => {
  database = await createTestDatabase();
  setTestEnvironment(database.databaseUrl);
  backstage = new Backstage(database);
  owner = await makeOwner(backstage);
  phone = await givePasskey(backstage, owner);
});

afterEach(async () => {
  await backstage.sql`delete from otp_challenge_failures`;
  await backstage.forgetLimits();
  await forgetNotices(backstage);
});

afterAll(async () => {
  await backstage.close();
  await closeDatabase();
  await database.drop();
});

const act = { purpose: "statement.upload" as const, target: "one" };

/** A challenge for an act that a passkey may answer; nothing is sent. */
async function ask(purpose: string = "statement.upload", target: unknown = "one", caller = owner.caller) {
  const asked = await askChallenge(caller, purpose, target, { prefer: "passkey" });
  expect(asked.status, JSON.stringify(asked.body)).toBe(200);
  return asked.data as { challenge_id: string; passkey: { challenge: string; rpId: string }; sent: boolean };
}

const spend = (
  challengeId: string,
  otp: ReturnType<Authenticator["get"]> | string,
  more: { purpose?: string; target?: string } = {},
  ctx = owner.ctx,
) => spendChallenge(ctx, { purpose: "statement.upload", target: "one", ...more, challengeId, otp } as never);

const refused = { code: "wrong_code" };

describe("adding a passkey", () => {
  it("P2.6 needs a code for exactly that, tells her, and is audited", async () => {
    const ada = await makeOwner(backstage);
    const bare = await ada.caller.call(options, "/api/auth/passkeys/options", { body: {} });
    expect([bare.status, bare.body.code, bare.body.purpose]).toEqual([
      403,
      "step_up_required",
      "passkey.add",
    ]);
    const other = await codeFor(backstage, ada.caller, "statement.upload");
    const wrong = await ada.caller.call(options, "/api/auth/passkeys/options", { body: other });
    expect([wrong.status, wrong.body.code]).toEqual([401, "wrong_code"]);
    await forgetNotices(backstage);
    await givePasskey(backstage, ada, "Ada's phone");
    const listed = await ada.caller.call(list, "/api/auth/passkeys", { method: "GET" });
    expect(listed.data.items).toMatchObject([{ name: "Ada's phone", synced: false, last_used_at: null }]);
    expect(await backstage.actions(ada.ceoId)).toContain("PASSKEY_ADDED");
    const told = (await noticesOf(backstage)).filter(({ template }) => template === "passkey.added");
    expect(told.map(({ to }) => to).sort()).toEqual([ada.phone, ada.email].sort());
  });

  it("takes what the browser made once, in the session that asked, from this site, with the user verified", async () => {
    const begin = async (by = owner) => {
      const proof = await codeFor(backstage, by.caller, "passkey.add");
      await backstage.forgetLimits();
      return (await by.caller.call(options, "/api/auth/passkeys/options", { body: proof })).data;
    };
    const post = (credential: unknown, caller = owner.caller) =>
      caller.call(add, "/api/auth/passkeys", { body: { credential } });
    const lies = [
      { origin: "https://trustguard.example.evil" },
      { rpId: "evil.example" },
      { isVerified: false },
      { challenge: Buffer.from("chl_AAAAAAAAAAAAAAAAAAAAAA.x").toString("base64url") },
      { type: "webauthn.get" },
    ];
    for (const lie of lies) {
      const answer = await post(new Authenticator(env().APP_URL).create(await begin(), lie));
      expect([lie, answer.status, answer.body.code]).toEqual([lie, 401, "wrong_code"]);
    }
    const stranger = await makeOwner(backstage);
    const hers = await begin();
    expect((await post(new Authenticator(env().APP_URL).create(hers), stranger.caller)).status).toBe(401);
    const good = new Authenticator(env().APP_URL).create(hers);
    const answers = await Promise.all(Array.from({ length: 8 }, () => post(good)));
    expect(answers.map(({ status }) => status).filter((status) => status === 201)).toHaveLength(1);
    expect((await post(phone.create(await begin()))).body.code).toBe("conflict");
  });

  it("AZ-01 removes her own alone", async () => {
    const ada = await makeOwner(backstage);
    const key = await givePasskey(backstage, ada);
    const listed = await ada.caller.call(list, "/api/auth/passkeys", { method: "GET" });
    const body = { passkey_id: listed.data.items[0].passkey_id };
    const foreign = await owner.caller.call(remove, "/api/auth/passkeys", { method: "DELETE", body });
    expect([foreign.status, foreign.body.code]).toEqual([404, "not_found"]);
    const own = await ada.caller.call(remove, "/api/auth/passkeys", { method: "DELETE", body });
    expect(own.data).toEqual({ removed: true });
    const asked = await askChallenge(ada.caller, "statement.upload", "one", { prefer: "passkey" });
    expect(asked.data).toMatchObject({ sent: true, passkey: null });
    const challenge = { challenge: "AAAA", rpId: "127.0.0.1" };
    await expect(spend(asked.data.challenge_id, key.get(challenge), {}, ada.ctx)).rejects.toMatchObject(
      refused,
    );
  });
});

describe("a passkey in place of a code", () => {
  it("approves what it was asked for, sends nothing, and is recorded", async () => {
    const asked = await ask();
    expect(asked.sent).toBe(false);
    expect(await backstage.codes(asked.challenge_id)).toEqual({});
    await spend(asked.challenge_id, phone.get(asked.passkey));
    expect((await backstage.actions(owner.ceoId)).at(-1)).toBe("PASSKEY_USED");
  });

  it("OT-01 is used once of 16 at the same time, and never again", async () => {
    for (let round = 0; round < 4; round += 1) {
      const asked = await ask();
      await backstage.sql`update otp_challenges set attempts_max = 100 where id = ${asked.challenge_id}`;
      const answer = phone.get(asked.passkey);
      const results = await Promise.allSettled(
        Array.from({ length: 16 }, () => spend(asked.challenge_id, answer)),
      );
      expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      await expect(spend(asked.challenge_id, answer)).rejects.toMatchObject(refused);
    }
  });

  it("OT-01 lets one through of a code and a passkey for the same challenge", async () => {
    for (let round = 0; round < 4; round += 1) {
      await backstage.forgetLimits();
      const asked = await askChallenge(owner.caller, "statement.upload", "one");
      const otp = await backstage.code(asked.data.challenge_id);
      const given = [otp, phone.get(asked.data.passkey)];
      const results = await Promise.allSettled(given.map((one) => spend(asked.data.challenge_id, one)));
      expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    }
  });

  it("OT-07 says nothing about another purpose, target, session, person or challenge", async () => {
    const asked = await ask();
    await backstage.sql`update otp_challenges set attempts_max = 100 where id = ${asked.challenge_id}`;
    const give = () => phone.get(asked.passkey);
    await expect(spend(asked.challenge_id, give(), { purpose: "vendor.remove" })).rejects.toMatchObject(
      refused,
    );
    await expect(spend(asked.challenge_id, give(), { target: "two" })).rejects.toMatchObject(refused);
    const again = await codeSignIn(owner);
    await expect(spend(asked.challenge_id, give(), {}, again)).rejects.toMatchObject(refused);
    const stranger = await makeOwner(backstage);
    await expect(spend(asked.challenge_id, give(), {}, stranger.ctx)).rejects.toMatchObject(refused);
    const other = await ask("contact.erase", "one");
    await expect(spend(other.challenge_id, give(), { purpose: "contact.erase" })).rejects.toMatchObject(
      refused,
    );
    await spend(asked.challenge_id, give());
  });

  it("refuses a bent answer: site, challenge, kind, signature, user not verified, another's handle", async () => {
    const asked = await ask();
    await backstage.sql`update otp_challenges set attempts_max = 100 where id = ${asked.challenge_id}`;
    const strange = new Authenticator(env().APP_URL);
    const signedByOther = { ...strange.get(asked.passkey), id: phone.get(asked.passkey).id };
    const bent = [
      phone.get(asked.passkey, { origin: "https://trustguard.example.evil" }),
      phone.get(asked.passkey, { rpId: "evil.example" }),
      phone.get(asked.passkey, { challenge: "AAAA" }),
      phone.get(asked.passkey, { type: "webauthn.create" }),
      phone.get(asked.passkey, { isVerified: false }),
      phone.get(asked.passkey, { userHandle: Buffer.from("idn_else").toString("base64url") }),
      strange.get(asked.passkey),
      { ...signedByOther, rawId: signedByOther.id },
    ];
    for (const answer of bent) await expect(spend(asked.challenge_id, answer)).rejects.toMatchObject(refused);
    await spend(asked.challenge_id, phone.get(asked.passkey));
  });

  it("refuses a copy whose counter is behind", async () => {
    const first = await ask();
    await spend(first.challenge_id, phone.get(first.passkey));
    const second = await ask();
    await backstage.sql`update otp_challenges set attempts_max = 100 where id = ${second.challenge_id}`;
    const counter = phone.counter;
    await expect(spend(second.challenge_id, phone.get(second.passkey, { counter }))).rejects.toMatchObject(
      refused,
    );
    await spend(second.challenge_id, phone.get(second.passkey, { counter: counter + 1 }));
  });

  it("OT-03 counts its tries: after three wrong answers the right one is refused", async () => {
    const asked = await ask();
    for (let n = 0; n < 3; n += 1) {
      await expect(
        spend(asked.challenge_id, phone.get(asked.passkey, { isVerified: false })),
      ).rejects.toMatchObject(refused);
    }
    await expect(spend(asked.challenge_id, phone.get(asked.passkey))).rejects.toMatchObject(refused);
  });

  it("AP-05 burns nothing when the act's transaction fails", async () => {
    const asked = await ask(act.purpose, act.target);
    const given = () => ({ ...act, challengeId: asked.challenge_id, otp: phone.get(asked.passkey) });
    const proof = await verifyForSpending(owner.ctx, given());
    const crash = withTenantAndPlatform(owner.ctx, async (tx) => {
      await proof.spend(tx);
      throw new Error("crash");
    });
    await expect(crash).rejects.toThrow("crash");
    const again = await verifyForSpending(owner.ctx, given());
    await withTenantAndPlatform(owner.ctx, (tx) => again.spend(tx));
  });

  it("OT-02 is refused when its five minutes are over", async () => {
    const asked = await ask();
    await backstage.sql`update otp_challenges set expires_at = now() where id = ${asked.challenge_id}`;
    await expect(spend(asked.challenge_id, phone.get(asked.passkey))).rejects.toMatchObject(refused);
  });
});

describe("AP-08 a phone that was just changed", () => {
  const approve = { purpose: "escalation.approve", target: "esc_1" } as const;

  it("approves nothing above the threshold by code for a day, to the second; a passkey does", async () => {
    const set = (age: string) =>
      backstage.sql`update identities set phone_changed_at = now() - ${age}::interval where id = ${owner.ctx.identityId}`;
    await set("23 hours 59 minutes 58 seconds");
    const held = verifyForSpending(owner.ctx, { ...approve, challengeId: "chl_x", otp: "12345!" });
    await expect(held).rejects.toMatchObject({ code: "conflict" });
    await expect(requestChallenge(owner.ctx, approve)).rejects.toMatchObject({ code: "conflict" });
    const issued = await requestChallenge(owner.ctx, approve, { prefersPasskey: true });
    const otp = phone.get(issued.passkey as never) as never;
    await spendChallenge(owner.ctx, { ...approve, challengeId: issued.challengeId, otp });
    const free = spendChallenge(owner.ctx, {
      purpose: "statement.upload",
      challengeId: "chl_x",
      otp: "12345!",
    });
    await expect(free).rejects.toMatchObject(refused);
    await set("24 hours");
    const after = verifyForSpending(owner.ctx, { ...approve, challengeId: "chl_x", otp: "12345!" });
    await expect(after).rejects.toMatchObject(refused);
    await backstage.sql`update identities set phone_changed_at = null`;
  });
});

describe("signing in with a passkey", () => {
  const begin = async (caller: Caller) =>
    (await caller.call(signInOptions, "/api/auth/passkeys/sign-in-options")).data as {
      challenge_id: string;
      passkey: { challenge: string; rpId: string };
    };

  it("tells by the passkey who it is, over the API and in the browser", async () => {
    const asked = await begin(new Caller());
    const api = await new Caller().verify({
      challenge_id: asked.challenge_id,
      otp: phone.get(asked.passkey),
    });
    expect(api.data).toMatchObject({ role: "CEO", ceo_id: owner.ceoId });
    const browser = new Caller();
    const again = await begin(browser);
    const otp = JSON.stringify(phone.get(again.passkey));
    expect((await browser.signIn({ challenge_id: again.challenge_id, otp })).error).toBeNull();
    const replay = await new Caller().signIn({ challenge_id: again.challenge_id, otp });
    expect(replay.error).toBe("wrong_code");
  });

  it("OT-07 takes no answer of a sensitive act, and gives none to one", async () => {
    const stepUp = await ask();
    const given = phone.get(stepUp.passkey);
    expect((await new Caller().verify({ challenge_id: stepUp.challenge_id, otp: given })).status).toBe(401);
    const asked = await begin(new Caller());
    await expect(spend(asked.challenge_id, phone.get(asked.passkey))).rejects.toMatchObject(refused);
    const right = await begin(new Caller());
    expect(
      (await new Caller().verify({ challenge_id: right.challenge_id, otp: phone.get(right.passkey) })).status,
    ).toBe(200);
  });

  it("OT-18 stays open while strangers have burned every code", async () => {
    await backstage.sql`insert into otp_challenge_failures (subject_id, consecutive, failed_at, next_try_at)
      select id || pool, 30, array_fill(now(), array[10]), now() + interval '15 minutes'
      from identities, (values ('|stranger'), ('|known')) as p(pool) where id = ${owner.ctx.identityId}`;
    const asked = await new Caller().login(owner.email);
    const code = await backstage.code(asked.data.challenge_id);
    expect((await new Caller().verify({ challenge_id: asked.data.challenge_id, otp: code })).status).toBe(
      429,
    );
    const begun = await begin(new Caller());
    const answer = await new Caller().verify({
      challenge_id: begun.challenge_id,
      otp: phone.get(begun.passkey),
    });
    expect(answer.status).toBe(200);
  });

  it("OT-01 opens one session of 16 answers at once", async () => {
    const asked = await begin(new Caller());
    await backstage.sql`update otp_challenges set attempts_max = 100 where id = ${asked.challenge_id}`;
    const otp = phone.get(asked.passkey);
    const callers = Array.from({ length: 16 }, (_, n) => new Caller(`203.0.113.${n}`));
    const answers = await Promise.all(
      callers.map((one) => one.verify({ challenge_id: asked.challenge_id, otp })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });
});

/** Another session of the same owner. */
async function codeSignIn({ phone: number }: Owner) {
  await backstage.forgetLimits();
  const caller = new Caller();
  const asked = await caller.login(number);
  const otp = await backstage.code(asked.data.challenge_id);
  const answer = await caller.verify({ challenge_id: asked.data.challenge_id, otp });
  return contextOf(answer.data.token);
}
