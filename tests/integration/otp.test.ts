import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase } from "@/db/client";
import { checkBuyerCode, issueBuyerCode } from "@/lib/otp/buyer-code";
import { hashCode, matchesCode } from "@/lib/otp/hash-code";
import { requestChallenge } from "@/lib/otp/request-challenge";
import { hashTarget } from "@/lib/otp/rules";
import { spendChallenge, verifyForSpending } from "@/lib/otp/spend-challenge";
import { type Proof, verifyChallenge } from "@/lib/otp/verify-challenge";
import { withPlatform, withTenant, withTenantAndPlatform } from "@/lib/tenancy/with-tenant";
import {
  Backstage,
  Caller,
  contextOf,
  makeOwner,
  makeVendor,
  type Owner,
  otherThan,
} from "../support/auth-world";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { makeSalesWorld, setTestEnvironment } from "../support/sales-world";

let database: TestDatabase;
let backstage: Backstage;
let owner: Owner;

beforeAll(async () => {
  database = await createTestDatabase();
  setTestEnvironment(database.databaseUrl);
  backstage = new Backstage(database);
  owner = await makeOwner(backstage);
});

afterEach(async () => {
  await backstage.sql`delete from otp_challenge_failures`;
  await backstage.forgetLimits();
});

afterAll(async () => {
  await backstage.close();
  await closeDatabase();
  await database.drop();
});

const from = (n: number) => new Caller(`203.0.${n >> 8}.${n & 255}`);

async function askOwner(caller = new Caller()) {
  const asked = await caller.login(owner.email);
  return {
    challengeId: asked.data.challenge_id as string,
    code: await backstage.code(asked.data.challenge_id),
  };
}

async function askVendor() {
  const vendor = await makeVendor(owner);
  const asked = await new Caller().vendorLogin(vendor.phone);
  return {
    ...vendor,
    challengeId: asked.data.challenge_id as string,
    code: await backstage.code(asked.data.challenge_id),
  };
}

const won = (results: PromiseSettledResult<unknown>[]) =>
  results.filter(({ status }) => status === "fulfilled").length;

describe("a code is spent once", () => {
  it("OT-01 gives exactly one of 16 parallel submissions a session, round after round", async () => {
    for (let round = 0; round < 6; round += 1) {
      const { challengeId, code } = await askOwner();
      await backstage.sql`update otp_challenges set attempts_max = 100 where id = ${challengeId}`;
      const before = await backstage.count("sessions");
      const answers = await Promise.all(
        Array.from({ length: 16 }, (_, n) => from(n).verify({ challenge_id: challengeId, otp: code })),
      );
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      expect(await backstage.count("sessions")).toBe(before + 1);
      await backstage.sql`delete from otp_challenge_failures`;
      await backstage.forgetLimits();
    }
  });

  it("OT-01 lets one of 16 proofs of the same right code through, whoever is first", async () => {
    for (let round = 0; round < 5; round += 1) {
      const { challengeId, code } = await askVendor();
      await backstage.sql`update otp_challenges set attempts_max = 100 where id = ${challengeId}`;
      const proofs: Proof[] = [];
      for (let n = 0; n < 16; n += 1) {
        const tried = await verifyChallenge({
          challengeId,
          otp: code,
          purpose: "sign-in",
          targetHash: hashTarget({}),
          pool: "stranger",
          facts: {},
        });
        if (tried.kind === "right") proofs.push(tried.proof);
      }
      expect(proofs).toHaveLength(16);
      const results = await Promise.allSettled(proofs.map((proof) => withPlatform((tx) => proof.spend(tx))));
      expect(won(results)).toBe(1);
    }
  });

  it("AP-05 burns nothing when the act's transaction fails, and does the act once", async () => {
    const { ctx } = owner;
    const act = { purpose: "escalation.approve" as const, target: "esc_1" };
    const issued = await requestChallenge(ctx, act);
    const otp = await backstage.code(issued.challengeId);
    const proof = await verifyForSpending(ctx, { ...act, challengeId: issued.challengeId, otp });
    const crash = withTenant(ctx, async (tx) => {
      await proof.spend(tx);
      throw new Error("crash");
    });
    await expect(crash).rejects.toThrow("crash");
    const again = await verifyForSpending(ctx, { ...act, challengeId: issued.challengeId, otp });
    await withTenantAndPlatform(ctx, (tx) => again.spend(tx));
    await expect(withTenantAndPlatform(ctx, (tx) => proof.spend(tx))).rejects.toMatchObject({
      code: "wrong_code",
    });
  });
});

