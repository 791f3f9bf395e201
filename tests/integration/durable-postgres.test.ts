import postgres from "postgres";
import { afterAll, describe, expect, it } from "vitest";
import { type DurablePostgres, startDurablePostgres } from "@/tests/support/durable-postgres";

describe("the embedded PostgreSQL", () => {
  let server: DurablePostgres | undefined;
  afterAll(() => server?.stop());

  it("keeps what was committed when it is killed, and starts again on the same port", async () => {
    server = await startDurablePostgres();
    const sql = postgres(server.adminUrl, { max: 1, onnotice: () => {} });
    expect(await sql`SHOW fsync`).toEqual([{ fsync: "on" }]);
    await sql`CREATE TABLE kept (word text)`;
    await sql`INSERT INTO kept VALUES ('ankara')`;
    server.kill();
    await server.restart();
    const again = postgres(server.adminUrl, { max: 1 });
    expect(await again`SELECT word FROM kept`).toEqual([{ word: "ankara" }]);
    await Promise.all([sql.end(), again.end()]);
  });
});
