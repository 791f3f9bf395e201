import { runDemo } from "./demo/run.mjs";
import { requireNode } from "./setup/node-version.mjs";

requireNode();
await runDemo({
  isFresh: process.argv.includes("--fresh"),
  host: process.argv.includes("--localhost") ? "localhost" : "127.0.0.1",
  webPort: Number(process.env.PORT) || 3000,
  simulatorPort: Number(process.env.SIMULATOR_PORT) || 4000,
});
