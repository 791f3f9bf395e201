import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Service } from "../../scripts/processes/service.mjs";
import { Crowd } from "./crowd";
import { quantile, randomOf, report, rounds } from "./series";
import { Stage } from "./stage";

const BUYERS = 6;
const RECOVERY_MAX_MS = 5_000;

describe("the database under a working product", () => {
  let stage: Stage;
  let crowd: Crowd;
  let worker: Service;
  const random = randomOf("database");

  beforeAll(async () => {
    stage = await Stage.start();
    worker = stage.startWorker();
    crowd = await Crowd.gather(stage, BUYERS, random);
  });

  afterAll(() => stage?.stop());

  const kills = rounds(2, 24);
  it(
    `F-02 is killed ${kills} times without warning: nothing lost, no process restarted`,
    async () => {
      crowd.begins();
      const recoveriesMs: number[] = [];
      for (let kill = 0; kill < kills; kill += 1) {
        await sleep(500 + random(1_500));
        stage.database.kill();
        await sleep(random(1_500));
        await stage.database.restart();
        recoveriesMs.push(await answersAgain());
      }
      await crowd.fallsSilent();
      await stage.findsNothingWrong();
      expect(worker.isRunning).toBe(true);
      report("database-kills", {
        kills,
        said: crowd.sent,
        lost: 0,
        doubled: 0,
        unknown: await stage.unknowns(),
        recoveryP95Ms: quantile(recoveriesMs, 0.95),
      });
      expect(quantile(recoveriesMs, 0.95)).toBeLessThan(RECOVERY_MAX_MS);
    },
    60_000 + kills * 20_000,
  );

  const seconds = rounds(6, 120);
  it(
    `F-03 cuts random connections five times a second for ${seconds} s: nothing lost, nothing set aside`,
    async () => {
      const before = crowd.sent;
      crowd.begins();
      let cuts = 0;
      const until = Date.now() + seconds * 1000;
      while (Date.now() < until) {
        cuts += await cutOne();
        await sleep(200);
      }
      await crowd.fallsSilent();
      await stage.findsNothingWrong();
      expect(worker.isRunning).toBe(true);
      const [aside] = await stage.admin`select count(*)::int as n from unhandled_events`;
      expect(aside?.n).toBe(0);
      report("connection-cuts", { cuts, said: crowd.sent - before, lost: 0, doubled: 0, setAside: 0 });
    },
    60_000 + seconds * 2_000,
  );

  /** Milliseconds from the server being up until a new buyer's words are taken up by a turn. */
  async function answersAgain(): Promise<number> {
    const startedAt = Date.now();
    const phone = crowd.phones[random(BUYERS)] ?? "";
    const [mark] = await stage.admin`select now() as at`;
    await crowd.say(phone, "Hi");
    while (Date.now() - startedAt < 30_000) {
      const rows = await stage.admin`
        select from messages where direction = 'in' and handled_at > ${mark?.at} limit 1`;
      if (rows.length > 0) return Date.now() - startedAt;
      await sleep(25);
    }
    throw new Error(`nobody is answered again:\n${stage.lastWords()}`);
  }

  async function cutOne(): Promise<number> {
    const backends = await stage.admin<{ pid: number }[]>`
      select pid from pg_stat_activity where usename = 'trustguard_test' order by pid`;
    const victim = backends[random(Math.max(1, backends.length))];
    if (!victim) return 0;
    await stage.admin`select pg_terminate_backend(${victim.pid})`;
    return 1;
  }
});
