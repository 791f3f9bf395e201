import http from "node:http";
import postgres from "postgres";

/**
 * The bare limit for answers: hears of stored messages, takes what waits, answers each with one constant text through
 * one HTTP call, deletes the jobs. No state, no tenants, no second thought.
 */

const TAKEN_AT_ONCE = 50;
const { DATABASE_URL, META_GRAPH_URL, BENCH_TOKEN } = process.env;
const sql = postgres(DATABASE_URL, { max: 4 });
const agent = new http.Agent({ keepAlive: true, maxSockets: TAKEN_AT_ONCE });

let isWorking = false;
let isAskedAgain = false;

async function work() {
  isAskedAgain = true;
  if (isWorking) return;
  isWorking = true;
  while (isAskedAgain) {
    isAskedAgain = false;
    for (let taken = await take(); taken.length > 0; taken = await take()) {
      await Promise.all(taken.map(({ raw }) => answer(JSON.parse(raw).entry[0].changes[0].value)));
      await sql`delete from bare_jobs where id = any(${taken.map(({ id }) => id)}::bigint[])`;
    }
  }
  isWorking = false;
}

function take() {
  return sql`
    with taken as (
      update bare_jobs set taken_at = now() where id in (
        select id from bare_jobs where taken_at is null order by id limit ${TAKEN_AT_ONCE} for update skip locked)
      returning id, event_id
    )
    select taken.id, bare_events.raw from taken join bare_events on bare_events.id = taken.event_id`;
}

function answer(value) {
  const body = JSON.stringify({
    messaging_product: "whatsapp",
    to: value.messages[0].from,
    type: "text",
    text: { body: "It is ₦12,500." },
  });
  const url = `${META_GRAPH_URL}/v25.0/${value.metadata.phone_number_id}/messages`;
  const headers = {
    Authorization: `Bearer ${BENCH_TOKEN}`,
    "Content-Type": "application/json",
    "Content-Length": Buffer.byteLength(body),
  };
  return new Promise((resolve, reject) => {
    const request = http.request(url, { method: "POST", agent, headers }, (response) => {
      response.resume();
      if (response.statusCode !== 200) reject(new Error(`the simulator answered ${response.statusCode}`));
      response.on("end", resolve);
    });
    request.on("error", reject);
    request.end(body);
  });
}

await sql.listen("bare_jobs", () => void work());
await work();
process.once("SIGTERM", () => process.exit(0));
