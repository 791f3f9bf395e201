import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase } from "@/db/client";
import { removeExpired } from "@/lib/auth/remove-expired";
import { Backstage, Caller, newPerson, otherThan } from "../support/auth-world";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { setTestEnvironment } from "../support/sales-world";

let database: TestDatabase;
let backstage: Backstage;

beforeAll(async () => {
  database = await createTestDatabase();
  setTestEnvironment(database.databaseUrl);
  backstage = new Backstage(database);
});

afterEach(() => backstage.forgetLimits());

afterAll(async () => {
  await backstage.close();
  await closeDatabase();
  await database.drop();
});

describe("registering a business", () => {
  it("P2.1 sends two different codes; the first signs in, the second verifies the other way", async () => {
    const ada = new Caller();
    const person = newPerson();
    const asked = await ada.register(person);
    expect(asked.status).toBe(201);
    expect(asked.data).toMatchObject({
      ceo: { ...person, verified: false, company_name: "Ada's Fashion" },
      ttl_minutes: 5,
    });
    const codes = await backstage.codes(asked.data.challenge_id);
    expect(codes.sms).toMatch(/^[0-9!@#$%^&*]{6}$/);
    expect(codes.email).not.toBe(codes.sms);
    const first = await ada.verify({ challenge_id: asked.data.challenge_id, otp: codes.email });
    expect(first.data).toMatchObject({
      role: "CEO",
      ceo_id: asked.data.ceo.ceo_id,
      token: expect.stringMatching(/^[\w-]{43}$/),
    });
    const verified = () =>
      backstage.sql`select phone_verified_at is not null as phone, email_verified_at is not null as email
        from identities where email = ${person.email}`;
    expect(await verified()).toEqual([{ phone: false, email: true }]);
    const second = await ada.verify({ challenge_id: asked.data.challenge_id, otp: codes.sms });
    expect(second.status).toBe(200);
    expect(await verified()).toEqual([{ phone: true, email: true }]);
    const ceoId = asked.data.ceo.ceo_id;
    expect(await backstage.actions(ceoId)).toEqual([
      "CEO_REGISTERED",
      "OTP_SENT",
      "CEO_VERIFIED",
      "OTP_VERIFY_SUCCESS",
      "SIGNED_IN",
      "CONTACT_WAY_VERIFIED",
      "OTP_VERIFY_SUCCESS",
      "SIGNED_IN",
    ]);
    expect(await backstage.count("bot_settings", `ceo_id = '${ceoId}'`)).toBe(1);
    expect(await backstage.count("vendors", `ceo_id = '${ceoId}' and is_owner and status = 'active'`)).toBe(
      1,
    );
  });

  it("opens no second session when somebody signed in verifies the other way", async () => {
    const ada = new Caller();
    const asked = await ada.register(newPerson());
    const codes = await backstage.codes(asked.data.challenge_id);
    expect((await ada.signIn({ challenge_id: asked.data.challenge_id, otp: codes.sms! })).error).toBeNull();
    const second = await ada.verify({ challenge_id: asked.data.challenge_id, otp: codes.email });
    expect(second.data.token).toBeNull();
    expect(
      await backstage.count("sessions", `ceo_id = '${asked.data.ceo.ceo_id}' and revoked_at is null`),
    ).toBe(1);
  });

  it("P2.7 answers 409 for what a verified account has, and not for what nobody proved", async () => {
    const person = newPerson();
    const asked = await new Caller().register(person);
    await backstage.forgetLimits();
    expect((await new Caller().register(person)).status).toBe(201);
    const codes = await backstage.codes(asked.data.challenge_id);
    await new Caller().verify({ challenge_id: asked.data.challenge_id, otp: codes.sms });
    await backstage.forgetLimits();
    const again = await new Caller().register({ ...newPerson(), phone: person.phone });
    expect([again.status, again.body.code]).toEqual([409, "phone_taken"]);
    // The email was never proved: it is still free.
    expect((await new Caller().register({ ...newPerson(), email: person.email.toUpperCase() })).status).toBe(
      201,
    );
  });

  it("lets one of two pending registrations with one phone become an account", async () => {
    const person = newPerson();
    const first = await new Caller().register(person);
    await backstage.forgetLimits();
    const second = await new Caller().register({ ...newPerson(), phone: person.phone });
    const answers = [];
    for (const { data } of [first, second]) {
      const codes = await backstage.codes(data.challenge_id);
      answers.push(await new Caller().verify({ challenge_id: data.challenge_id, otp: codes.sms }));
    }
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual([
      [200, undefined],
      [409, "phone_taken"],
    ]);
  });

  it("OT-09 texts at most ten numbers of one prefix an hour; email goes on, and so do other prefixes", async () => {
    const ways = [];
    for (let n = 0; n < 12; n += 1) {
      const phone = `+234806123${String(1000 + n)}`;
      const asked = await new Caller(`198.51.100.${n}`).register({ ...newPerson(), phone });
      ways.push(
        Object.keys(await backstage.codes(asked.data.challenge_id))
          .sort()
          .join(),
      );
    }
    expect(ways).toEqual([...Array(10).fill("email,sms"), "email", "email"]);
    const other = await new Caller().register({ ...newPerson(), phone: "+2348095551234" });
    expect(Object.keys(await backstage.codes(other.data.challenge_id)).sort()).toEqual(["email", "sms"]);
    const abroad = await new Caller().register({ ...newPerson(), phone: "+447400123456" });
    expect(Object.keys(await backstage.codes(abroad.data.challenge_id))).toEqual(["email"]);
  });

  it("frees what nobody verified after 24 hours, and nothing else", async () => {
    const kept = await new Caller().register(newPerson());
    const codes = await backstage.codes(kept.data.challenge_id);
    await new Caller().verify({ challenge_id: kept.data.challenge_id, otp: codes.sms });
    const stale = await new Caller().register(newPerson());
    const fresh = await new Caller().register(newPerson());
    const aged = [kept, stale].map(({ data }) => data.ceo.ceo_id);
    await backstage.sql`update identities set created_at = now() - interval '25 hours'
      where id in (select identity_id from ceos where ceo_id = any(${aged}))`;
    await removeExpired();
    const left =
      await backstage.sql`select ceo_id from ceos where ceo_id = any(${[kept, stale, fresh].map(({ data }) => data.ceo.ceo_id)})`;
    expect(left.map(({ ceo_id }) => ceo_id).sort()).toEqual(
      [kept, fresh].map(({ data }) => data.ceo.ceo_id).sort(),
    );
  });

  it("keeps what a registration gives as text: no markup runs, no invisible characters, no unknown fields", async () => {
    const named = await new Caller().register({
      ...newPerson(),
      name: " A\u202eda <script>alert(1)</script>\u200b ",
    });
    expect(named.data.ceo.name).toBe("Ada <script>alert(1)</script>");
    const extra = await new Caller().register({ ...newPerson(), status: "active" });
    expect([extra.status, extra.body.fields]).toEqual([
      400,
      [{ path: "status", message: "is not known here" }],
    ]);
  });

  it("refuses a wrong code and does not open the business", async () => {
    const ada = new Caller();
    const asked = await ada.register(newPerson());
    const { sms = "" } = await backstage.codes(asked.data.challenge_id);
    const wrong = await ada.verify({ challenge_id: asked.data.challenge_id, otp: otherThan(sms) });
    expect([wrong.status, wrong.body.code, wrong.body.tries_left]).toEqual([401, "wrong_code", 2]);
    expect(await backstage.count("ceos", `ceo_id = '${asked.data.ceo.ceo_id}' and status = 'pending'`)).toBe(
      1,
    );
  });
});
