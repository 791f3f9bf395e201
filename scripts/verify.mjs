import { requireNode } from "./setup/node-version.mjs";

requireNode();
const { installPackages } = await import("./setup/install.mjs");
const { runStaticChecks } = await import("./setup/checks.mjs");
const { runTests, sumUp } = await import("./setup/vitest.mjs");

await installPackages();
const failedChecks = await runStaticChecks();
const unit = await runTests("unit");
console.log(sumUp([unit]));
process.exitCode = failedChecks > 0 || unit.failed > 0 ? 1 : 0;
