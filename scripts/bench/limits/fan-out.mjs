import http from "node:http";
import postgres from "postgres";

/**
 * The bare limit for live updates: one LISTEN, and each notice written as one server-sent event to every open answer.
 * Nobody is asked who they are, nothing is kept, no heartbeat.
 */

const { DATABASE_URL, PORT } = process.env;
const sql = postgres(DATABASE_URL, { max: 1 });
const open = new Set();
let told = 0;

await sql.listen("bare_live", (payload) => {
  told += 1;
  const frame = Buffer.from(`id: ${told}\nevent: news\ndata: ${payload}\n\n`);
  for (const response of open) response.write(frame);
});

const server = http.createServer((request, response) => {
  if (request.url === "/") return void response.end("ready");
  response.writeHead(200, {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store",
  });
  response.write("event: ready\ndata: {}\n\n");
  open.add(response);
  response.on("close", () => open.delete(response));
});
server.listen(Number(PORT), "127.0.0.1");
process.once("SIGTERM", () => process.exit(0));
