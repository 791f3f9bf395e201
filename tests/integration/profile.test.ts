import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { POST as undo } from "@/app/api/auth/undo/route";
import { POST as confirmEmail } from "@/app/api/ceo/profile/email/route";
import { POST as provePhone } from "@/app/api/ceo/profile/phone/route";
import { PATCH as change, GET as read } from "@/app/api/ceo/profile/route";
import { POST as addVendor } from "@/app/api/ceo/vendors/route";
import { closeDatabase } from "@/db/client";
import {
  Backstage,
  Caller,
  makeOwner,
  makeVendor,
  newPerson,
  type Owner,
  otherThan,
} from "../support/auth-world";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { askChallenge, codeFor, forgetNotices, givePasskey, noticesOf } from "../support/safety-world";
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

const get = (caller: Caller) => caller.call(read, "/api/ceo/profile", { method: "GET" });
const patch = (caller: Caller, body: object) =>
  caller.call(change, "/api/ceo/profile", { method: "PATCH", body });
const undoWith = (token: string) => new Caller().call(undo, "/api/auth/undo", { body: { token } });

async function freshOwner(): Promise<Owner> {
  const owner = await makeOwner(backstage);
  await forgetNotices(backstage);
  return owner;
}

/** Signs in by phone and the code that came there; gives the caller and the answer. */
async function signIn(contact: string, way: "sms" | "email" = "sms") {
  await backstage.forgetLimits();
  const caller = new Caller();
  const asked = await caller.login(contact);
  const codes = await backstage.codes(asked.data.challenge_id);
  const answer = await caller.verify({ challenge_id: asked.data.challenge_id, otp: codes[way] ?? "" });
  caller.token = answer.data?.token;
  return { caller, answer, codes };
}

async function changePhone(owner: Owner, phone: string) {
  const proof = await codeFor(backstage, owner.caller, "profile.phone", { phone });
  await forgetNotices(backstage);
  return patch(owner.caller, { phone, ...proof });
}

/** The secret of the undo link that went to one recipient. */
async function undoSecret(to: string): Promise<string> {
  const notices = await noticesOf(backstage);
  return notices.find((one) => one.to === to && one.link?.includes("/undo#"))?.link?.split("#")[1] ?? "";
}

