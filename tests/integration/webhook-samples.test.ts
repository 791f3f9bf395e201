import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase } from "@/db/client";
import { channels } from "@/db/schema/chat";
import { parseWebhook, type WebhookItem } from "@/lib/meta/parse-webhook";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { ingestEvent } from "@/lib/webhook-inbox/ingest-event";
import { receiveWebhook } from "@/lib/webhook-inbox/receive-webhook";
import { ownDatabase } from "../support/database";
import { makeSalesWorld, setTestEnvironment } from "../support/sales-world";
import { signatureOf } from "../support/webhook-bodies";

/** The project's own samples, and a wider collection where one lies beside the checkout. */
const FOLDERS = ["tests/fixtures/webhooks", "../shared/fixtures/webhooks"].filter((folder) =>
  existsSync(folder),
);
const PLATFORMS = ["whatsapp", "instagram"] as const;

const samples = FOLDERS.flatMap((folder) =>
  PLATFORMS.flatMap((platform) =>
    readdirSync(join(folder, platform))
      .filter((name) => name.endsWith(".json"))
      .sort()
      .map((name) => ({
        platform,
        name: `${folder}/${platform}/${name}`,
        raw: readFileSync(join(folder, platform, name)),
      })),
  ),
);

const database = await ownDatabase();
setTestEnvironment(database.databaseUrl);
const admin = postgres(database.adminUrl, { max: 1, onnotice: () => undefined });

afterAll(async () => {
  await closeDatabase();
  await admin.end();
});

const itemsOf = (raw: Uint8Array): WebhookItem[] => {
  const parsed = parseWebhook(raw);
  return parsed.ok ? parsed.items : [];
};

/** Every number and account that a sample speaks of belongs to one business, so that everything is routed. */
beforeAll(async () => {
  const world = await makeSalesWorld();
  const ids = new Map<string, "whatsapp" | "instagram">();
  for (const { raw } of samples) {
    for (const item of itemsOf(raw)) {
      if (item.channelExternalId && item.platform !== "unknown") {
        ids.set(`${item.platform} ${item.channelExternalId}`, item.platform);
      }
    }
  }
  await withTenant(world.bot, (tx) =>
    tx.insert(channels).values(
      [...ids].map(([key, platform], at) => ({
        ceoId: world.ceoId,
        id: `chn_sample_${at}`,
        platform,
        externalId: key.slice(platform.length + 1),
        login: platform === "instagram" ? ("instagram" as const) : null,
        displayName: "Samples",
        displayHandle: "samples",
      })),
    ),
  );
});

async function ingest(again: boolean): Promise<void> {
  if (again) await admin`update webhook_events set state = 'stored'`;
  const events = await admin<
    { id: string }[]
  >`select id from webhook_events where state = 'stored' order by id`;
  for (const { id } of events) await ingestEvent({ eventId: id });
}

/** What is in the tables that a webhook can fill: who, what, and how far it came. */
async function rows(): Promise<unknown> {
  return admin`
    select 'message' as what, channel_id || ' ' || coalesce(external_id, '') as id, kind || ' ' || status as how, text from messages
    union all select 'contact', contact_id, kind, value from contact_identities
    union all select 'early', channel_id || ' ' || external_id, status, null from early_statuses
    union all select 'unhandled', event_id, reason, payload::text from unhandled_events
    order by 1, 2, 3, 4`;
}

type Traces = { stored: Set<string>; deleted: Set<string>; aside: number };

async function traces(): Promise<Traces> {
  const ids = async (query: postgres.PendingQuery<{ id: string }[]>) =>
    new Set((await query).map(({ id }) => id));
  const [aside] = await admin<{ n: number }[]>`select count(*)::int as n from unhandled_events`;
  return {
    stored: await ids(
      admin`select external_id as id from messages union select external_id from early_statuses`,
    ),
    deleted: await ids(admin`select external_id as id from messages where kind = 'revoke'`),
    aside: aside?.n ?? 0,
  };
}

const isKeptAside = (item: WebhookItem) => item.type === "unhandled" || item.type === "account";

/** A deletion lives on in the message that it emptied; a changed id in the contact. */
function isTraced(item: WebhookItem, { stored, deleted }: Traces): boolean {
  if (item.type === "unhandled" || item.type === "account") return false;
  if (item.type === "identity_change" || stored.has(item.externalId)) return true;
  return "targetExternalId" in item && deleted.has(item.targetExternalId ?? "");
}

describe("every sample body, through the inbox into PostgreSQL", () => {
  it(`takes all ${samples.length} of both platforms, each with 200`, async () => {
    expect(samples.length).toBeGreaterThan(45);
    for (const { platform, name, raw } of samples) {
      const answer = await receiveWebhook(platform, raw, signatureOf(raw));
      expect(answer.status, name).toBe(200);
    }
    const [{ n }] = (await admin`select count(*)::int as n from webhook_events`) as unknown as [
      { n: number },
    ];
    expect(n).toBe(new Set(samples.map(({ raw }) => raw.toString("base64"))).size);
  });

  it("routes each item or keeps it aside where a person sees it; none fails", async () => {
    await ingest(false);
    const failed =
      await admin`select reason, payload from unhandled_events where reason in ('failed', 'no_such_channel')`;
    expect(failed).toEqual([]);
    expect(await admin`select id from webhook_events where state <> 'done'`).toEqual([]);
  });

  it("leaves a trace of every item", async () => {
    const trace = await traces();
    const unique = new Map(samples.map((sample) => [sample.raw.toString("base64"), sample]));
    const items = [...unique.values()].flatMap(({ name, raw }) =>
      itemsOf(raw).map((item) => ({ name, item })),
    );
    const lost = items.filter(({ item }) => !isKeptAside(item) && !isTraced(item, trace));
    expect(lost).toEqual([]);
    expect(trace.aside).toBe(items.filter(({ item }) => isKeptAside(item)).length);
  });

  it("gives the same rows when everything comes, and is read, a second time", async () => {
    const before = await rows();
    for (const { platform, raw } of samples) await receiveWebhook(platform, raw, signatureOf(raw));
    await ingest(false);
    await ingest(true);
    expect(await rows()).toEqual(before);
  });
});
