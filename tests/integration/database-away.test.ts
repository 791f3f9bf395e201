import postgres from "postgres";
import { afterAll, describe, expect, it } from "vitest";
import { closeDatabase } from "@/db/client";
import { channels } from "@/db/schema/chat";
import { messages } from "@/db/schema/messages";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { ingestEvent } from "@/lib/webhook-inbox/ingest-event";
import { receiveWebhook } from "@/lib/webhook-inbox/receive-webhook";
import { startDurablePostgres } from "../support/durable-postgres";
import { makeSalesWorld, setTestEnvironment } from "../support/sales-world";
import { signatureOf, whatsAppBody } from "../support/webhook-bodies";

const server = await startDurablePostgres();
setTestEnvironment(server.databaseUrl);
afterAll(async () => {
  await closeDatabase();
  await server.stop();
});

describe("F-02 the database going away", () => {
  it("answers 503 while it is gone, 200 only for what is kept, and recovers by itself", async () => {
    const world = await makeSalesWorld();
    const [channel] = await withTenant(world.bot, (tx) => tx.select().from(channels));
    const kept: string[] = [];
    const refused: string[] = [];
    const post = async (id: string) => {
      const raw = whatsAppBody(channel?.externalId ?? "", {
        messages: [{ id, from: "2348031234567", text: id }],
      });
      const { status } = await receiveWebhook("whatsapp", raw, signatureOf(raw));
      (status === 200 ? kept : refused).push(id);
      return status;
    };
    const burst = (name: string) =>
      Promise.all(Array.from({ length: 40 }, (_, index) => post(`wamid.${name}.${index}`)));

    expect(new Set(await burst("before"))).toEqual(new Set([200]));
    const during = burst("during");
    server.kill();
    await during;
    expect(await post("wamid.gone")).toBe(503);
    await server.restart();
    expect(await post("wamid.back")).toBe(200);
    // Meta repeats what was not answered with 200.
    for (const id of refused.splice(0)) await post(id);
    expect(refused).toEqual([]);

    const admin = postgres(server.adminUrl, { max: 1, onnotice: () => undefined });
    const events = await admin<{ id: string }[]>`select id from webhook_events where state = 'stored'`;
    await admin.end();
    for (const { id } of events) await ingestEvent({ eventId: id });
    const rows = await withTenant(world.bot, (tx) => tx.select({ id: messages.externalId }).from(messages));
    expect(rows.map((row) => row.id).sort()).toEqual([...new Set(kept)].sort());
  }, 60_000);
});