describe("names", () => {
  it("P12.1 change as they are and are audited", async () => {
    const owner = await freshOwner();
    const changed = await patch(owner.caller, { name: "Ada  Eze", company_name: "Ada Fabrics" });
    expect(changed.data).toMatchObject({ name: "Ada Eze", company_name: "Ada Fabrics", force_logout: false });
    expect((await get(owner.caller)).data).toMatchObject({ name: "Ada Eze", company_name: "Ada Fabrics" });
    expect((await backstage.actions(owner.ceoId)).at(-1)).toBe("PROFILE_UPDATED");
  });

  it("tells the second of two tabs, and shows what the first one left", async () => {
    const owner = await freshOwner();
    const { version } = (await get(owner.caller)).data;
    expect((await patch(owner.caller, { name: "First", version })).status).toBe(200);
    const second = await patch(owner.caller, { name: "Second", version });
    expect([second.status, second.body.code, second.body.current.name]).toEqual([409, "conflict", "First"]);
    const again = await patch(owner.caller, { name: "Second", version: second.body.current.version });
    expect(again.data.name).toBe("Second");
  });

  it("lets one of eight saves of the same version through", async () => {
    const owner = await freshOwner();
    const { version } = (await get(owner.caller)).data;
    const saves = Array.from({ length: 8 }, (_, n) => patch(owner.caller, { name: `Ada ${n}`, version }));
    const answers = await Promise.all(saves);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it("refuses what is no name, and two things at once, by field", async () => {
    const owner = await freshOwner();
    for (const body of [
      {},
      { name: " " },
      { name: "x".repeat(101) },
      { phone: "08031112223", name: "A" },
      { role: "x" },
    ]) {
      const answer = await patch(owner.caller, body);
      expect([body, answer.status, answer.body.code]).toEqual([body, 400, "invalid_request"]);
    }
  });

  it("AZ-01 is the owner's alone", async () => {
    const owner = await freshOwner();
    const { phone } = await makeVendor(owner);
    const vendor = new Caller();
    const asked = await vendor.vendorLogin(phone);
    const otp = await backstage.code(asked.data.challenge_id);
    vendor.token = (await vendor.verify({ challenge_id: asked.data.challenge_id, otp })).data.token;
    expect((await get(vendor)).status).toBe(403);
    expect((await get(new Caller())).status).toBe(401);
  });
});

describe("AP-09 a new phone", () => {
  it.each([
    ["0803 CALL ME", "A phone number has digits only, such as 0803 123 4567."],
    ["12", "This does not look like a mobile number. Type it as 0803 123 4567 or +234 803 123 4567."],
    ["+44 7911 123456", "We can text numbers of your own country only. Type one of those."],
  ])("is refused where %s is typed, in the words that a vendor's number is", async (phone, message) => {
    const owner = await freshOwner();
    const problem = { code: "invalid_request", fields: [{ path: "phone", message }] };
    expect((await askChallenge(owner.caller, "profile.phone", { phone })).body).toMatchObject(problem);
    expect(await noticesOf(backstage)).toEqual([]);
    const added = await owner.caller.call(addVendor, "/api/ceo/vendors", { body: { name: "Ngozi", phone } });
    expect(added).toMatchObject({ status: 400, body: problem });
  });

  it("needs the code that went to the old number alone, holds at once, and ends every session", async () => {
    const owner = await freshOwner();
    const other = await signIn(owner.phone);
    const { phone } = newPerson();
    const bare = await patch(owner.caller, { phone });
    expect([bare.status, bare.body.code, bare.body.purpose]).toEqual([
      403,
      "step_up_required",
      "profile.phone",
    ]);
    expect(bare.body.target).toEqual({ phone });
    await forgetNotices(backstage);
    const asked = await askChallenge(owner.caller, "profile.phone", { phone });
    expect(asked.data.masked_to).not.toContain("@");
    expect((await noticesOf(backstage)).map(({ to }) => to)).toEqual([owner.phone]);
    const otp = await backstage.code(asked.data.challenge_id);
    await forgetNotices(backstage);
    const changed = await patch(owner.caller, { phone, challenge_id: asked.data.challenge_id, otp });
    expect(changed.data).toMatchObject({ phone, phone_verified: false, force_logout: true });
    expect(changed.headers.getSetCookie().join()).toMatch(/session-token=;/);
    expect((await get(owner.caller)).status).toBe(401);
    expect((await get(other.caller)).status).toBe(401);
  });

  it("OT-12 tells the new and the old, and the log keeps both masked", async () => {
    const owner = await freshOwner();
    const { phone } = newPerson();
    await changePhone(owner, phone);
    const told = (await noticesOf(backstage)).map(({ to, template }) => `${template} ${to}`).sort();
    expect(told).toEqual(
      [
        `profile.phone-now-here ${phone}`,
        `profile.phone-was-here ${owner.phone}`,
        `profile.phone-was-here ${owner.email}`,
      ].sort(),
    );
    const [row] = await backstage.sql`
      select string_agg(details, ' ') as text from audit_details where ceo_id = ${owner.ceoId}`;
    expect(row?.text).not.toContain(phone);
    expect(row?.text).toContain(`+234***${phone.slice(-4)}`);
    expect(row?.text).toContain(`+234***${owner.phone.slice(-4)}`);
  });

  it("signs in with the new number, which that proves; the email's code proves nothing of it; the old one is nobody", async () => {
    const owner = await freshOwner();
    const { phone } = newPerson();
    await changePhone(owner, phone);
    const byMail = await signIn(owner.email, "email");
    expect(byMail.codes.sms).not.toBe(byMail.codes.email);
    expect((await get(byMail.caller)).data).toMatchObject({ phone, phone_verified: false });
    const held = await askChallenge(byMail.caller, "profile.phone", { phone: newPerson().phone });
    expect([held.status, held.body.code]).toEqual([409, "conflict"]);
    const byPhone = await signIn(phone);
    expect(byPhone.answer.status).toBe(200);
    expect((await get(byPhone.caller)).data).toMatchObject({ phone, phone_verified: true });
    const old = await signIn(owner.phone);
    expect(old.codes).toEqual({});
  });

  it("kills codes that are on their way to the old number", async () => {
    const owner = await freshOwner();
    const caller = new Caller();
    const asked = await caller.login(owner.phone);
    const otp = await backstage.code(asked.data.challenge_id);
    await changePhone(owner, newPerson().phone);
    expect((await caller.verify({ challenge_id: asked.data.challenge_id, otp })).status).toBe(401);
  });

  it("AP-09 refuses the code of another number or purpose, a wrong one, and one used", async () => {
    const owner = await freshOwner();
    const [first, second] = [newPerson().phone, newPerson().phone];
    const proof = await codeFor(backstage, owner.caller, "profile.phone", { phone: first });
    expect((await patch(owner.caller, { phone: second, ...proof })).body.code).toBe("wrong_code");
    const email = await codeFor(backstage, owner.caller, "profile.email", { email: "new@example.com" });
    expect((await patch(owner.caller, { phone: first, ...email })).body.code).toBe("wrong_code");
    const wrong = { ...proof, otp: otherThan(proof.otp) };
    expect((await patch(owner.caller, { phone: first, ...wrong })).body.code).toBe("wrong_code");
    expect((await patch(owner.caller, { phone: first, ...proof })).status).toBe(200);
  });

  it("takes a number as people write it, for the code and for the change", async () => {
    const owner = await freshOwner();
    const { phone } = newPerson();
    const typed = `0${phone.slice(4, 7)} ${phone.slice(7, 10)} ${phone.slice(10)}`;
    const proof = await codeFor(backstage, owner.caller, "profile.phone", { phone: typed });
    expect((await patch(owner.caller, { phone: typed, ...proof })).data).toMatchObject({ phone });
  });

  it("makes one change of four at once, with four right proofs", async () => {
    const owner = await freshOwner();
    const phones = Array.from({ length: 4 }, () => newPerson().phone);
    const key = await givePasskey(backstage, owner);
    const callers = [];
    for (const phone of phones) {
      await backstage.forgetLimits();
      // A session each: a newer challenge of the same place would void the older.
      const { caller } = await signIn(owner.phone);
      const asked = await askChallenge(caller, "profile.phone", { phone }, { prefer: "passkey" });
      callers.push({
        caller,
        phone,
        challenge_id: asked.data.challenge_id,
        otp: key.get(asked.data.passkey),
      });
    }
    // A counter that only grows would let one through by itself: this is about the change.
    await backstage.sql`update passkeys set counter = 0 where identity_id = ${owner.ctx.identityId}`;
    const answers = await Promise.all(
      callers.map(({ caller, phone, challenge_id, otp }) => patch(caller, { phone, challenge_id, otp })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const rows = await backstage.sql`
      select new_value from profile_changes where identity_id = ${owner.ctx.identityId}`;
    const [now] = await backstage.sql`select phone from identities where id = ${owner.ctx.identityId}`;
    expect(rows.map(({ new_value }) => new_value)).toEqual([now?.phone]);
  });

  it("takes a passkey in place of the code, also when the number was never proved", async () => {
    const owner = await freshOwner();
    const key = await givePasskey(backstage, owner);
    await backstage.sql`update identities set phone_verified_at = null where id = ${owner.ctx.identityId}`;
    const { phone } = newPerson();
    const asked = await askChallenge(owner.caller, "profile.phone", { phone }, { prefer: "passkey" });
    const otp = key.get(asked.data.passkey);
    const answer = await patch(owner.caller, { phone, challenge_id: asked.data.challenge_id, otp });
    expect(answer.data).toMatchObject({ phone, force_logout: true });
  });

  it("refuses a number that is taken, foreign, hers, a landline, or no number, before any code", async () => {
    const [owner, other] = [await freshOwner(), await freshOwner()];
    const taken = await patch(owner.caller, { phone: other.phone });
    expect([taken.status, taken.body.code, taken.body.fields[0].path]).toEqual([409, "phone_taken", "phone"]);
    expect((await askChallenge(owner.caller, "profile.phone", { phone: other.phone })).status).toBe(409);
    for (const phone of [
      "+447700900123",
      owner.phone,
      "0803 ADA 4567",
      "",
      "080",
      "+2341234567",
      "+234 803 1",
    ]) {
      const answer = await patch(owner.caller, { phone });
      expect([phone, answer.status, answer.body.code]).toEqual([phone, 400, "invalid_request"]);
      expect(answer.body.fields[0].message.length).toBeGreaterThan(5);
    }
    expect((await patch(owner.caller, { phone: newPerson().phone })).body.code).toBe("step_up_required");
  });
});

describe("a number that was never proved", () => {
  const prove = (caller: Caller, body: object) => caller.call(provePhone, "/api/ceo/profile/phone", { body });

  it("is proved by its own code alone, in the session that asked, once", async () => {
    const [owner, stranger] = [await freshOwner(), await freshOwner()];
    expect((await prove(owner.caller, {})).body.code).toBe("conflict");
    for (const { ctx } of [owner, stranger]) {
      await backstage.sql`update identities set phone_verified_at = null where id = ${ctx.identityId}`;
    }
    const asked = await prove(owner.caller, {});
    const { challenge_id } = asked.data.confirm;
    expect((await noticesOf(backstage)).map(({ to }) => to)).toEqual([owner.phone]);
    const otp = await backstage.code(challenge_id);
    expect((await prove(stranger.caller, { challenge_id, otp })).status).toBe(401);
    expect((await prove(owner.caller, { challenge_id, otp: otherThan(otp) })).status).toBe(401);
    expect((await prove(owner.caller, { otp })).status).toBe(400);
    expect((await prove(owner.caller, { challenge_id, otp })).data).toMatchObject({ phone_verified: true });
    expect((await prove(owner.caller, { challenge_id, otp })).body.code).toBe("conflict");
  });
});

describe("a new email", () => {
  async function begin(owner: Owner, email: string) {
    const proof = await codeFor(backstage, owner.caller, "profile.email", { email });
    await forgetNotices(backstage);
    return patch(owner.caller, { email, ...proof });
  }
  const confirm = (caller: Caller, challenge_id: string, otp: string) =>
    caller.call(confirmEmail, "/api/ceo/profile/email", { body: { challenge_id, otp } });

  it("P12.1 needs the old mailbox's code, then the new one's; nothing holds before", async () => {
    const owner = await freshOwner();
    const other = await signIn(owner.phone);
    const { email } = newPerson();
    const begun = await begin(owner, email);
    expect(begun.data).toMatchObject({ email: owner.email, force_logout: false });
    const { challenge_id, masked_to } = begun.data.confirm;
    expect(masked_to).toBe(`p***@example.com`);
    const otp = await backstage.code(challenge_id);
    expect((await confirm(owner.caller, challenge_id, otherThan(otp))).status).toBe(401);
    expect((await get(owner.caller)).data.email).toBe(owner.email);
    await forgetNotices(backstage);
    const done = await confirm(owner.caller, challenge_id, otp);
    expect(done.data).toMatchObject({ email, email_verified: true });
    expect((await get(other.caller)).status).toBe(401);
    const told = (await noticesOf(backstage)).map(({ to, template }) => `${template} ${to}`).sort();
    expect(told).toEqual(
      [
        `profile.email-now-here ${email}`,
        `profile.email-was-here ${owner.email}`,
        `profile.email-was-here ${owner.phone}`,
      ].sort(),
    );
    expect((await confirm(owner.caller, challenge_id, otp)).status).toBe(401);
  });

  it("OT-07 is confirmed by its own code in its own session alone", async () => {
    const [owner, stranger] = [await freshOwner(), await freshOwner()];
    const { email } = newPerson();
    const begun = await begin(owner, email);
    const { challenge_id } = begun.data.confirm;
    const otp = await backstage.code(challenge_id);
    const stepUp = await codeFor(backstage, owner.caller, "statement.upload", "one");
    expect((await confirm(owner.caller, stepUp.challenge_id, stepUp.otp)).status).toBe(401);
    expect((await confirm(stranger.caller, challenge_id, otp)).status).toBe(401);
    expect((await confirm(owner.caller, challenge_id, otp)).status).toBe(200);
  });

  it("refuses an address that is taken meanwhile, taken before, hers, or none", async () => {
    const owner = await freshOwner();
    const person = newPerson();
    const begun = await begin(owner, person.email);
    const otp = await backstage.code(begun.data.confirm.challenge_id);
    const other = new Caller();
    const asked = await other.register(person);
    const codes = await backstage.codes(asked.data.challenge_id);
    await other.verify({ challenge_id: asked.data.challenge_id, otp: codes.email });
    const late = await confirm(owner.caller, begun.data.confirm.challenge_id, otp);
    expect([late.status, late.body.code]).toEqual([409, "email_taken"]);
    expect((await patch(owner.caller, { email: person.email })).body.code).toBe("email_taken");
    for (const email of [owner.email, "ada", "a@b", "ada@example.com,eve@example.com"]) {
      expect([email, (await patch(owner.caller, { email })).status]).toEqual([email, 400]);
    }
  });
});

describe("undoing within 72 hours", () => {
  it("AP-09 gives the phone back from either link, signs everybody out, takes new passkeys away, works once", async () => {
    for (const from of ["phone", "email"] as const) {
      const owner = await freshOwner();
      const { phone } = newPerson();
      await changePhone(owner, phone);
      const secret = await undoSecret(owner[from]);
      const thief = await signIn(phone);
      await givePasskey(backstage, { ...owner, caller: thief.caller });
      const answer = await undoWith(secret);
      expect(answer.data).toEqual({ undone: true, field: "phone" });
      expect((await get(thief.caller)).status).toBe(401);
      expect(await backstage.count("passkeys", `identity_id = '${owner.ctx.identityId}'`)).toBe(0);
      const back = await signIn(owner.phone);
      expect((await get(back.caller)).data).toMatchObject({ phone: owner.phone, phone_verified: true });
      const again = await undoWith(secret);
      expect([again.status, again.body.code]).toEqual([409, "link_used"]);
      expect(await backstage.actions(owner.ceoId)).toContain("PROFILE_CHANGE_UNDONE");
    }
  });

  it("does it once of eight at the same time", async () => {
    const owner = await freshOwner();
    await changePhone(owner, newPerson().phone);
    const secret = await undoSecret(owner.phone);
    const answers = await Promise.all(Array.from({ length: 8 }, () => undoWith(secret)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(409)]);
  });

  it("is over after 72 hours to the second, and knows no other secret", async () => {
    const owner = await freshOwner();
    await changePhone(owner, newPerson().phone);
    const secret = await undoSecret(owner.phone);
    const [row] = await backstage.sql`
      select extract(epoch from undo_until - changed_at)::int as s from profile_changes
      where identity_id = ${owner.ctx.identityId}`;
    expect(row?.s).toBe(72 * 3600);
    const move = (left: string) => backstage.sql`
      update profile_changes set undo_until = now() + ${left}::interval where identity_id = ${owner.ctx.identityId}`;
    await move("0 seconds");
    expect((await undoWith(secret)).body.code).toBe("link_over");
    expect((await undoWith("nothing")).status).toBe(404);
    await move("2 seconds");
    expect((await undoWith(secret)).status).toBe(200);
  });

  it("takes later changes of the same thing back with it", async () => {
    const owner = await freshOwner();
    const [second, third] = [newPerson().phone, newPerson().phone];
    await changePhone(owner, second);
    const secret = await undoSecret(owner.phone);
    const thief = await signIn(second);
    await changePhone({ ...owner, caller: thief.caller }, third);
    const later = await undoSecret(second);
    expect((await undoWith(secret)).status).toBe(200);
    const [row] = await backstage.sql`select phone from identities where id = ${owner.ctx.identityId}`;
    expect(row?.phone).toBe(owner.phone);
    expect((await undoWith(later)).body.code).toBe("link_used");
  });
});

describe("OT-12 what is told unasked", () => {
  it("a sign-in on a device that is new, by mail; a known one is not told of", async () => {
    const owner = await freshOwner();
    const { caller } = await signIn(owner.phone);
    const told = (await noticesOf(backstage)).filter(({ template }) => template === "session.new-device");
    expect(told.map(({ to }) => to)).toEqual([owner.email]);
    expect(told[0]?.text).toContain("198.51.*.*");
    await forgetNotices(backstage);
    caller.token = undefined;
    await backstage.forgetLimits();
    const asked = await caller.login(owner.phone);
    const otp = await backstage.code(asked.data.challenge_id);
    expect((await caller.verify({ challenge_id: asked.data.challenge_id, otp })).status).toBe(200);
    expect((await noticesOf(backstage)).map(({ template }) => template)).not.toContain("session.new-device");
  });

  it("SE-09 the device that a sixth sign-in pushed out", async () => {
    const owner = await freshOwner();
    // Registration left two sessions: one for each code.
    for (let n = 0; n < 3; n += 1) await signIn(owner.phone);
    expect((await get(owner.caller)).status).toBe(200);
    await signIn(owner.phone);
    const told = (await noticesOf(backstage)).filter(({ template }) => template === "session.pushed-out");
    expect(told.map(({ to }) => to)).toEqual([owner.email]);
    expect((await get(owner.caller)).status).toBe(401);
  });

  it("five wrong codes, once a day, to phone and mail", async () => {
    const owner = await freshOwner();
    for (let n = 0; n < 7; n += 1) {
      await backstage.forgetLimits();
      await backstage.sql`update otp_challenge_failures set next_try_at = now()`;
      const stranger = new Caller(`203.0.113.${n}`);
      const asked = await stranger.login(owner.email);
      const otp = otherThan(await backstage.code(asked.data.challenge_id));
      const told = (await noticesOf(backstage)).filter(({ template }) => template === "codes.guessed");
      expect([n, told.length]).toEqual([n, n < 5 ? 0 : 2]);
      await stranger.verify({ challenge_id: asked.data.challenge_id, otp });
    }
  });
});
