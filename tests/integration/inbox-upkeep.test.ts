import postgres from "postgres";
import { afterAll, describe, expect, it } from "vitest";
import { closeDatabase } from "@/db/client";
import { maintainStorage } from "@/lib/jobs/maintain-storage";
import { ingestEvent } from "@/lib/webhook-inbox/ingest-event";
import { storeEvent } from "@/lib/webhook-inbox/store-event";
import { ownDatabase } from "../support/database";
import { makeSalesWorld, setTestEnvironment } from "../support/sales-world";

const database = await ownDatabase();
setTestEnvironment(database.databaseUrl);
const admin = postgres(database.adminUrl, { max: 1, onnotice: () => undefined });

afterAll(async () => {
  await admin.end();
  await closeDatabase();
});

const partitions = async () =>
  (
    await admin`select inhrelid::regclass::text as name from pg_inherits where inhparent = 'webhook_events'::regclass`
  )
    .map((row) => String(row.name))
    .filter((name) => name !== "webhook_events_default");

const where = async () =>
  (await admin`select tableoid::regclass::text as name, state from webhook_events`)[0];

describe("the upkeep of raw bodies", () => {
  it("makes the days again after a pause, though bodies came meanwhile, and loses none", async () => {
    for (const name of await partitions()) await admin.unsafe(`drop table ${name}`);
    await storeEvent("whatsapp", Buffer.from('{"object":"page"}'));
    expect((await where())?.name).toBe("webhook_events_default");
    await maintainStorage();
    expect(await partitions()).toHaveLength(8);
    expect((await where())?.name).toMatch(/^webhook_events_\d{8}$/);
    const [event] = await admin<{ id: string }[]>`select id from webhook_events`;
    await ingestEvent({ eventId: String(event?.id) });
    expect((await where())?.state).toBe("done");
    const open =
      await admin`select relname from pg_class where relname like 'webhook_events%' and relkind = 'r'
      and not (relrowsecurity and relforcerowsecurity)`;
    expect(open).toHaveLength(0);
  });

  it("forgets after 14 days what lies in no day's partition", async () => {
    await admin`insert into webhook_events (id, received_at, platform, raw)
      values ('evt_old', now() - interval '20 days', 'whatsapp', 'x')`;
    await maintainStorage();
    expect(await admin`select from webhook_events where id = 'evt_old'`).toHaveLength(0);
  });

  it("forgets news for open pages after an hour, of every business, and statuses that found no message", async () => {
    const [ada, tunde] = [
      await makeSalesWorld(),
      await makeSalesWorld({ businessName: "Tunde Electronics" }),
    ];
    for (const { ceoId } of [ada, tunde]) {
      for (const age of ["2 hours", "10 minutes"])
        await admin`insert into live_events (ceo_id, topic, ids, created_at) values (${ceoId}, 'old', '{}', now() - ${age}::interval)`;
      for (const age of ["8 days", "6 days"])
        await admin`insert into early_statuses (ceo_id, channel_id, external_id, status, at, created_at)
          values (${ceoId}, 'chn', ${age}, 'read', now(), now() - ${age}::interval)`;
    }
    await maintainStorage();
    expect(await admin`select from live_events where topic = 'old'`).toHaveLength(2);
    expect(await admin`select from early_statuses where external_id = '8 days'`).toHaveLength(0);
    expect(await admin`select from early_statuses where external_id = '6 days'`).toHaveLength(2);
  });

  it("finds a body by its id without reading the others", async () => {
    const plan = await admin.begin(async (tx) => {
      await tx`set local enable_seqscan = off`;
      return tx`explain select raw from webhook_events where id = 'evt_1'`;
    });
    const text = plan.map((row) => String(row["QUERY PLAN"])).join("\n");
    expect(text).toContain("_pkey");
    expect(text).not.toContain("Seq Scan");
  });
});
