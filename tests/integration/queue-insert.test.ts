import postgres from "postgres";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { closeDatabase } from "@/db/client";
import { enqueueJob } from "@/lib/queue/enqueue-job";
import { withPlatform } from "@/lib/tenancy/with-tenant";
import { ingestEvents } from "@/lib/webhook-inbox/ingest-event";
import { storeEvent } from "@/lib/webhook-inbox/store-event";
import { ownDatabase } from "../support/database";
import { setTestEnvironment } from "../support/sales-world";

const database = await ownDatabase();
setTestEnvironment(database.databaseUrl);
const admin = postgres(database.adminUrl, { max: 2, onnotice: () => undefined });
afterAll(async () => {
  await closeDatabase();
  await admin.end();
});

/** A job as its row, without what is new in every row. */
const jobs = () => admin`
  select t.identifier, (to_jsonb(j) - '{id,task_id,payload,run_at,created_at,updated_at}'::text[])::text as row,
    j.run_at - j.created_at = interval '0' as at_once, j.payload
  from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id order by j.id`;

beforeEach(() => admin`truncate graphile_worker._private_jobs, graphile_worker._private_tasks cascade`);

/** The words the queue's listeners hear while `work` runs. */
async function heardDuring(work: () => Promise<unknown>): Promise<{ count: number }[]> {
  const heard: { count: number }[] = [];
  const listening = await admin.listen("jobs:insert", (text) => heard.push(JSON.parse(text)));
  await work();
  await expect.poll(() => heard.length).toBeGreaterThan(0);
  await listening.unlisten();
  return heard;
}

describe("jobs laid into the queue's table directly", () => {
  it("are the rows that the queue's own function makes, and its listeners hear of them", async () => {
    await admin`select graphile_worker.add_job('take-turn', '{"ceoId":"c","conversationId":"v"}', max_attempts => 12)`;
    const payload = { ceoId: "c", conversationId: "v" };
    const heard = await heardDuring(() => withPlatform((tx) => enqueueJob(tx, "take-turn", payload)));
    const [theirs, ours, ...more] = await jobs();
    expect(ours).toEqual(theirs);
    expect(more).toEqual([]);
    expect(heard.map(({ count }) => count)).toEqual([1]);
  });

  it("come with their name the first time that anybody uses it, twice at once too", async () => {
    const add = () => withPlatform((tx) => enqueueJob(tx, "maintain-storage", {}));
    await Promise.all([add(), add(), add()]);
    expect((await jobs()).map((job) => job.identifier)).toEqual(Array(3).fill("maintain-storage"));
  });

  it("keep the moment that they are for", async () => {
    const runAt = new Date("2030-01-02T03:04:05.678Z");
    await withPlatform((tx) => enqueueJob(tx, "maintain-storage", {}, { runAt }));
    const [row] = await admin`select run_at from graphile_worker._private_jobs`;
    expect(row?.run_at).toEqual(runAt);
  });

  it("bring a stored body to its reader by id and moment", async () => {
    await heardDuring(() => storeEvent("whatsapp", Buffer.from('{"object":"unheard of"}')));
    const [job] = await jobs();
    expect(job).toMatchObject({ identifier: "ingest-event", at_once: true });
    const [event] = await admin`select id, received_at::text as at from webhook_events`;
    expect(job?.payload.eventIds).toEqual([event?.id]);
    await ingestEvents({ ...job?.payload, receivedAt: "2020-01-01T00:00:00Z" });
    expect(await admin`select state from webhook_events`).toEqual([{ state: "stored" }]);
    await ingestEvents(job?.payload);
    expect(await admin`select state from webhook_events`).toEqual([{ state: "done" }]);
  });

  it("are none for a body that was there before", async () => {
    const raw = Buffer.from('{"object":"twice"}');
    await storeEvent("whatsapp", raw);
    await Promise.all([storeEvent("whatsapp", raw), storeEvent("whatsapp", raw)]);
    expect(await jobs()).toHaveLength(1);
  });
});
