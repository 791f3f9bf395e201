import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase } from "@/db/client";
import { channels } from "@/db/schema/chat";
import { messages, outbox } from "@/db/schema/messages";
import { deliverConversation } from "@/lib/messaging/deliver-conversation";
import { queueMessage } from "@/lib/messaging/queue-message";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { startSimulator } from "../../simulator/start";
import { ownDatabase } from "../support/database";
import { makeSalesWorld, type SalesWorld, setTestEnvironment } from "../support/sales-world";

const TOKEN = "EAAsimulatedTokenOfAdasFashion0123456789";
const NUMBER = "106540352242922";
const PHONE = "2348031234567";

const database = await ownDatabase();
const simulator = await startSimulator({
  port: 0,
  numbers: [
    {
      phoneNumberId: NUMBER,
      wabaId: "1",
      displayPhoneNumber: "+234 803 000 1001",
      verifiedName: "Ada's Fashion",
      accessToken: TOKEN,
    },
  ],
  people: [{ name: "Chinedu", phone: PHONE }],
  limits: { pairRate: false, throughput: false },
});
// A store whose keys cannot be had for a while, as when the host's own service that gives them out is away.
const KEYS = { AWS_ACCESS_KEY_ID: "AKIDEXAMPLE", AWS_SECRET_ACCESS_KEY: "example-secret-key" };
setTestEnvironment(database.databaseUrl, {
  META_GRAPH_URL: simulator.url,
  STORAGE: "s3",
  S3_BUCKET: "receipts",
  AWS_REGION: "eu-west-1",
  AWS_EC2_METADATA_DISABLED: "true",
  AWS_CONFIG_FILE: "/nonexistent",
  AWS_SHARED_CREDENTIALS_FILE: "/nonexistent",
});

let world: SalesWorld;

beforeAll(async () => {
  world = await makeSalesWorld({ channelToken: TOKEN, buyerPhone: `+${PHONE}` });
  await withTenant(world.bot, (tx) => tx.update(channels).set({ externalId: NUMBER }));
  await fetch(`${simulator.url}/_sim/people/${PHONE}/send`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ text: "Hi" }),
  });
});

afterAll(async () => {
  for (const name of Object.keys(KEYS)) delete process.env[name];
  await closeDatabase();
  await simulator.close();
});

const deliver = () => deliverConversation({ ceoId: world.ceoId, conversationId: world.conversationId });

const queue = (more: Partial<Parameters<typeof queueMessage>[2]>) =>
  withTenant(world.bot, (tx) =>
    queueMessage(tx, world.bot, {
      conversationId: world.conversationId,
      text: "",
      author: "bot",
      repeatable: false,
      ...more,
    }),
  );

describe("a picture whose link cannot be made", () => {
  it("F-10 has certainly not been sent: it waits with what comes after it, and goes out in its turn", async () => {
    const picture = await queue({ picture: { fileKey: "pictures/a/b.jpg", contentType: "image/jpeg" } });
    const words = await queue({ text: "The red one." });
    await deliver();
    const waiting = await withTenant(world.bot, (tx) => tx.select().from(outbox).orderBy(outbox.createdAt));
    expect(waiting).toMatchObject([
      { messageId: picture, state: "queued", tries: 1 },
      { messageId: words, state: "queued", tries: 0 },
    ]);

    Object.assign(process.env, KEYS);
    await withTenant(world.bot, (tx) => tx.update(outbox).set({ nextTryAt: sql`now()` }));
    await deliver();
    const rows = await withTenant(world.bot, (tx) =>
      tx.select().from(messages).where(eq(messages.direction, "out")).orderBy(messages.createdAt),
    );
    expect(rows).toMatchObject([
      { id: picture, status: "sent" },
      { id: words, status: "sent" },
    ]);
  });
});
