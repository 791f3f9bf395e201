import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const MINUTE_MS = 60_000;

/** unit: pure, no I/O · integration: real PostgreSQL, own database per file · faults: built product, killed and starved ·
 * e2e: built product, real browser. */
export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "") } },
  oxc: { jsx: { runtime: "automatic" } },
  test: {
    env: { TZ: "UTC" },
    // Two cores: more workers only make timings worse.
    maxWorkers: 2,
    coverage: { include: ["app/**", "components/**", "db/**", "lib/**"], reporter: ["text-summary", "html"] },
    projects: [
      {
        extends: true,
        // Pure, so files share their modules: half the CPU time.
        test: {
          name: "unit",
          include: ["tests/unit/**/*.test.{ts,tsx}"],
          isolate: false,
          // Properties draw hundreds of cases: on a busy machine the default of five seconds is a coin toss.
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: "integration",
          include: ["tests/integration/**/*.test.{ts,tsx}"],
          globalSetup: ["tests/support/database-setup.ts"],
          testTimeout: 20_000,
          hookTimeout: MINUTE_MS,
        },
      },
      {
        extends: true,
        test: {
          name: "faults",
          include: ["tests/faults/**/*.test.ts"],
          // Each file starts the whole built product, kills parts of it and measures: one at a time.
          fileParallelism: false,
          testTimeout: 2 * MINUTE_MS,
          hookTimeout: 2 * MINUTE_MS,
        },
      },
      {
        extends: true,
        test: {
          name: "e2e",
          include: ["tests/e2e/**/*.test.{ts,tsx}"],
          globalSetup: ["tests/support/database-setup.ts"],
          // Each file starts the whole product: one at a time.
          fileParallelism: false,
          testTimeout: 2 * MINUTE_MS,
          hookTimeout: 3 * MINUTE_MS,
        },
      },
    ],
  },
});