describe("a code lives five minutes by the database's clock", () => {
  it("OT-02 is accepted before its time is over and refused when it is", async () => {
    const early = await askOwner();
    await backstage.sql`update otp_challenges set expires_at = now() + interval '5 seconds' where id = ${early.challengeId}`;
    expect((await from(1).verify({ challenge_id: early.challengeId, otp: early.code })).status).toBe(200);
    await backstage.forgetLimits();
    const late = await askOwner();
    const [life] =
      await backstage.sql`select extract(epoch from expires_at - created_at)::int as s from otp_challenges where id = ${late.challengeId}`;
    expect(life?.s).toBe(300);
    await backstage.sql`update otp_challenges set expires_at = now() where id = ${late.challengeId}`;
    const answer = await from(2).verify({ challenge_id: late.challengeId, otp: late.code });
    expect([answer.status, answer.body.code]).toEqual([401, "wrong_code"]);
  });

  it("OT-02 is refused when its time runs out between checking and spending", async () => {
    const { ctx } = owner;
    const act = { purpose: "vendor.remove" as const, target: "vnd_1" };
    const issued = await requestChallenge(ctx, act);
    const otp = await backstage.code(issued.challengeId);
    const proof = await verifyForSpending(ctx, { ...act, challengeId: issued.challengeId, otp });
    await backstage.sql`update otp_challenges set expires_at = now() where id = ${issued.challengeId}`;
    await expect(withTenantAndPlatform(ctx, (tx) => proof.spend(tx))).rejects.toMatchObject({
      code: "wrong_code",
    });
  });
});

