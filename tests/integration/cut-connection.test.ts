import net from "node:net";
import postgres from "postgres";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "../support/database";

/**
 * What patches/postgres+3.4.9.patch repairs (docs/adr/0012). One connection, so that the pool has no other to give:
 * whoever comes next sits on the connection that was cut.
 */
let database: TestDatabase;
let killer: postgres.Sql;
let pool: postgres.Sql;

beforeAll(async () => {
  database = await createTestDatabase();
  killer = postgres(database.adminUrl, { max: 1, onnotice: () => undefined });
  await killer`create table lines (words text not null)`;
  await killer`grant insert on lines to public`;
});

beforeEach(async () => {
  await killer`truncate lines`;
  pool = postgres(database.databaseUrl, { max: 1, onnotice: () => undefined });
});

afterEach(() => pool.end({ timeout: 1 }));

afterAll(async () => {
  await killer.end();
  await database.drop();
});

describe("F-03 a connection cut in the middle of a transaction", () => {
  it("fails the statement under way, and the next one is answered", async () => {
    let pid = 0;
    const cut = pool.begin(async (tx) => {
      pid = await pidOf(tx);
      await tx`select pg_sleep(20)`;
    });
    const failure = expect(cut).rejects.toThrow();
    await until(() => pid > 0);
    await killer`select pg_terminate_backend(${pid})`;
    await failure;
    expect(await pool`select 1 as one`).toEqual([{ one: 1 }]);
    expect(await pool`select 2 as two`).toEqual([{ two: 2 }]);
  });

  it("never writes on into the transaction of whoever has the connection next", async () => {
    let goOn = () => {};
    const interrupted = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    let pid = 0;
    let late: PromiseSettledResult<unknown> | undefined;
    const first = pool.begin(async (tx) => {
      await tx`insert into lines values ('first, before the cut')`;
      pid = await pidOf(tx);
      await interrupted;
      [late] = await Promise.allSettled([tx`insert into lines values ('first, after the cut')`]);
    });
    const failure = expect(first).rejects.toMatchObject({ code: "CONNECTION_CLOSED" });
    await until(() => pid > 0);
    await killer`select pg_terminate_backend(${pid})`;
    await failure;

    await pool.begin(async (tx) => {
      await tx`insert into lines values ('second, begun')`;
      goOn();
      await until(() => late !== undefined);
      await tx`insert into lines values ('second, done')`;
    });

    expect(late).toMatchObject({ status: "rejected", reason: { code: "CONNECTION_CLOSED" } });
    const lines = await killer<{ words: string }[]>`select words from lines order by words`;
    expect(lines.map((line) => line.words)).toEqual(["second, begun", "second, done"]);
  });

  it("lets nobody wait for ever who asked between the cut and the next connection", async () => {
    for (let round = 0; round < 20; round += 1) {
      const asked = Array.from({ length: 5 }, (_, k) => pool.begin((tx) => tx`select ${k}::int as k`));
      const settled = Promise.allSettled(asked);
      await killer`
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()`;
      await settled;
    }
    expect(await firstAnswer()).toEqual([{ one: 1 }]);
  });
});

describe("F-03 a connection cut while the driver asks for the database's types", () => {
  it.each([
    ["reset", (socket: net.Socket) => socket.resetAndDestroy()],
    ["closed", (socket: net.Socket) => socket.destroy()],
  ])("that is %s fails no more than the question it was opened for", async (_, cut) => {
    const wire = await openWire(database.databaseUrl, cut);
    const own = postgres(wire.url, { max: 1, onnotice: () => undefined });
    // An error that nobody catches fails this run.
    const [asked] = await Promise.allSettled([own`select 1 as one`]);
    expect(wire.cuts).toBe(1);
    if (asked.status === "fulfilled") expect(asked.value).toEqual([{ one: 1 }]);
    expect(await own`select array['a', 'b'] as words`).toEqual([{ words: ["a", "b"] }]);
    await own.end({ timeout: 1 });
    await wire.close();
  });
});

/** A wire to the database that is cut once, when the types are asked for. */
async function openWire(databaseUrl: string, cut: (socket: net.Socket) => void) {
  const to = new URL(databaseUrl);
  const wire = { url: "", cuts: 0, close: () => new Promise((closed) => server.close(closed)) };
  const server = net.createServer((near) => {
    const far = net.connect(Number(to.port), to.hostname);
    for (const one of [near, far]) one.on("error", () => undefined);
    near.on("data", (bytes) => {
      if (wire.cuts === 0 && bytes.includes("typarray")) {
        wire.cuts += 1;
        cut(near);
        far.destroy();
      } else far.write(bytes);
    });
    far.on("data", (bytes) => near.write(bytes));
    near.on("close", () => far.destroy());
    far.on("close", () => near.destroy());
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const near = new URL(databaseUrl);
  near.hostname = "127.0.0.1";
  near.port = String((server.address() as net.AddressInfo).port);
  wire.url = near.href;
  return wire;
}

/** A cut that nobody has noticed yet may cost a question, never two. */
async function firstAnswer(): Promise<unknown> {
  return pool`select 1 as one`.catch(() => pool`select 1 as one`);
}

async function pidOf(tx: postgres.TransactionSql): Promise<number> {
  const [row] = await tx<{ pid: number }[]>`select pg_backend_pid() as pid`;
  return row?.pid ?? 0;
}

async function until(done: () => boolean): Promise<void> {
  while (!done()) await new Promise((resolve) => setImmediate(resolve));
}
