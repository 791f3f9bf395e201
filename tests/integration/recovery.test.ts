import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { POST as setPhone } from "@/app/api/auth/recovery/[recovery_id]/phone/route";
import { DELETE as stop } from "@/app/api/auth/recovery/[recovery_id]/route";
import { POST as confirm } from "@/app/api/auth/recovery/confirm/route";
import { POST as ask } from "@/app/api/auth/recovery/route";
import { POST as undo } from "@/app/api/auth/undo/route";
import { GET as profile } from "@/app/api/ceo/profile/route";
import { closeDatabase } from "@/db/client";
import { Backstage, Caller, makeOwner, newPerson, type Owner, otherThan } from "../support/auth-world";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { forgetNotices, noticesOf } from "../support/safety-world";
import { setTestEnvironment } from "../support/sales-world";

let database: TestDatabase;
let backstage: Backstage;

beforeAll(async () => {
  database = await createTestDatabase();
  setTestEnvironment(database.databaseUrl);
  backstage = new Backstage(database);
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

const askFor = (email: string) => new Caller().call(ask, "/api/auth/recovery", { body: { email } });
const answer = (challenge_id: string, otp: string) =>
  new Caller().call(confirm, "/api/auth/recovery/confirm", { body: { challenge_id, otp } });
const stopIt = (id: string) =>
  new Caller().call(stop, `/api/auth/recovery/${id}`, { method: "DELETE", params: { recovery_id: id } });
const newPhone = (id: string, body: object) =>
  new Caller().call(setPhone, `/api/auth/recovery/${id}/phone`, { body, params: { recovery_id: id } });

async function freshOwner(): Promise<Owner> {
  const owner = await makeOwner(backstage);
  await forgetNotices(backstage);
  return owner;
}

/** Reads a fresh code out of the mailbox and answers it. */
async function prove(owner: Owner) {
  await backstage.forgetLimits();
  const asked = await askFor(owner.email);
  return answer(asked.data.challenge_id, await backstage.code(asked.data.challenge_id));
}

const moveReady = (id: string, left: string) => backstage.sql`
  update recoveries set started_at = started_at - interval '30 hours', ready_at = now() + ${left}::interval
  where id = ${id}`;

describe("a lost phone (P12.2)", () => {
  it("waits 24 hours after the mailbox's code, then sets a new phone once and signs everybody out", async () => {
    const owner = await freshOwner();
    const begun = await prove(owner);
    expect(begun.data).toMatchObject({ state: "waiting", grant: null });
    const id = begun.data.recovery_id as string;
    const [row] = await backstage.sql`
      select extract(epoch from ready_at - started_at)::int as s from recoveries where id = ${id}`;
    expect(row?.s).toBe(24 * 3600);
    await moveReady(id, "5 seconds");
    const early = await prove(owner);
    expect(early.data).toMatchObject({ recovery_id: id, state: "waiting", grant: null });
    await moveReady(id, "0 seconds");
    const ready = await prove(owner);
    expect(ready.data).toMatchObject({ recovery_id: id, state: "ready" });
    const { grant } = ready.data;
    const { phone } = newPerson();
    expect((await newPhone(id, { grant: "x".repeat(43), phone })).status).toBe(404);
    expect((await newPhone(id, { grant, phone: "+447700900123" })).body.code).toBe("invalid_request");
    const results = await Promise.all(Array.from({ length: 8 }, () => newPhone(id, { grant, phone })));
    expect(results.filter(({ status }) => status === 200)).toHaveLength(1);
    expect((await owner.caller.call(profile, "/api/ceo/profile", { method: "GET" })).status).toBe(401);
    await backstage.forgetLimits();
    const caller = new Caller();
    const asked = await caller.login(phone);
    const { sms } = await backstage.codes(asked.data.challenge_id);
    caller.token = (await caller.verify({ challenge_id: asked.data.challenge_id, otp: sms })).data.token;
    const now = await caller.call(profile, "/api/ceo/profile", { method: "GET" });
    expect(now.data).toMatchObject({ phone, phone_verified: true });
    const actions = await backstage.actions(owner.ceoId);
    expect(actions).toEqual(expect.arrayContaining(["RECOVERY_STARTED", "RECOVERY_COMPLETED"]));
  });

  it("is announced on both with a link that stops it from either, for good", async () => {
    for (const from of ["phone", "email"] as const) {
      const owner = await freshOwner();
      const { data } = await prove(owner);
      const told = (await noticesOf(backstage)).filter(({ template }) => template === "recovery.started");
      expect(told.map(({ to }) => to).sort()).toEqual([owner.phone, owner.email].sort());
      const id = told.find(({ to }) => to === owner[from])?.link?.split("#")[1] ?? "";
      expect(id).toBe(data.recovery_id);
      await moveReady(id, "0 seconds");
      const ready = await prove(owner);
      expect((await stopIt(id)).data).toEqual({ stopped: true });
      expect((await stopIt(id)).data).toEqual({ stopped: true });
      const late = await newPhone(id, { grant: ready.data.grant, phone: newPerson().phone });
      expect(late.status).toBe(404);
      // Whoever begins again waits again.
      expect((await prove(owner)).data).toMatchObject({ state: "waiting", grant: null });
      expect((await backstage.actions(owner.ceoId)).filter((one) => one === "RECOVERY_STOPPED")).toHaveLength(
        1,
      );
      await forgetNotices(backstage);
    }
  });

  it("sets or stops, never both, when they meet", async () => {
    for (let round = 0; round < 5; round += 1) {
      const owner = await freshOwner();
      const { data } = await prove(owner);
      await moveReady(data.recovery_id, "0 seconds");
      const { grant } = (await prove(owner)).data;
      const { phone } = newPerson();
      await backstage.forgetLimits();
      const [set] = await Promise.all([
        newPhone(data.recovery_id, { grant, phone }),
        stopIt(data.recovery_id),
      ]);
      const [row] = await backstage.sql`
        select stopped_at is not null as stopped, completed_at is not null as completed, i.phone
        from recoveries r join identities i on i.id = r.identity_id where r.id = ${data.recovery_id}`;
      expect([row?.stopped, row?.completed, row?.phone === phone]).toEqual(
        set.status === 200 ? [false, true, true] : [true, false, false],
      );
    }
  });

  it("can be undone from the old phone for 72 hours, and its grant lives 15 minutes", async () => {
    const owner = await freshOwner();
    const { data } = await prove(owner);
    await moveReady(data.recovery_id, "0 seconds");
    const over = (await prove(owner)).data.grant;
    await backstage.sql`update recoveries set grant_ends_at = now() where id = ${data.recovery_id}`;
    expect((await newPhone(data.recovery_id, { grant: over, phone: newPerson().phone })).body.code).toBe(
      "link_over",
    );
    const { grant } = (await prove(owner)).data;
    await forgetNotices(backstage);
    expect((await newPhone(data.recovery_id, { grant, phone: newPerson().phone })).status).toBe(200);
    const link = (await noticesOf(backstage)).find(({ to }) => to === owner.phone)?.link ?? "";
    const undone = await new Caller().call(undo, "/api/auth/undo", { body: { token: link.split("#")[1] } });
    expect(undone.data).toEqual({ undone: true, field: "phone" });
  });

  it("OT-10 answers strangers, vendors and unproved addresses alike, and sends them nothing", async () => {
    const owner = await freshOwner();
    await backstage.sql`
      update identities set email_verified_at = null where id = ${(await freshOwner()).ctx.identityId}`;
    const shapes = [];
    for (const email of [owner.email, "stranger@example.com", newPerson().email]) {
      await backstage.forgetLimits();
      const { status, body } = await askFor(email);
      shapes.push([status, Object.keys(body).sort(), body.message, { ...body.data, challenge_id: "" }]);
    }
    expect(shapes[1]).toEqual(shapes[0]);
    expect(shapes[2]).toEqual(shapes[0]);
    const asked = await askFor("somebody@example.com");
    expect(await backstage.codes(asked.data.challenge_id)).toEqual({});
    expect((await askFor("not an address")).status).toBe(400);
  });

  it("OT-03 OT-07 takes its own code alone, three tries, once", async () => {
    const owner = await freshOwner();
    const asked = await askFor(owner.email);
    const id = asked.data.challenge_id as string;
    const code = await backstage.code(id);
    expect((await new Caller().verify({ challenge_id: id, otp: code })).status).toBe(401);
    const signIn = await new Caller().login(owner.email);
    const other = await backstage.code(signIn.data.challenge_id);
    expect((await answer(signIn.data.challenge_id, other)).status).toBe(401);
    expect((await answer(id, otherThan(code))).status).toBe(401);
    const both = await Promise.all([answer(id, code), answer(id, code)]);
    expect(both.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await backstage.count("recoveries", `identity_id = '${owner.ctx.identityId}'`)).toBe(1);
  });
});
