import { setTimeout as sleep } from "node:timers/promises";
import type postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Service } from "../../scripts/processes/service.mjs";
import { Crowd } from "./crowd";
import { quantile, randomOf, report, rounds } from "./series";
import { IN_DOUBT_SECONDS, LEASE_SECONDS, Stage } from "./stage";

/** Where a worker is when it dies. */
const PHASES = ["turn", "call", "effect", "answer", "random"] as const;
type Phase = (typeof PHASES)[number];

const KILLS = rounds(5, 200);
const BUYERS = 6;
/** What a new worker needs to be up on two busy cores. */
const START_MS = 3_000;

describe("F-01 the worker is killed without warning", () => {
  let stage: Stage;
  let crowd: Crowd;
  let worker: Service;
  const random = randomOf("kill-worker");
  const resumesMs: number[] = [];
  const kills: Record<Phase, number> = { turn: 0, call: 0, effect: 0, answer: 0, random: 0 };

  beforeAll(async () => {
    stage = await Stage.start();
    worker = stage.startWorker();
    crowd = await Crowd.gather(stage, BUYERS, random);
  });

  afterAll(() => stage?.stop());

  it(
    `loses nothing and doubles nothing over ${KILLS} kills in every phase of a message's way`,
    async () => {
      crowd.begins();
      for (let kill = 0; kill < KILLS; kill += 1) {
        const phase = PHASES[kill % PHASES.length] ?? "random";
        await killIn(phase);
        kills[phase] += 1;
      }
      await crowd.fallsSilent();
      await stage.findsNothingWrong();
      const limitMs = (3 * LEASE_SECONDS + IN_DOUBT_SECONDS) * 1000 + START_MS;
      const resumeP95Ms = Math.round(quantile(resumesMs, 0.95));
      report("worker-kills", {
        kills: KILLS,
        phases: kills,
        said: crowd.sent,
        lost: 0,
        doubled: 0,
        unknown: await stage.unknowns(),
        resumeP50Ms: Math.round(quantile(resumesMs, 0.5)),
        resumeP95Ms,
        limitMs,
      });
      expect(resumeP95Ms).toBeLessThanOrEqual(limitMs);
    },
    60_000 + KILLS * 15_000,
  );

  /** Brings the worker to the phase, kills it there, and lets another take its place. */
  async function killIn(phase: Phase): Promise<void> {
    const caught = await catchIn(phase);
    await stage.kill(worker);
    const killedAt = Date.now();
    await caught.letGo();
    worker = stage.startWorker();
    await resumes(caught.messageId);
    resumesMs.push(Date.now() - killedAt);
  }

  type Caught = { messageId: string | null; letGo(): Promise<void> };

  async function catchIn(phase: Phase): Promise<Caught> {
    if (phase === "turn") return catchTurn();
    if (phase === "random") {
      await sleep(200 + random(800));
      return { messageId: null, letGo: async () => undefined };
    }
    const fault =
      phase === "call"
        ? { kind: "hang", ms: 5_000, count: 1 }
        : { kind: "delay", on: "graph", ms: phase === "effect" ? 3_000 : 400, count: 1 };
    const { id } = await stage.simulate<{ id: number }>("/_sim/faults", fault);
    await until(async () => {
      const active = await stage.simulate<{ id: number }[]>("/_sim/faults");
      return !active.some((one) => one.id === id);
    });
    const messageId = await messageUnderWay();
    return phase === "answer" ? catchAnswer(messageId) : { messageId, letGo: async () => undefined };
  }

  /** A turn that has decided and is about to write: its first message cannot be laid into the outbox. */
  async function catchTurn(): Promise<Caught> {
    const held = await stage.admin.reserve();
    await held`begin`;
    await held`lock table outbox in share mode`;
    await until(await waitsFor(held));
    return { messageId: null, letGo: () => release(held) };
  }

  /** Meta has answered, and the row that would say so is held. */
  async function catchAnswer(messageId: string | null): Promise<Caught> {
    const held = await stage.admin.reserve();
    await held`begin`;
    await held`select from messages where id = ${messageId} for update`;
    await until(await waitsFor(held), 3_000).catch(() => undefined);
    return { messageId, letGo: () => release(held) };
  }

  async function release(held: postgres.ReservedSql): Promise<void> {
    await held`rollback`;
    held.release();
  }

  /** Asked on another connection: within a transaction the view stands still. */
  async function waitsFor(held: postgres.ReservedSql): Promise<() => Promise<boolean>> {
    const [own] = await held`select pg_backend_pid() as pid`;
    return async () => {
      const rows = await stage.admin`
        select from pg_stat_activity where ${own?.pid}::int = any(pg_blocking_pids(pid)) limit 1`;
      return rows.length > 0;
    };
  }

  async function messageUnderWay(): Promise<string | null> {
    const [row] = await stage.admin`
      select message_id from outbox where state = 'sending' order by lease_until desc limit 1`;
    return row?.message_id ?? null;
  }

  /** The message that was under way is settled; without one, whatever was waiting then is taken up. */
  async function resumes(messageId: string | null): Promise<void> {
    const [mark] = await stage.admin`select now() as at`;
    await until(async () => {
      const [row] = messageId
        ? await stage.admin`select from outbox where message_id = ${messageId}`
        : await stage.admin`select from messages where direction = 'in' and handled_at is null
            and created_at < ${mark?.at} limit 1`;
      return row === undefined;
    }, 30_000);
  }
});

async function until(condition: () => Promise<boolean>, timeoutMs = 30_000): Promise<void> {
  const giveUpAt = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() > giveUpAt) throw new Error("it did not come to that in time");
    await sleep(15);
  }
}
