import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase } from "@/db/client";
import { messages, outbox } from "@/db/schema/messages";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { ownDatabase } from "../support/database";
import { deliverTo, queueTo } from "../support/outbox";
import { type SalesWorld, setTestEnvironment } from "../support/sales-world";
import { PHONE, startNumber } from "../support/simulated-number";

const database = await ownDatabase();
const simulator = await startNumber();
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
  world = await simulator.renew(undefined, { buyerPhone: `+${PHONE}` });
  await simulator.simulate(`/_sim/people/${PHONE}/send`, { text: "Hi" });
});

afterAll(async () => {
  for (const name of Object.keys(KEYS)) delete process.env[name];
  await closeDatabase();
  await simulator.close();
});

const deliver = () => deliverTo(world);

const queue = (more: Parameters<typeof queueTo>[1]) => queueTo(world, more);

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
