import { forgetLimits } from "../graph/send-limits";
import type { Simulator } from "../state/simulator";
import { createWorld } from "../state/world";

/** Back to the configuration: no chats, media, mail, faults or webhooks under way; the clock is right again. */
export function resetWorld(sim: Simulator): { reset: true } {
  sim.timers.clear();
  sim.webhooks.clear();
  sim.faults.clear();
  sim.clock.setOffsetMs(0);
  forgetLimits(sim);
  Object.assign(sim.world, createWorld(sim.config));
  sim.events.publish("reset", {});
  return { reset: true };
}
