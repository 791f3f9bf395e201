import postgres from "postgres";
import { afterAll, describe, expect, it, vi } from "vitest";
import { closeDatabase } from "@/db/client";
import { beatAndFree } from "@/lib/jobs/heartbeat";
import { CRONTAB } from "@/lib/jobs/registry";
import { type RunningWorker, runWorker } from "@/lib/jobs/run-worker";
import { workOnce } from "@/lib/jobs/work-once";
import { ownDatabase } from "../support/database";
import { setTestEnvironment } from "../support/sales-world";

const database = await ownDatabase();
setTestEnvironment(database.databaseUrl, { JOB_LEASE_SECONDS: "30" });
const admin = postgres(database.adminUrl, { max: 1, onnotice: () => undefined });
let worker: RunningWorker | undefined;

afterAll(async () => {
  await worker?.stop();
  await admin.end();
  await closeDatabase();
});

const holder = async () =>
  (await admin`select locked_by from graphile_worker._private_jobs where locked_by is not null`)[0]
    ?.locked_by;

/** Starts a job that cannot end until the lock is let go. */
async function holdAJob(): Promise<void> {
  await admin`select pg_advisory_lock(hashtext('maintain_webhook_partitions'))`;
  await admin`select graphile_worker.add_job('maintain-storage', '{}')`;
  await vi.waitFor(async () => expect(await holder()).toBeTruthy(), { timeout: 5_000 });
}

const letGo = async () => {
  await admin`select pg_advisory_unlock_all()`;
  await vi.waitFor(async () => expect(await holder()).toBeUndefined(), { timeout: 10_000 });
};

/** As if the lease had run out since the job began. */
const leasePasses = () =>
  admin`update graphile_worker._private_jobs set locked_at = now() - interval '1 minute' where locked_by is not null`;

describe("a worker's sign of life", () => {
  it("is given under the name that its jobs are locked by, so that nobody takes a job that is being done", async () => {
    worker = await runWorker({ concurrency: 3 });
    await holdAJob();
    const rows = await admin`select worker_id from worker_heartbeats`;
    expect(rows.map((row) => row.worker_id)).toEqual([await holder()]);
    await leasePasses();
    await beatAndFree([]);
    expect(await holder()).toBeTruthy();
    await letGo();
    await worker.stop();
    worker = undefined;
    expect(await admin`select from worker_heartbeats`).toHaveLength(0);
  });

  it("is given by a cron request's work too, and its absence frees a dead worker's job", async () => {
    await admin`select pg_advisory_lock(hashtext('maintain_webhook_partitions'))`;
    const working = workOnce();
    await vi.waitFor(async () => expect(await holder()).toBeTruthy(), { timeout: 5_000 });
    await leasePasses();
    await vi.waitFor(async () => expect(await admin`select from worker_heartbeats`).toHaveLength(1));
    await beatAndFree([]);
    expect(await holder()).toBeTruthy();
    await admin`update worker_heartbeats set seen_at = now() - interval '1 minute'`;
    await beatAndFree([]);
    // It may be taken again at once, by a worker of the same request that had other work until now.
    expect(
      await admin`select from graphile_worker._private_jobs where locked_at < now() - interval '30 seconds'`,
    ).toEqual([]);
    await admin`select pg_advisory_unlock_all()`;
    await working;
  });

  it("comes with all that a worker does by its own clock", async () => {
    await admin.unsafe(`
      create table asked (name text);
      create function note_asked() returns trigger language plpgsql security definer as $$ begin
        insert into asked select identifier from graphile_worker._private_tasks where id = new.task_id; return new; end $$;
      create trigger note_asked after insert on graphile_worker._private_jobs for each row execute function note_asked()`);
    await workOnce();
    const asked = await admin<{ name: string }[]>`select name from public.asked order by name`;
    const clocked = CRONTAB.split("\n").map((line) => line.split(" ").at(-1));
    expect(asked.map(({ name }) => name)).toEqual(expect.arrayContaining(clocked));
    expect(clocked).toContain("check-channels");
  });
});
