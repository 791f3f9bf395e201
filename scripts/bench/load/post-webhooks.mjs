import { percentile } from "../figures.mjs";
import { messageBody, signedRequest } from "../webhook-body.mjs";
import { followOrders } from "./follow-orders.mjs";
import { HttpConnection } from "./http-connection.mjs";

/**
 * A program of its own: each line of its input is an order `{ port, path, secret, phoneNumberId, tag, inFlight, seconds }`,
 * each line of its output what came of it. Every body is unique and carries `tag` and a number as its message id.
 */

/** Made before the clock starts; whoever is faster gets the rest signed on the way. */
const READY_PER_SECOND = 20_000;

await followOrders(post);

async function post(order) {
  const { port, inFlight, seconds } = order;
  const next = requestMaker(order);
  const connections = await Promise.all(Array.from({ length: inFlight }, () => HttpConnection.open(port)));
  const latencies = [];
  const statuses = {};
  const startedAt = performance.now();
  const stopAt = startedAt + seconds * 1000;
  const keepPosting = async (connection) => {
    for (let sentAt = performance.now(); sentAt < stopAt; sentAt = performance.now()) {
      const status = await connection.send(next());
      statuses[status] = (statuses[status] ?? 0) + 1;
      latencies.push(performance.now() - sentAt);
    }
  };
  await Promise.all(connections.map(keepPosting));
  const tookSeconds = (performance.now() - startedAt) / 1000;
  for (const connection of connections) connection.close();
  return {
    statuses,
    perSecond: (statuses[200] ?? 0) / tookSeconds,
    p50Ms: percentile(latencies, 50),
    p99Ms: percentile(latencies, 99),
  };
}

function requestMaker({ port, path, secret, phoneNumberId, tag, seconds, inFlight }) {
  const atSeconds = Math.floor(Date.now() / 1000);
  let made = 0;
  const make = () => {
    made += 1;
    const number = String(made).padStart(7, "0");
    const body = messageBody({
      id: `wamid.${tag}${number}`.padEnd(62, "0"),
      from: `23480${String(made % 100_000_000).padStart(8, "0")}`,
      phoneNumberId,
      text: "Good morning, how much is the red ankara dress?",
      atSeconds,
    });
    return signedRequest({ body, secret, path, port });
  };
  const count = Math.ceil(READY_PER_SECOND * seconds * Math.min(1, inFlight / 10));
  const ready = Array.from({ length: count }, make);
  return () => ready.pop() ?? make();
}