describe("guessing", () => {
  it("OT-03 counts exactly five of 50 parallel wrong guesses at a vendor's code, then even the right one is refused", async () => {
    const { challengeId, code } = await askVendor();
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        from(n).verify({ challenge_id: challengeId, otp: otherThan(code) }),
      ),
    );
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.code}`))).toEqual(
      new Set(["401 wrong_code"]),
    );
    const [row] = await backstage.sql`select attempts from otp_challenges where id = ${challengeId}`;
    expect(row?.attempts).toBe(5);
    const failures = await backstage.sql`select cardinality(failed_at) as n from otp_challenge_failures`;
    expect(failures).toEqual([{ n: 5 }]);
    expect((await from(99).verify({ challenge_id: challengeId, otp: code })).status).toBe(401);
  });

  it("OT-03 stops a CEO's code after three, and records each failure and the lock, never the code", async () => {
    const { challengeId, code } = await askOwner();
    const left = [];
    for (let n = 0; n < 3; n += 1) {
      left.push((await from(n).verify({ challenge_id: challengeId, otp: otherThan(code) })).body.tries_left);
    }
    expect(left).toEqual([2, 1, undefined]);
    expect((await from(9).verify({ challenge_id: challengeId, otp: code })).status).toBe(401);
    const actions = (await backstage.actions(owner.ceoId)).slice(-4);
    expect(actions).toEqual(["OTP_VERIFY_FAILED", "OTP_VERIFY_FAILED", "OTP_VERIFY_FAILED", "OTP_LOCKED"]);
    const told =
      await backstage.sql`select string_agg(details, ' ') as text from audit_details where ceo_id = ${owner.ceoId}`;
    expect(told[0]?.text).not.toContain(code);
    expect(told[0]?.text).not.toContain(otherThan(code));
  });

  it("OT-05 blocks an identity after ten failures in 24 hours, from however many addresses", async () => {
    const { vendorId: _, phone } = await askVendor();
    let refused = 0;
    for (let n = 0; n < 12; n += 1) {
      await backstage.forgetLimits();
      await backstage.sql`update otp_challenge_failures set next_try_at = now()`;
      const asked = await from(n).vendorLogin(phone);
      const answer = await from(n + 100).verify({ challenge_id: asked.data.challenge_id, otp: "AAAAAA2!" });
      if (answer.status === 429) refused += 1;
    }
    expect(refused).toBe(2);
    // A failure of yesterday no longer counts.
    await backstage.sql`update otp_challenge_failures set failed_at = array(select t - interval '25 hours' from unnest(failed_at) t), next_try_at = now()`;
    await backstage.forgetLimits();
    const asked = await from(1).vendorLogin(phone);
    const code = await backstage.code(asked.data.challenge_id);
    expect((await from(2).verify({ challenge_id: asked.data.challenge_id, otp: code })).status).toBe(200);
  });

  it("OT-05 makes the next challenge wait longer and longer", async () => {
    const { challengeId, code, phone } = await askVendor();
    for (let n = 0; n < 4; n += 1) await from(n).verify({ challenge_id: challengeId, otp: otherThan(code) });
    await backstage.forgetLimits();
    const next = await from(1).vendorLogin(phone);
    const right = await backstage.code(next.data.challenge_id);
    const early = await from(2).verify({ challenge_id: next.data.challenge_id, otp: right });
    expect([early.status, early.body.code]).toEqual([429, "rate_limited"]);
    expect(Number(early.headers.get("retry-after"))).toBeGreaterThan(50);
    await backstage.sql`update otp_challenge_failures set next_try_at = now()`;
    expect((await from(3).verify({ challenge_id: next.data.challenge_id, otp: right })).status).toBe(200);
  });

  it("OT-18 keeps a known device's way open while strangers burn every limit", async () => {
    const home = from(50);
    const { challengeId, code } = await askOwner(home);
    expect((await home.verify({ challenge_id: challengeId, otp: code })).status).toBe(200);
    await backstage.forgetLimits();
    // Strangers: every sending and every try is used up.
    for (let n = 0; n < 3; n += 1) await from(n).login(owner.email);
    const [row] = await backstage.sql`select identity_id from ceos where ceo_id = ${owner.ceoId}`;
    await backstage.sql`insert into otp_challenge_failures (subject_id, consecutive, failed_at, next_try_at)
      values (${`${row?.identity_id}|stranger`}, 30, array_fill(now(), array[10]), now() + interval '15 minutes')
      on conflict (subject_id) do update set consecutive = 30, failed_at = excluded.failed_at, next_try_at = excluded.next_try_at`;
    const stranger = await from(3).login(owner.email);
    expect(stranger.status).toBe(429);
    const asked = await home.login(owner.email);
    expect(asked.status).toBe(200);
    const right = await backstage.code(asked.data.challenge_id);
    expect((await from(4).verify({ challenge_id: asked.data.challenge_id, otp: right })).status).toBe(429);
    expect((await home.verify({ challenge_id: asked.data.challenge_id, otp: right })).status).toBe(200);
  });

  it("OT-18 takes no word of a device that nobody signed", async () => {
    await askOwner();
    for (let n = 0; n < 3; n += 1) await from(n).login(owner.email);
    const forger = from(9);
    forger.cookies.set("trustguard.device", `${"A".repeat(22)}.1999999999.${"B".repeat(43)}`);
    expect((await forger.login(owner.email)).status).toBe(429);
  });
});

describe("a code is for one purpose, target, person and place", () => {
  const purposes = [
    "escalation.approve",
    "escalation.reject",
    "bank-account.change",
    "vendor.remove",
    "data.export",
  ] as const;

  it("OT-07 passes on the diagonal of five purposes only, and a try on the wrong one counts", async () => {
    const { ctx } = owner;
    for (const issuedFor of purposes) {
      for (const usedFor of purposes) {
        await backstage.forgetLimits();
        await backstage.sql`delete from otp_challenge_failures`;
        const issued = await requestChallenge(ctx, { purpose: issuedFor, target: "one" });
        const otp = await backstage.code(issued.challengeId);
        const spent = spendChallenge(ctx, {
          purpose: usedFor,
          target: "one",
          challengeId: issued.challengeId,
          otp,
        });
        if (issuedFor === usedFor) await spent;
        else {
          await expect(spent).rejects.toMatchObject({ code: "wrong_code", extra: { tries_left: 2 } });
        }
      }
    }
  });

  it("OT-07 refuses another target, other facts, another session, and a sign-in code", async () => {
    const { ctx, caller } = owner;
    const act = {
      purpose: "escalation.approve" as const,
      target: { id: "esc_1" },
      facts: { amount_kobo: 100 },
    };
    const issued = await requestChallenge(ctx, act);
    const otp = await backstage.code(issued.challengeId);
    const spend = (change: object, by = ctx) =>
      spendChallenge(by, { ...act, challengeId: issued.challengeId, otp, ...change });
    await backstage.sql`update otp_challenges set attempts_max = 10 where id = ${issued.challengeId}`;
    await expect(spend({ target: "esc_2" })).rejects.toMatchObject({ code: "wrong_code" });
    await expect(spend({ facts: { amount_kobo: 101 } })).rejects.toMatchObject({ code: "wrong_code" });
    await backstage.forgetLimits();
    const asked = await caller.login(owner.phone);
    const signInCode = await backstage.code(asked.data.challenge_id);
    await expect(spend({ challengeId: asked.data.challenge_id, otp: signInCode })).rejects.toMatchObject({
      code: "wrong_code",
    });
    const other = await caller.verify({ challenge_id: asked.data.challenge_id, otp: signInCode });
    await expect(spend({}, await contextOf(other.data.token))).rejects.toMatchObject({ code: "wrong_code" });
    await spend({ target: "esc_1" });
  });

  it("answers 403 step_up_required with purpose and target when no code came", async () => {
    await expect(
      spendChallenge(owner.ctx, { purpose: "vendor.remove", target: "vnd_9" }),
    ).rejects.toMatchObject({
      code: "step_up_required",
      status: 403,
      extra: { purpose: "vendor.remove", target: { id: "vnd_9" } },
    });
  });

  it("OT-07 takes the member form only with the cookie of the place that asked", async () => {
    const ada = new Caller();
    const { code } = await askOwner(ada);
    const given = { ceo_id: owner.ceoId, otp: code, role: "CEO" };
    expect((await new Caller().verify(given)).status).toBe(401);
    const withOther = new Caller();
    await withOther.login("nobody@example.com");
    expect((await withOther.verify(given)).status).toBe(401);
    expect((await ada.verify(given)).data).toMatchObject({ ceo_id: owner.ceoId, role: "CEO" });
  });

  it("OT-08 lets only the last of five codes from one place work", async () => {
    const ada = new Caller();
    const asked = [];
    for (let n = 0; n < 5; n += 1) {
      asked.push(await askOwner(ada));
      await backstage.forgetLimits();
    }
    const answers = [];
    for (const { challengeId, code } of asked)
      answers.push((await ada.verify({ challenge_id: challengeId, otp: code })).status);
    expect(answers).toEqual([401, 401, 401, 401, 200]);
  });

  it("OT-08 leaves the owner's live code alone when a stranger asks", async () => {
    const ada = new Caller();
    const { challengeId, code } = await askOwner(ada);
    await backstage.forgetLimits();
    await askOwner(new Caller());
    expect((await ada.verify({ challenge_id: challengeId, otp: code })).status).toBe(200);
  });
});

describe("asking", () => {
  it("answers 429 with the seconds to wait between codes, and an answered code frees its place", async () => {
    const ada = new Caller();
    await askOwner(ada);
    const soon = await ada.login(owner.email);
    expect([soon.status, soon.headers.get("retry-after")]).toEqual([429, expect.stringMatching(/^(59|60)$/)]);
    await backstage.forgetLimits();
    const { challengeId, code } = await askOwner(ada);
    await ada.verify({ challenge_id: challengeId, otp: code });
    expect((await ada.login(owner.email)).status).toBe(200);
  });

  it("lets a step-up be asked for three escalations in a row, and twice for one only after the gap", async () => {
    const { ctx } = owner;
    for (const id of ["esc_a", "esc_b", "esc_c"])
      await requestChallenge(ctx, { purpose: "escalation.approve", target: id });
    await expect(
      requestChallenge(ctx, { purpose: "escalation.approve", target: "esc_c" }),
    ).rejects.toMatchObject({ code: "rate_limited" });
  });

  it("sends payout and phone codes to the phone alone", async () => {
    const issued = await requestChallenge(owner.ctx, { purpose: "bank-account.change", target: "new" });
    expect(Object.keys(await backstage.codes(issued.challengeId))).toEqual(["sms"]);
    const other = await requestChallenge(owner.ctx, { purpose: "escalation.reject", target: "new" });
    expect(Object.keys(await backstage.codes(other.challengeId)).sort()).toEqual(["email", "sms"]);
    expect(other.maskedTo).toMatch(/^\+234\*\*\*\d{4}, p\*\*\*@example\.com$/);
  });

  it("OT-10 answers strangers alike, in the same time, and texts nobody", async () => {
    const times = { known: [] as number[], unknown: [] as number[] };
    const shapes = new Set<string>();
    for (let n = 0; n < 25; n += 1) {
      for (const kind of ["known", "unknown"] as const) {
        await backstage.forgetLimits();
        const began = performance.now();
        const answer = await from(n).login(kind === "known" ? owner.email : `stranger${n}@example.com`);
        times[kind].push(performance.now() - began);
        const names = [...answer.headers.keys()].sort().join();
        shapes.add(
          JSON.stringify([
            answer.status,
            Object.keys(answer.data),
            answer.data.challenge_id.length,
            answer.body.message,
            names,
          ]),
        );
      }
    }
    expect([...shapes]).toHaveLength(1);
    // Five milliseconds, or what the machine's own noise amounts to in this very run where that is more.
    const noise = quantile(times.known, 0.75) - quantile(times.known, 0.25);
    const gap = Math.abs(quantile(times.known, 0.5) - quantile(times.unknown, 0.5));
    expect(gap).toBeLessThan(Math.max(5, noise));
    const asked = await from(1).login("stranger@example.com");
    expect(await backstage.codes(asked.data.challenge_id)).toEqual({});
    const wrong = await from(1).verify({ challenge_id: asked.data.challenge_id, otp: "12345!" });
    expect([wrong.status, wrong.body.code, wrong.body.tries_left]).toEqual([401, "wrong_code", 2]);
  }, 60_000);

  it("OT-10 never takes a code for a decoy, whatever its row holds", async () => {
    const asked = await from(1).login("stranger2@example.com");
    const [row] =
      await backstage.sql`select subject_id, place_hash from otp_challenges where id = ${asked.data.challenge_id}`;
    const binding = {
      challengeId: asked.data.challenge_id,
      subjectId: row?.subject_id,
      purpose: "sign-in",
      targetHash: hashTarget({}),
      placeHash: row?.place_hash,
    };
    const stored = await hashCode(binding, "12345!");
    expect(await matchesCode(binding, "12345!", stored)).toBe(true);
    await backstage.sql`update otp_challenge_codes set salt = ${stored.salt}, hash = ${stored.hash} where challenge_id = ${asked.data.challenge_id}`;
    expect((await from(1).verify({ challenge_id: asked.data.challenge_id, otp: "12345!" })).status).toBe(401);
  });

  it("OT-17 fails closed when the limits cannot be counted, while reading goes on", async () => {
    const { GET } = await import("@/app/api/auth/sessions/route");
    const reader = await makeOwner(backstage);
    await backstage.sql`alter table rate_limits rename to rate_limits_away`;
    try {
      const login = await new Caller().login(owner.email);
      expect([login.status, login.body.code]).toEqual([503, "unavailable"]);
      expect(Number(login.headers.get("retry-after"))).toBeGreaterThan(0);
      expect((await reader.caller.call(GET, "/api/auth/sessions", { method: "GET" })).status).toBe(200);
    } finally {
      await backstage.sql`alter table rate_limits_away rename to rate_limits`;
    }
    expect((await new Caller().login(owner.email)).status).toBe(200);
  });
});

describe("a stolen table", () => {
  it("OT-16 gives no code away without the pepper, and no code fits elsewhere", async () => {
    const { challengeId, code } = await askOwner();
    const [row] =
      await backstage.sql`select c.*, k.salt, k.hash, k.iterations, k.pepper_kid from otp_challenges c
      join otp_challenge_codes k on k.challenge_id = c.id where c.id = ${challengeId}`;
    const binding = {
      challengeId,
      subjectId: row?.subject_id,
      purpose: row?.purpose,
      targetHash: row?.target_hash,
      placeHash: row?.place_hash,
    };
    const stored = {
      pepperKid: row?.pepper_kid,
      salt: row?.salt,
      iterations: row?.iterations,
      hash: row?.hash,
    };
    expect(row?.iterations).toBe(100_000);
    expect(await matchesCode(binding, code, stored)).toBe(true);
    expect(await matchesCode(binding, code, { ...stored, pepperKid: "unknown" })).toBe(false);
    for (const name of Object.keys(binding) as (keyof typeof binding)[]) {
      expect(await matchesCode({ ...binding, [name]: "x" }, code, stored)).toBe(false);
    }
    const dump = JSON.stringify(await backstage.sql`select * from notices`);
    expect(dump).not.toContain(code);
  });
});

describe("a buyer's code in the chat", () => {
  it("is accepted once, exactly as typed, in its own conversation", async () => {
    const world = await makeSalesWorld();
    const buyer = { ceoId: world.ceoId, contactId: world.contactId, conversationId: world.conversationId };
    expect(await checkBuyerCode({ ...buyer, text: "AAAAAA2!" })).toEqual({ result: "none_live" });
    const { code, expiresAt } = await issueBuyerCode(buyer);
    expect(code).toMatch(/^[A-HJ-NP-Za-kmnp-z2-9!@#$%^&*]{8}$/);
    expect(expiresAt.getTime() - Date.now()).toBeGreaterThan(290_000);
    expect(await checkBuyerCode({ ...buyer, text: otherThan(code) })).toEqual({
      result: "wrong",
      triesLeft: 4,
    });
    expect(await checkBuyerCode({ ...buyer, conversationId: "cnv_other", text: code })).toEqual({
      result: "none_live",
    });
    expect(await checkBuyerCode({ ...buyer, text: ` ${code} ` })).toEqual({ result: "accepted" });
    expect(await checkBuyerCode({ ...buyer, text: code })).toEqual({ result: "none_live" });
    expect(await backstage.actions(world.ceoId)).toEqual(
      expect.arrayContaining(["OTP_SENT", "OTP_VERIFY_FAILED", "OTP_VERIFY_SUCCESS"]),
    );
  });

  it("stays accepted when the place of its sending cannot be freed after it was spent", async () => {
    const world = await makeSalesWorld();
    const buyer = { ceoId: world.ceoId, contactId: world.contactId, conversationId: world.conversationId };
    const { code } = await issueBuyerCode(buyer);
    await backstage.sql`alter table rate_limits rename to rate_limits_away`;
    try {
      expect(await checkBuyerCode({ ...buyer, text: code })).toEqual({ result: "accepted" });
    } finally {
      await backstage.sql`alter table rate_limits_away rename to rate_limits`;
    }
  });

  it("says expired and locked, keeps a gap between codes, and a new code kills the old", async () => {
    const world = await makeSalesWorld();
    const buyer = { ceoId: world.ceoId, contactId: world.contactId, conversationId: world.conversationId };
    const first = await issueBuyerCode(buyer);
    await expect(issueBuyerCode(buyer)).rejects.toMatchObject({ code: "rate_limited" });
    await backstage.sql`update otp_challenges set expires_at = now() where id = ${first.challengeId}`;
    expect(await checkBuyerCode({ ...buyer, text: first.code })).toEqual({ result: "expired" });
    await backstage.forgetLimits();
    const second = await issueBuyerCode(buyer);
    const results = [];
    for (let n = 0; n < 5; n += 1)
      results.push((await checkBuyerCode({ ...buyer, text: otherThan(second.code) })).result);
    expect(results).toEqual(["wrong", "wrong", "wrong", "wrong", "locked"]);
    expect(await checkBuyerCode({ ...buyer, text: second.code })).toEqual({ result: "locked" });
    await backstage.forgetLimits();
    const third = await issueBuyerCode(buyer);
    expect(await checkBuyerCode({ ...buyer, text: third.code })).toEqual({ result: "accepted" });
  });

  it("OT-01 is accepted for one of 16 turns at once", async () => {
    const world = await makeSalesWorld();
    const buyer = { ceoId: world.ceoId, contactId: world.contactId, conversationId: world.conversationId };
    const { code, challengeId } = await issueBuyerCode(buyer);
    await backstage.sql`update otp_challenges set attempts_max = 100 where id = ${challengeId}`;
    const results = await Promise.all(
      Array.from({ length: 16 }, () => checkBuyerCode({ ...buyer, text: code })),
    );
    expect(results.filter(({ result }) => result === "accepted")).toHaveLength(1);
  });
});

function quantile(times: number[], part: number): number {
  return [...times].sort((a, b) => a - b)[Math.floor((times.length - 1) * part)] ?? 0;
}
