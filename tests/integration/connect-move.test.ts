import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { unseal } from "@/lib/crypto";
import { env } from "@/lib/env";
import { placeOf } from "@/lib/notices/queue-notice";
import { type Owner, otherThan } from "../support/auth-world";
import { ConnectWorld, numberOf } from "../support/connect-world";
import { ownDatabase } from "../support/database";

const database = await ownDatabase();
let world: ConnectWorld;
let ada: Owner;
let tunde: Owner;

beforeAll(async () => {
  world = await ConnectWorld.start(database, {
    numbers: [numberOf(1), numberOf(2, { wabaId: numberOf(1).wabaId })],
  });
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.clear();
  ada = await world.owner();
  tunde = await world.owner();
  await world.sim(`numbers/${numberOf(2).phoneNumberId}`, { registered: true }, "PATCH");
});

const externalId = numberOf(1).phoneNumberId;

/** Ada has the first number; Tunde's dialog gives him both. */
async function tundesChoice() {
  await world.connect(ada.caller);
  const { candidates } = await world.channels(ada.caller);
  await world.select(ada.caller, { selection_id: candidates[0].selection_id, external_ids: [externalId] });
  expect(await world.connect(tunde.caller)).toMatchObject({ result: "choose" });
  const his = await world.channels(tunde.caller);
  return { selection_id: his.candidates[0].selection_id as string, external_ids: [externalId] };
}

const holder = async () => {
  const rows = await world.backstage.sql`
    select ceo_id from channels where external_id = ${externalId} and status <> 'disconnected'`;
  return rows.map(({ ceo_id }) => ceo_id);
};

describe("AZ-09 P4.4 a number that another business has", () => {
  it("is shown as such, answers 409 with what a code must be for, and stays where it is", async () => {
    const picked = await tundesChoice();
    const { candidates } = await world.channels(tunde.caller);
    expect(
      candidates.map(({ connected_elsewhere }: { connected_elsewhere: boolean }) => connected_elsewhere),
    ).toEqual([true, false]);
    const answer = await world.select(tunde.caller, picked);
    expect(answer).toMatchObject({
      status: 409,
      body: { code: "channel_taken", purpose: "channel.move", target: picked },
    });
    expect(JSON.stringify(answer.body)).not.toContain(ada.ceoId);
    expect(await holder()).toEqual([ada.ceoId]);
    expect(
      await world.select(tunde.caller, { ...picked, external_ids: [numberOf(2).phoneNumberId] }),
    ).toMatchObject({ status: 200 });
  });

  it("is told by the callback when it is the only one", async () => {
    await world.clear();
    await world.sim("oauth", {});
    await world.connect(ada.caller);
    const { candidates } = await world.channels(ada.caller);
    await world.select(ada.caller, {
      selection_id: candidates[0].selection_id,
      external_ids: candidates.map(({ external_id }: { external_id: string }) => external_id),
    });
    expect(await world.connect(tunde.caller)).toMatchObject({ result: "taken" });
    expect(await world.rows(tunde)).toHaveLength(0);
    expect((await world.channels(tunde.caller)).candidates).toHaveLength(2);
  });

  it("moves with the right code, once, and its old owner hears of it", async () => {
    const picked = await tundesChoice();
    const code = await world.code(tunde.caller, "channel.move", picked);
    expect(code.action).toBe("Move +234***1001 to Ada's Fashion");
    const body = { ...picked, challenge_id: code.challenge_id, otp: code.otp };
    const answers = await Promise.all([1, 2, 3].map(() => world.select(tunde.caller, body)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await holder()).toEqual([tunde.ceoId]);
    const [left] = await world.rows(ada);
    expect(left).toMatchObject({ status: "disconnected", token_sealed: null, authorized_by: null });
    expect((await world.backstage.actions(ada.ceoId)).at(-1)).toBe("META_ACCOUNT_MOVED_AWAY");
    expect(await world.backstage.actions(tunde.ceoId)).toEqual(
      expect.arrayContaining(["META_ACCOUNT_CONNECTED", "OTP_VERIFY_SUCCESS"]),
    );
    const told = await noticesOf(ada);
    expect(told.map(({ way }) => way).sort()).toEqual(["email", "sms"]);
    expect(told[0]?.content).toMatchObject({
      template: "channel.moved",
      details: { channel: "WhatsApp +234***1001" },
    });
    expect(JSON.stringify(told)).not.toContain(tunde.ceoId);
  });

  it("does not move with a wrong code, one for another number, or another session's", async () => {
    const picked = await tundesChoice();
    const code = await world.code(tunde.caller, "channel.move", picked);
    const { challenge_id, otp } = code;
    const wrong = await world.select(tunde.caller, { ...picked, challenge_id, otp: otherThan(otp) });
    expect(wrong).toMatchObject({ status: 401, body: { code: "wrong_code" } });
    const both = { ...picked, external_ids: [externalId, numberOf(2).phoneNumberId] };
    expect(await world.select(tunde.caller, { ...both, challenge_id, otp })).toMatchObject({ status: 401 });
    expect(await holder()).toEqual([ada.ceoId]);
    expect(await world.select(tunde.caller, { ...picked, challenge_id, otp })).toMatchObject({ status: 200 });
    expect(await holder()).toEqual([tunde.ceoId]);
  });

  it("gives no code for what nobody else has, or what is not in her choice", async () => {
    const picked = await tundesChoice();
    const free = { ...picked, external_ids: [numberOf(2).phoneNumberId] };
    await expect(world.code(tunde.caller, "channel.move", free)).rejects.toThrow("409");
    await expect(world.code(ada.caller, "channel.move", picked)).rejects.toThrow("404");
    await expect(world.code(tunde.caller, "channel.move", "a text")).rejects.toThrow("400");
  });

  it("stays whole when Meta refuses in the middle of a move", async () => {
    const picked = await tundesChoice();
    const { challenge_id, otp } = await world.code(tunde.caller, "channel.move", picked);
    await world.sim("faults", { kind: "refuse", path: "/subscribed_apps", code: 10 });
    const body = { ...picked, challenge_id, otp };
    expect(await world.select(tunde.caller, body)).toMatchObject({
      status: 409,
      body: { result: "not_allowed" },
    });
    expect(await holder()).toEqual([ada.ceoId]);
    await world.sim("faults", undefined, "DELETE");
    expect(await world.select(tunde.caller, body)).toMatchObject({ status: 200 });
  });

  it("goes to one of two who connect it at the same moment", async () => {
    const one = { wabas: [numberOf(1).wabaId] };
    const backs = await Promise.all(
      [ada, tunde].map(async ({ caller }) => world.answer(await world.authorize(caller), one)),
    );
    await world.back(ada.caller, backs[0] ?? "");
    await world.back(tunde.caller, backs[1] ?? "");
    const [hers, his] = await Promise.all([ada, tunde].map(({ caller }) => world.channels(caller)));
    const pick = ({ candidates }: { candidates: { selection_id: string }[] }) => ({
      selection_id: candidates[0]?.selection_id,
      external_ids: [externalId],
    });
    const answers = await Promise.all([
      world.select(ada.caller, pick(hers)),
      world.select(tunde.caller, pick(his)),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await holder()).toHaveLength(1);
  });
});

async function noticesOf(owner: Owner) {
  const rows = await world.backstage.sql`
    select id, way, content_sealed from notices where ceo_id = ${owner.ceoId} and challenge_id is null`;
  return rows.map(({ id, way, content_sealed }) => ({
    way,
    content: JSON.parse(unseal(env().ENCRYPTION_KEYS, placeOf(id, "content"), content_sealed)),
  }));
}
