import type { EventHub } from "./events";

export const FAULT_KINDS = [
  "duplicate",
  "reorder",
  "batch",
  "delay",
  "withhold_statuses",
  "fail",
  "rate_limit",
  "revoke",
  "hang",
  "reset",
  "garbage",
  "refuse",
  "down",
  "media_gone",
  "media_corrupt",
  "sms_down",
  "sms_lost",
  "secrets_down",
  "mail_down",
] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];

/** One way to misbehave. Without `count` it stays until it is removed. */
export interface Fault {
  id: number;
  kind: FaultKind;
  /** How many more times it strikes. */
  count?: number;
  /** Milliseconds: length of a hang or delay, window of a reorder or batch. */
  ms?: number;
  /** `duplicate`: how many copies arrive in all (default 2). */
  times?: number;
  /** `fail`, `hang`, `reset`, `garbage`: whether the message is sent all the same. Default false. */
  effect?: boolean;
  /** `rate_limit`, `refuse`: Meta's error code (default 130429, 10). `fail`: HTTP status (default 500). */
  code?: number;
  /** `refuse`: the HTTP status that carries the error (default 400); Meta has sent 200. */
  status?: number;
  /** `refuse`: how the path of the calls ends that it strikes, such as `/subscribed_apps`. */
  path?: string;
  /** Strikes calls for this phone number id alone. */
  number?: string;
  /** `delay`: which way is slow. Default "webhooks". */
  on?: "webhooks" | "graph";
}

export interface Faults {
  add(fault: Omit<Fault, "id">): Fault;
  list(): Fault[];
  /** Removes the faults that `match`, or all. */
  clear(match?: (fault: Fault) => boolean): void;
  /** The first active fault of that kind that matches, counted down; undefined when all is well. */
  strike(kind: FaultKind, match?: FaultMatch): Fault | undefined;
}

type FaultMatch = { number?: string; on?: Fault["on"]; path?: string };

export function createFaults(events: EventHub): Faults {
  let active: Fault[] = [];
  let nextId = 1;
  const changed = () => events.publish("faults", active);
  return {
    add(fault) {
      const added = { ...fault, id: nextId++ };
      active = [...active, added];
      changed();
      return added;
    },
    list: () => active,
    clear(match = () => true) {
      active = active.filter((fault) => !match(fault));
      changed();
    },
    strike(kind, match = {}) {
      const fault = active.find((candidate) => candidate.kind === kind && matches(candidate, match));
      if (!fault || fault.count === undefined) return fault;
      active = active.flatMap((one) => (one.id === fault.id ? countDown(one) : [one]));
      changed();
      return fault;
    },
  };
}

function matches(fault: Fault, match: FaultMatch): boolean {
  if (fault.path !== undefined && !match.path?.endsWith(fault.path)) return false;
  if (fault.number !== undefined && fault.number !== match.number) return false;
  return match.on === undefined || (fault.on ?? "webhooks") === match.on;
}

function countDown(fault: Fault): Fault[] {
  const left = (fault.count ?? 1) - 1;
  return left > 0 ? [{ ...fault, count: left }] : [];
}
