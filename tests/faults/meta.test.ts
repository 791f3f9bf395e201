import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Crowd } from "./crowd";
import { randomOf, report, rounds } from "./series";
import { Stage } from "./stage";

type Call = { status: number; fault?: string; path: string };

describe("Meta misbehaves", () => {
  let stage: Stage;
  let crowd: Crowd;
  let next = 0;

  beforeAll(async () => {
    stage = await Stage.start();
    stage.startWorker();
    crowd = await Crowd.gather(stage, 24, randomOf("meta"));
  });

  afterAll(() => stage?.stop());

  const misbehave = (fault: Record<string, unknown>) => stage.simulate<{ id: number }>("/_sim/faults", fault);
  const behave = () => stage.simulate("/_sim/faults", undefined, "DELETE");

  /** Somebody who has not spoken yet. */
  const somebody = (): string => {
    const phone = crowd.phones[next];
    next += 1;
    if (!phone) throw new Error("the crowd is too small");
    return phone;
  };

  /** Everything that is not due yet becomes due, as if ten minutes had passed. */
  const tenMinutesPass = async () => {
    // One by one: many at once would be locked in an order of their own, and wait in a ring with the senders.
    const open = await stage.admin<{ id: string }[]>`select message_id as id from outbox`;
    for (const { id } of open) {
      await stage.admin`
        update outbox set next_try_at = next_try_at - interval '10 minutes' where message_id = ${id}`;
    }
    await stage.admin`
      update graphile_worker._private_jobs set run_at = run_at - interval '10 minutes' where locked_at is null`;
    await stage.admin`select pg_notify('jobs:insert', '{"count": 6}')`;
  };

  it.each([
    ["F-07 answers 500 and has sent it all the same", { kind: "fail", effect: true, count: 2 }],
    ["F-07 answers 500 and has not sent it", { kind: "fail", count: 2 }],
    ["F-07 cuts the connection after taking it", { kind: "reset", effect: true, count: 2 }],
    ["F-07 cuts the connection before taking it", { kind: "reset", count: 2 }],
    ["F-07 answers with a web page after taking it", { kind: "garbage", effect: true, count: 2 }],
    ["F-08 says too many (130429)", { kind: "rate_limit", count: rounds(1, 3) }],
    ["F-08 says too many to this person (131056)", { kind: "rate_limit", code: 131056, count: rounds(1, 2) }],
    ["F-08 says too many calls (80007)", { kind: "rate_limit", code: 80007, count: rounds(1, 2) }],
  ])("%s: the answer comes once", async (_name, fault) => {
    const phone = somebody();
    await misbehave(fault);
    await crowd.say(phone, "What do you sell?");
    await stage.comesToRest();
    await behave();
    const heard = await crowd.heard(phone);
    expect(heard.length).toBeGreaterThan(0);
    expect(new Set(heard).size).toBe(heard.length);
    await stage.findsNothingWrong();
  });

  it("F-05 is away for ten minutes: all that waited is told when it is back, once", async () => {
    const phones = [somebody(), somebody(), somebody(), somebody()];
    await misbehave({ kind: "delay", on: "webhooks", ms: 300, count: 4 });
    await Promise.all(phones.map((phone) => crowd.say(phone, "How much is the red ankara dress?")));
    // The bodies are on their way when the platform stops answering.
    await sleep(150);
    await misbehave({ kind: "fail", code: 503 });
    await expect.poll(async () => (await unsent()) >= phones.length, { timeout: 15_000 }).toBe(true);
    for (let passed = 0; passed < 3; passed += 1) {
      await tenMinutesPass();
      await sleep(700);
    }
    await behave();
    const backAt = Date.now();
    await tenMinutesPass();
    await stage.findsNothingWrong();
    report("meta-away", { buyers: phones.length, drainedMs: Date.now() - backAt, lost: 0, doubled: 0 });
    for (const phone of phones) expect((await crowd.heard(phone)).length).toBeGreaterThan(0);
  });

  it("F-06 is slow: what comes in is taken up all the same", async () => {
    const slow = [somebody(), somebody(), somebody(), somebody()];
    await misbehave({ kind: "hang", ms: 4_000, count: slow.length });
    await Promise.all(slow.map((phone) => crowd.say(phone, "Hi")));
    await expect.poll(unsent, { timeout: 10_000 }).toBeGreaterThanOrEqual(slow.length);
    const other = somebody();
    const saidAt = Date.now();
    await crowd.say(other, "Hi");
    await expect.poll(() => crowd.heard(other), { timeout: 3_500, interval: 50 }).not.toEqual([]);
    report("meta-slow", { slow: slow.length, otherAnsweredMs: Date.now() - saidAt });
    await stage.findsNothingWrong();
  });

  it("F-13 and F-14 sends everything twice, or backwards: one effect each", async () => {
    for (const fault of [
      { kind: "duplicate", times: 5 },
      { kind: "reorder", ms: 300 },
      { kind: "batch", ms: 300 },
    ]) {
      const phone = somebody();
      await misbehave(fault);
      await crowd.say(phone, "How much is the red ankara dress?");
      await stage.comesToRest();
      await behave();
      const [row] = await stage.admin`
        select count(*)::int as n from messages m join conversations c on c.ceo_id = m.ceo_id and c.id = m.conversation_id
        join contact_identities i on i.ceo_id = c.ceo_id and i.contact_id = c.contact_id
        where i.value = ${phone} and m.direction = 'in'`;
      expect(row?.n).toBe(1);
    }
    await stage.findsNothingWrong();
  });

  it("F-09 revokes the token: sending stops at once, listening goes on, all that waits is kept", async () => {
    await misbehave({ kind: "revoke" });
    const phones = [somebody(), somebody(), somebody()];
    for (const phone of phones) {
      await crowd.say(phone, "Hi");
      await stage.comesToRest();
    }
    const { calls } = await stage.simulate<{ calls: Call[] }>("/_sim/ledger");
    expect(
      calls.filter((call) => call.fault === "revoke" && call.path.endsWith("/messages")).length,
    ).toBeLessThanOrEqual(1);
    const [channel] = await stage.admin`select status from channels where platform = 'whatsapp'`;
    expect(channel?.status).toBe("needs_reconnect");
    const [held] = await stage.admin`select count(*)::int as n from outbox where state = 'held'`;
    expect(held?.n).toBeGreaterThanOrEqual(phones.length);
    const [told] = await stage.admin`
      select count(*)::int as n from audit_entries where action = 'CHANNEL_NEEDS_RECONNECT'`;
    expect(told?.n).toBe(1);
    await stage.findsNothingWrong();
  });

  async function unsent(): Promise<number> {
    const [row] = await stage.admin`select count(*)::int as n from outbox where state <> 'held'`;
    return row?.n ?? 0;
  }
});
