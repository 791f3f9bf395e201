import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Service } from "../../scripts/processes/service.mjs";
import { Crowd } from "./crowd";
import { randomOf } from "./series";
import { Stage } from "./stage";

describe("what one message or one worker must not do to the others", () => {
  let stage: Stage;
  let crowd: Crowd;
  let worker: Service;

  beforeAll(async () => {
    stage = await Stage.start();
    worker = stage.startWorker();
    crowd = await Crowd.gather(stage, 6, randomOf("attempts"));
  });

  afterAll(() => stage?.stop());

  const phone = (place: number) => crowd.phones[place] ?? "";

  it("F-20 tries a poisonous message three times, sets it aside, and goes on with what came with it", async () => {
    await poison("POISON");
    await Promise.all([
      crowd.say(phone(0), "POISON"),
      crowd.say(phone(0), "How much is the red ankara dress?"),
    ]);
    const saidAt = Date.now();
    await crowd.say(phone(1), "Hi");
    await expect.poll(() => crowd.heard(phone(1)), { timeout: 10_000, interval: 50 }).not.toEqual([]);
    expect(Date.now() - saidAt).toBeLessThan(5_000);
    await stage.comesToRest();
    expect((await crowd.heard(phone(0))).join("\n")).toContain("₦12,500");
    const rows = await stage.admin`select text, tries, failure from messages where text = 'POISON'`;
    expect(rows).toMatchObject([{ tries: 3, failure: "The bot could not take this up." }]);
    const aside = await stage.admin`select reason from unhandled_events`;
    expect(aside).toMatchObject([{ reason: "turn_failed" }]);
    await stage.findsNothingWrong();
  });

  it("F-25 lets a worker that was cut off for a while settle nothing when it comes back", async () => {
    const answersBefore = (await crowd.heard(phone(2))).length;
    await stage.simulate("/_sim/faults", { kind: "hang", ms: 60_000, count: 1 });
    await crowd.say(phone(2), "What do you sell?");
    await expect.poll(sending, { timeout: 10_000, interval: 20 }).toBe(1);
    // The call has reached the platform, which holds it.
    await expect.poll(() => stage.simulate("/_sim/faults"), { timeout: 10_000, interval: 20 }).toEqual([]);
    process.kill(worker.pid, "SIGSTOP");
    const other = stage.startWorker();
    await expect
      .poll(async () => (await crowd.heard(phone(2))).length, { timeout: 20_000 })
      .toBeGreaterThan(answersBefore);
    await stage.comesToRest();
    const settled = await outgoing();
    process.kill(worker.pid, "SIGCONT");
    // Its call ends by its own clock, and what it makes of that must not be believed.
    await sleep(2_500);
    await stage.comesToRest();
    expect(await outgoing()).toEqual(settled);
    expect(worker.isRunning && other.isRunning).toBe(true);
    await stage.findsNothingWrong();
  });

  async function sending(): Promise<number> {
    const [row] = await stage.admin`select count(*)::int as n from outbox where state = 'sending'`;
    return row?.n ?? 0;
  }

  const outgoing = async () =>
    (
      await stage.admin`select id, status, external_id, failure from messages where direction = 'out' order by id`
    ).map((row) => ({ ...row }));

  /** Makes the database refuse that a message with this text is taken up by a turn. */
  async function poison(text: string): Promise<void> {
    await stage.admin.unsafe(`
      create function refuse_poison() returns trigger language plpgsql as $$ begin
        if new.text = '${text}' and old.handled_at is null and new.handled_at is not null and new.tries = old.tries
        then raise exception 'it cannot be taken up'; end if;
        return new;
      end $$;
      create trigger refuse_poison before update on messages for each row execute function refuse_poison();`);
  }
});
