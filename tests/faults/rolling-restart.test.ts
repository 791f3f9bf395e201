import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findFreePort } from "../../scripts/processes/ports.mjs";
import type { Service } from "../../scripts/processes/service.mjs";
import { Crowd } from "./crowd";
import { Front } from "./front";
import { randomOf, report, rounds } from "./series";
import { Stage } from "./stage";

const ROUNDS = rounds(1, 18);

describe("F-18 the product is replaced under load", () => {
  let stage: Stage;
  let crowd: Crowd;
  let front: Front;
  const webs: { port: number; service: Service }[] = [];
  let workers: Service[] = [];

  beforeAll(async () => {
    front = await Front.open();
    stage = await Stage.start({}, { frontPort: front.port });
    for (let place = 0; place < 2; place += 1) webs.push(await newWeb());
    workers = [stage.startWorker(), stage.startWorker()];
    crowd = await Crowd.gather(stage, 8, randomOf("rolling"));
  });

  afterAll(async () => {
    await stage?.stop();
    await front?.close();
  });

  it(
    `web servers and workers one after the other, ${ROUNDS} times: no error, nothing lost, nothing doubled`,
    async () => {
      crowd.begins();
      for (let round = 0; round < ROUNDS; round += 1) {
        for (const place of [0, 1]) {
          await replaceWeb(place);
          await replaceWorker(place);
        }
      }
      // Nobody listens for a moment, as when the only server of a small shop is replaced.
      await Promise.all(webs.map(({ service }) => service.stop()));
      await sleep(500);
      webs[0] = await newWeb();
      await crowd.fallsSilent();
      await stage.findsNothingWrong();
      const { statuses, failures, nobodyListened, turnedAway } = front;
      report("rolling-restart", {
        rounds: ROUNDS,
        said: crowd.sent,
        statuses,
        nobodyListened,
        turnedAway,
        lost: 0,
        doubled: 0,
      });
      expect(failures).toEqual([]);
      const answered = Object.values(statuses).reduce((sum, count) => sum + count, 0);
      expect(turnedAway).toBeLessThanOrEqual(Math.ceil(answered * 0.01));
      expect(await stage.unknowns()).toBe(0);
    },
    120_000 + ROUNDS * 60_000,
  );

  async function newWeb(): Promise<{ port: number; service: Service }> {
    const port = await findFreePort();
    const service = await stage.startWeb(port);
    front.upstreams.add(port);
    return { port, service };
  }

  /** The old one is stopped first: the other must carry all. It ends by itself, in order. */
  async function replaceWeb(place: number): Promise<void> {
    const old = webs[place];
    if (!old) return;
    await old.service.stop();
    expect(await old.service.ended).toBe("with code 0");
    front.upstreams.delete(old.port);
    webs[place] = await newWeb();
  }

  async function replaceWorker(place: number): Promise<void> {
    const old = workers[place];
    await old?.stop();
    expect(await old?.ended).toBe("with code 0");
    workers[place] = stage.startWorker();
  }
});
