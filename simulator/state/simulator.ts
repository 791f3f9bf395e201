import type { SimulatorConfig } from "../config";
import type { WebhookSender } from "../webhooks/sender";
import type { Clock } from "./clock";
import type { EventHub } from "./events";
import type { Faults } from "./faults";
import type { World } from "./world";

/** What every part of the simulator is handed: settings, state, time, and the ways to tell others. */
export interface Simulator {
  config: SimulatorConfig;
  world: World;
  clock: Clock;
  events: EventHub;
  faults: Faults;
  timers: Timers;
  webhooks: WebhookSender;
  /** Own address, known once the port is. */
  url: string;
}

/** Timers that end with the simulator, so that a test's process can end too. */
export interface Timers {
  after(ms: number, run: () => void): void;
  clear(): void;
}

export function createTimers(): Timers {
  const running = new Set<NodeJS.Timeout>();
  return {
    after(ms, run) {
      const timer = setTimeout(() => {
        running.delete(timer);
        run();
      }, ms);
      running.add(timer);
    },
    clear() {
      for (const timer of running) clearTimeout(timer);
      running.clear();
    },
  };
}
