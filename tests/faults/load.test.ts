import http from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readUsage } from "../../scripts/bench/usage.mjs";
import { findFreePort } from "../../scripts/processes/ports.mjs";
import type { Service } from "../../scripts/processes/service.mjs";
import { DEMO_PEOPLE } from "../../scripts/seed";
import type { TestApp } from "../support/app";
import { fsck } from "../support/fsck";
import { signInOwner } from "../support/sign-in";
import { signatureOf, whatsAppBody } from "../support/webhook-bodies";
import { isDeep, quantile, report, rounds } from "./series";
import { Stage } from "./stage";

/** The example business's number at the simulator. */
const NUMBER = "106540352242922";
const MEMORY_MAX_BYTES = 512 * 1024 * 1024;
const BACKLOG = rounds(1_000, 100_000);
const BUYERS = 50;
/** Far more than the pool's four connections, and fewer than one client may ask in a minute. */
const READERS = 80;

type Answer = { status: number; ms: number };

describe("load", () => {
  let stage: Stage;
  let web: Service;
  let port: number;
  let bodies = 0;

  beforeAll(async () => {
    port = await findFreePort();
    stage = await Stage.start({ DATABASE_POOL_MAX: "4" }, { frontPort: port });
    web = await stage.startWeb(port);
    for (let place = 0; place < BUYERS; place += 1) {
      await stage.simulate("/_sim/people", { name: `Buyer ${place}`, phone: phoneOf(place) });
    }
  });

  afterAll(() => stage?.stop());

  it("F-04 answers clearly, and goes on taking messages, while somebody holds what everybody wants", async () => {
    const url = `http://127.0.0.1:${port}`;
    const app = { url, simulatorUrl: stage.simulatorUrl, people: DEMO_PEOPLE } as TestApp;
    const worker = stage.startWorker();
    const cookie = await signInOwner(app);
    await worker.stop();
    const read = () => ask("GET", "/api/orders", undefined, { cookie });
    expect((await read()).status).toBe(200);
    let hooks: Answer[] = [];
    let held: Answer[] = [];
    await stage.admin.begin(async (tx) => {
      await tx`lock table orders in access exclusive mode`;
      const reading = Promise.all(Array.from({ length: READERS }, read));
      await sleep(200);
      hooks = await inFlight(20, 200, () => sendWebhook(aMessage()));
      held = await reading;
    });
    const statuses = [...new Set(held.map(({ status }) => status))];
    expect(statuses).toEqual([503]);
    expect(hooks.every(({ status }) => status === 200)).toBe(true);
    report("pool-exhausted", { statuses, ...waitsOf(hooks) });
    expect(quantile(timesOf(hooks), 0.99)).toBeLessThan(isDeep ? 2_000 : 4_000);
    expect((await read()).status).toBe(200);
  });

  it.each([
    ["F-21", 100, rounds(1_000, 30_000)],
    ["F-22", 1_000, rounds(3_000, 60_000)],
  ])("%s %i webhooks at once: all are taken, none is lost", async (row, together, count) => {
    const before = await stored();
    const kept = new http.Agent({ keepAlive: true, maxSockets: together });
    const onOpen = await inFlight(together, count, () => sendWebhook(aMessage(), kept));
    kept.destroy();
    // On connections of their own, as callers that do not keep them.
    const onFresh = await inFlight(together, Math.ceil(count / 4), () => sendWebhook(aMessage()));
    const all = [...onOpen, ...onFresh];
    expect(all.filter(({ status }) => status !== 200)).toEqual([]);
    expect((await stored()) - before).toBe(all.length);
    const { memoryBytes } = readUsage(web.pid);
    report(row, {
      together,
      count: all.length,
      open: waitsOf(onOpen),
      fresh: waitsOf(onFresh),
      mb: Math.round(memoryBytes / 1e6),
    });
    expect(memoryBytes).toBeLessThan(MEMORY_MAX_BYTES);
  });

  it(
    `F-23 a backlog of ${BACKLOG} is drained by one worker, the oldest first`,
    async () => {
      await stage.admin`truncate webhook_events, graphile_worker._private_jobs`;
      // One message of a buyer among three statuses, as traffic is.
      await inFlight(100, BACKLOG, () => sendWebhook(bodies % 4 === 0 ? aMessage() : aStatus()));
      expect(await stored()).toBe(BACKLOG);
      const worker = stage.startWorker();
      const startedAt = Date.now();
      const oldest: string[] = [];
      for (;;) {
        const [row] = await stage.admin<{ oldest: string | null }[]>`
        select min(received_at)::text as oldest from webhook_events where state = 'stored'`;
        if (!row?.oldest) break;
        oldest.push(row.oldest);
        expect(worker.isRunning).toBe(true);
        await sleep(isDeep ? 1_000 : 50);
      }
      const readMs = Date.now() - startedAt;
      await stage.comesToRest(rounds(120_000, 3_600_000));
      report("F-23", {
        backlog: BACKLOG,
        readPerSecond: Math.round((BACKLOG * 1000) / readMs),
        answeredPerSecond: Math.round((BACKLOG * 1000) / (Date.now() - startedAt)),
      });
      expect(oldest).toEqual([...oldest].sort());
      const signingKey = stage.environment.AUDIT_SIGNING_KEY;
      expect(await fsck(stage.database.adminUrl, { atRest: true, signingKey })).toEqual([]);
    },
    rounds(180_000, 7_200_000),
  );

  function phoneOf(place: number): string {
    return String(2_348_072_000_000 + place);
  }

  function aMessage(): Buffer {
    bodies += 1;
    const from = phoneOf(bodies % BUYERS);
    const message = { id: `wamid.load.${bodies}`, from, text: "How much is the red ankara dress?" };
    return whatsAppBody(NUMBER, {
      messages: [message],
      contacts: [{ wa_id: from, profile: { name: "Amina" } }],
    });
  }

  function aStatus(): Buffer {
    bodies += 1;
    const timestamp = String(Math.floor(Date.now() / 1000));
    const status = { id: `wamid.sent.${bodies}`, status: "read", timestamp, recipient_id: phoneOf(0) };
    return whatsAppBody(NUMBER, { statuses: [status] });
  }

  function sendWebhook(body: Buffer, agent?: http.Agent): Promise<Answer> {
    const secret = stage.environment.META_APP_SECRET ?? "";
    const headers = { "content-type": "application/json", "x-hub-signature-256": signatureOf(body, secret) };
    return ask("POST", "/api/integrations/webhook/whatsapp", body, headers, agent);
  }

  function ask(
    method: string,
    path: string,
    body: Buffer | undefined,
    headers: Record<string, string>,
    agent?: http.Agent,
  ): Promise<Answer> {
    const from = performance.now();
    return new Promise((resolve, reject) => {
      const options = { host: "127.0.0.1", port, method, path, headers, agent: agent ?? false };
      const call = http.request(options, (answer) => {
        answer.resume();
        answer.on("end", () => resolve({ status: answer.statusCode ?? 0, ms: performance.now() - from }));
        answer.on("error", reject);
      });
      call.on("error", reject);
      call.end(body);
    });
  }

  async function stored(): Promise<number> {
    const [row] = await stage.admin`select count(*)::int as n from webhook_events`;
    return row?.n ?? 0;
  }
});

/** `count` calls, never more than `together` at once. */
async function inFlight<T>(together: number, count: number, call: () => Promise<T>): Promise<T[]> {
  const answers: T[] = [];
  let begun = 0;
  const lane = async () => {
    while (begun < count) {
      begun += 1;
      answers.push(await call());
    }
  };
  await Promise.all(Array.from({ length: Math.min(together, count) }, lane));
  return answers;
}

const timesOf = (answers: readonly Answer[]) => answers.map(({ ms }) => ms);

function waitsOf(answers: readonly Answer[]): { p50Ms: number; p99Ms: number } {
  const times = timesOf(answers);
  return { p50Ms: Math.round(quantile(times, 0.5)), p99Ms: Math.round(quantile(times, 0.99)) };
}
