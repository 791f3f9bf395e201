import { requireNode } from "./setup/node-version.mjs";

requireNode();

/** Each bench is one file that measures and prints; what it gives is printed as one JSON line last. */
const BENCHES = {
  webhooks: "webhooks taken per second, against a bare server and against the route handler",
  turn: "from a person's message to the answer on their phone, against a bare pipe",
  live: "one event to a thousand open pages, against a bare fan-out, and to the screen of one",
};

const name = process.argv[2];
if (!Object.hasOwn(BENCHES, name ?? "")) {
  console.error("npm run bench -- <name>, which is one of:");
  for (const [known, what] of Object.entries(BENCHES)) console.error(`  ${known.padEnd(10)} ${what}`);
  console.error("BENCH_ROUNDS (5) and BENCH_SECONDS (2) make it longer or shorter.");
  process.exit(2);
}

try {
  const { measure } = await import(`./bench/${name}.mjs`);
  const figures = await measure();
  console.log(JSON.stringify({ bench: name, ...figures }));
  process.exit(0);
} catch (error) {
  console.error(error);
  process.exit(1);
}
