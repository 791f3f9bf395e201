import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { closeDatabase, rawSql } from "@/db/client";
import { withPlatform } from "@/lib/tenancy/with-tenant";
import { startDurablePostgres } from "../support/durable-postgres";
import { setTestEnvironment } from "../support/sales-world";
import { rounds } from "./series";

const RECOVERY_MAX_MS = 5_000;

const server = await startDurablePostgres();
setTestEnvironment(server.databaseUrl);

afterAll(async () => {
  await closeDatabase();
  await server.stop();
});

/** Somebody who asks the database again and again, whatever it answers. */
class Asker {
  answers = 0;
  isOver = false;
  readonly end: Promise<void>;

  constructor(work: () => Promise<unknown>) {
    this.end = this.ask(work);
  }

  private async ask(work: () => Promise<unknown>): Promise<void> {
    while (!this.isOver) {
      await work().then(
        () => {
          this.answers += 1;
        },
        () => sleep(20),
      );
    }
  }
}

describe("the pool after connections were lost", () => {
  const kills = rounds(1, 20);

  it(
    "F-02 gives everybody an answer again soon after the database is back, and no place of it is stuck",
    async () => {
      const askers = [
        ...Array.from(
          { length: 12 },
          () =>
            new Asker(() =>
              withPlatform(async (tx) => {
                await tx.execute(sql`select 1`);
                await sleep(3);
                await tx.execute(sql`select pg_sleep(0.005)`);
              }),
            ),
        ),
        ...Array.from({ length: 6 }, () => new Asker(() => rawSql()`select pg_sleep(0.003)`)),
      ];
      for (let kill = 0; kill < kills; kill += 1) {
        await sleep(300);
        server.kill();
        await sleep(500);
        await server.restart();
        const before = askers.map((asker) => asker.answers);
        const stuck = () => askers.filter((asker, place) => asker.answers <= (before[place] ?? 0) + 2).length;
        await expect.poll(stuck, { timeout: RECOVERY_MAX_MS, interval: 25 }).toBe(0);
      }
      for (const asker of askers) asker.isOver = true;
      await Promise.all(askers.map((asker) => asker.end));
    },
    30_000 + kills * 10_000,
  );
});
