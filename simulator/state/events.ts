/** Something that happened, told to the page and to tests as one server-sent event. */
export interface SimulatorEvent {
  id: number;
  type:
    | "message"
    | "status"
    | "typing"
    | "reaction"
    | "changed"
    | "people"
    | "businesses"
    | "sms"
    | "mail"
    | "graph"
    | "webhook"
    | "faults"
    | "clock"
    | "reset";
  data: unknown;
}

export interface EventHub {
  publish(type: SimulatorEvent["type"], data: unknown): void;
  /** Calls `listener` for all later events and, first, for remembered ones after `lastId`. Returns the unsubscribing. */
  subscribe(listener: (event: SimulatorEvent) => void, lastId?: number): () => void;
}

const REMEMBERED = 1000;

export function createEventHub(): EventHub {
  const listeners = new Set<(event: SimulatorEvent) => void>();
  const recent: SimulatorEvent[] = [];
  let lastEventId = 0;
  return {
    publish(type, data) {
      lastEventId += 1;
      const event = { id: lastEventId, type, data };
      recent.push(event);
      if (recent.length > REMEMBERED) recent.shift();
      for (const listener of listeners) listener(event);
    },
    subscribe(listener, lastId) {
      if (lastId !== undefined) for (const event of recent) if (event.id > lastId) listener(event);
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
