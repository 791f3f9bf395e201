import { requireNode } from "./setup/node-version.mjs";
import { runEverything } from "./setup/test-run.mjs";

requireNode();
const flag = process.argv.indexOf("--only");
await runEverything(flag > 0 ? process.argv[flag + 1] : undefined);
