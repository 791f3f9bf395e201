import { createHmac, timingSafeEqual } from "node:crypto";
import http from "node:http";
import postgres from "postgres";
import { groupCommit } from "./group-commit.mjs";

/**
 * The bare limit for webhooks: signature, JSON, one event and one job row in plain tables, committed, 200. No
 * deduplication, no tenants, no roles. With `BENCH_NOTIFY` it tells the bare worker, too.
 */

const { DATABASE_URL, META_APP_SECRET, PORT, BENCH_NOTIFY } = process.env;
const sql = postgres(DATABASE_URL, { max: 4 });

const store = groupCommit(async (raws) => {
  await sql`
    with stored as (insert into bare_events (raw) select unnest(${raws}::text[]) returning id)
    insert into bare_jobs (event_id) select id from stored`;
  if (BENCH_NOTIFY) await sql`select pg_notify('bare_jobs', '')`;
});

const server = http.createServer((request, response) => {
  if (request.method === "GET") return void response.end("ready");
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", async () => {
    const raw = Buffer.concat(chunks);
    if (!isSigned(raw, request.headers["x-hub-signature-256"])) return void response.writeHead(403).end();
    const text = raw.toString("utf8");
    JSON.parse(text);
    await store(text);
    response.writeHead(200, { "content-type": "text/plain", "content-length": 2 }).end("ok");
  });
});

function isSigned(raw, header) {
  const own = createHmac("sha256", META_APP_SECRET).update(raw).digest();
  const given = Buffer.from(String(header).slice("sha256=".length), "hex");
  return given.length === own.length && timingSafeEqual(own, given);
}

await sql`select 1`;
server.listen(Number(PORT), "127.0.0.1");
process.once("SIGTERM", () => process.exit(0));
