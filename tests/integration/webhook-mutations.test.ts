import fc from "fast-check";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase } from "@/db/client";
import { channels } from "@/db/schema/chat";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { ingestEvent } from "@/lib/webhook-inbox/ingest-event";
import { receiveWebhook } from "@/lib/webhook-inbox/receive-webhook";
import { ownDatabase } from "../support/database";
import { junk, type Mutation, mutate } from "../support/mutate-body";
import { makeSalesWorld, setTestEnvironment } from "../support/sales-world";
import { asMeta, signatureOf, whatsAppBody } from "../support/webhook-bodies";
import { allSamples } from "../support/webhook-samples";

const BODIES = 2_000;
/** WhatsApp's number of the business; a sound message to it lies in every body. */
const NUMBER = "100000000000777";

// A body that says an item twice, without an id, looks to the examination like an item that was kept aside twice.
const database = await ownDatabase({ isSound: false });
setTestEnvironment(database.databaseUrl);
const admin = postgres(database.adminUrl, { max: 1, onnotice: () => undefined });
const samples = allSamples();

beforeAll(async () => {
  const world = await makeSalesWorld();
  await withTenant(world.bot, (tx) =>
    tx.insert(channels).values({
      ceoId: world.ceoId,
      id: "chn_mutations",
      platform: "whatsapp",
      externalId: NUMBER,
      displayName: "Shop",
      displayHandle: "Shop",
    }),
  );
});

afterAll(async () => {
  await closeDatabase();
  await admin.end();
});

type Body = { platform: "whatsapp" | "instagram"; raw: Buffer; sound: string | null };

/** Damaged bodies, the same ones on every run. Where `entry` is still a list, a sound message stands at its end. */
function damagedBodies(): Body[] {
  const damage = fc.record({
    sample: fc.integer({ min: 0, max: samples.length - 1 }),
    place: fc.nat(),
    act: fc.constantFrom<Mutation>("replace", "remove", "repeat", "wrap"),
    value: junk,
  });
  return fc.sample(damage, { numRuns: BODIES, seed: 20261121 }).map(({ sample, place, act, value }, at) => {
    const { name, raw } = samples[sample]!;
    const body: unknown = JSON.parse(mutate(raw, place, act, value).toString());
    const platform = name.includes("instagram") ? "instagram" : "whatsapp";
    const sound = `wamid.SOUND${at}`;
    return isWhatsApp(body)
      ? { platform, raw: withSound(body, sound), sound }
      : { platform, raw: asMeta(body), sound: null };
  });
}

type WithEntries = { object: string; entry: unknown[] };

function isWhatsApp(body: unknown): body is WithEntries {
  const { object, entry } = (body ?? {}) as Partial<WithEntries>;
  return object === "whatsapp_business_account" && Array.isArray(entry);
}

function withSound(body: WithEntries, id: string): Buffer {
  const message = { id, from: "2348031234567", text: "How much?" };
  const { entry } = JSON.parse(whatsAppBody(NUMBER, { messages: [message] }).toString()) as WithEntries;
  return asMeta({ ...body, entry: [...body.entry, ...entry] });
}

describe(`WH-09 ${BODIES} damaged bodies, rightly signed`, () => {
  const bodies = damagedBodies();

  it("are each taken with 200", async () => {
    const statuses = new Map<number, number>();
    for (let at = 0; at < bodies.length; at += 50) {
      const answers = await Promise.all(
        bodies.slice(at, at + 50).map(({ platform, raw }) => receiveWebhook(platform, raw, signatureOf(raw))),
      );
      for (const { status } of answers) statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    expect([...statuses]).toEqual([[200, BODIES]]);
  });

  it("are read to their end, and what cannot be used is kept where a person sees it", async () => {
    const events = await admin<{ id: string }[]>`select id from webhook_events order by id`;
    for (const { id } of events) await ingestEvent({ eventId: id });
    expect(await admin`select state from webhook_events where state <> 'done'`).toEqual([]);
    const [aside] = await admin`select count(*)::int as n from unhandled_events`;
    expect(aside?.n).toBeGreaterThan(BODIES / 4);
  }, 120_000);

  it("cost none of the sound messages beside them, and double none", async () => {
    const sound = bodies.flatMap((body) => body.sound ?? []);
    expect(sound.length).toBeGreaterThan(BODIES / 3);
    const stored = await admin<{ id: string }[]>`
      select external_id as id from messages where external_id like 'wamid.SOUND%'`;
    expect(stored.map(({ id }) => id).sort()).toEqual([...sound].sort());
  });
});
