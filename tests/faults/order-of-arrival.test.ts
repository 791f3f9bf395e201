import postgres from "postgres";
import { afterAll, describe, expect, it } from "vitest";
import { closeDatabase } from "@/db/client";
import { channels } from "@/db/schema/chat";
import { loadWaiting } from "@/lib/conversation/load-turn";
import { queueMessage } from "@/lib/messaging/queue-message";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { ingestEvent } from "@/lib/webhook-inbox/ingest-event";
import { receiveWebhook } from "@/lib/webhook-inbox/receive-webhook";
import { startDurablePostgres } from "../support/durable-postgres";
import { fsck } from "../support/fsck";
import { makeSalesWorld, setTestEnvironment } from "../support/sales-world";
import { signatureOf, whatsAppBody } from "../support/webhook-bodies";
import { randomOf, report, rounds } from "./series";

const PERMUTATIONS = rounds(25, 1_000);
const TEXTS = ["Hi", "How much is the red dress?", "And the handbag?", "Okay, thank you"];
const STATUSES = ["sent", "delivered", "read"];

const server = await startDurablePostgres();
setTestEnvironment(server.databaseUrl);
const admin = postgres(server.adminUrl, { max: 1, onnotice: () => undefined });

afterAll(async () => {
  await admin.end();
  await closeDatabase();
  await server.stop();
});

describe("F-13 and F-14 bodies come in any order, and again and again", () => {
  const random = randomOf("arrival");

  it(
    `ends the same for ${PERMUTATIONS} shuffles of one stream with repeats`,
    async () => {
      const ends = new Set<string>();
      for (let round = 0; round < PERMUTATIONS; round += 1) ends.add(await arrival(round));
      expect([...ends]).toEqual([JSON.stringify({ texts: TEXTS, status: "read", early: 0 })]);
      expect(await fsck(server.adminUrl)).toEqual([]);
      report("arrival-orders", { permutations: PERMUTATIONS, differentEnds: ends.size });
    },
    60_000 + PERMUTATIONS * 1_500,
  );

  /** One buyer's stream, shuffled and repeated, to its end. Gives what is left of it, ids aside. */
  async function arrival(round: number): Promise<string> {
    const world = await makeSalesWorld();
    const [channel] = await withTenant(world.bot, (tx) => tx.select().from(channels));
    const [contact] = await admin`select value from contact_identities where contact_id = ${world.contactId}`;
    const from = String(contact?.value);
    const outgoing = await withTenant(world.bot, (tx) =>
      queueMessage(tx, world.bot, {
        conversationId: world.conversationId,
        text: "Welcome",
        author: "bot",
        repeatable: false,
      }),
    );
    const startedAt = Math.floor(Date.now() / 1000) - 600;
    const number = channel?.externalId ?? "";
    const stream = [
      ...TEXTS.map((text, place) =>
        whatsAppBody(number, {
          messages: [{ id: `wamid.in.${round}.${place}`, from, text, timestamp: startedAt + place * 10 }],
        }),
      ),
      ...STATUSES.map((status, place) => whatsAppBody(number, { statuses: [statusOf(status, place)] })),
    ];
    for (const raw of shuffled([...stream, ...stream.slice(random(4)), ...stream.slice(random(6))])) {
      expect((await receiveWebhook("whatsapp", raw, signatureOf(raw))).status).toBe(200);
    }
    const stored = await admin<{ id: string }[]>`select id from webhook_events where state = 'stored'`;
    for (const { id } of shuffled([...stored])) await ingestEvent({ eventId: id });
    return endOf();

    function statusOf(status: string, place: number): Record<string, unknown> {
      return {
        id: `wamid.out.${round}`,
        status,
        timestamp: String(startedAt + place),
        recipient_id: from,
        // Some statuses of Meta's carry our id and some do not.
        ...(place === 1 ? {} : { biz_opaque_callback_data: outgoing }),
      };
    }

    async function endOf(): Promise<string> {
      const waiting = await withTenant(world.bot, (tx) => loadWaiting(tx, world.conversationId));
      const [row] = await admin`select status from messages where id = ${outgoing}`;
      const [early] =
        await admin`select count(*)::int as n from early_statuses where ceo_id = ${world.ceoId}`;
      return JSON.stringify({
        texts: waiting.messages.map((one) => one.text),
        status: row?.status,
        early: early?.n,
      });
    }
  }

  function shuffled<T>(items: T[]): T[] {
    for (let place = items.length - 1; place > 0; place -= 1) {
      const other = random(place + 1);
      [items[place], items[other]] = [items[other] as T, items[place] as T];
    }
    return items;
  }
});
