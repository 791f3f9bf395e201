/** A list that grows and shrinks while people look at it: where it is read, and which live topics touch it. */
export const QUEUES = {
  receipts: {
    path: "/api/vendor/receipts?state=waiting&limit=100",
    topics: ["receipt", "order", "escalation"],
  },
  inbox: { path: "/api/conversations?needs_person=true&limit=100", topics: ["conversation", "message"] },
  escalations: {
    path: "/api/ceo/escalations?state=PENDING_CEO_APPROVAL&limit=100",
    topics: ["escalation", "order"],
  },
} as const;

export type QueueName = keyof typeof QUEUES;

export type Page<Item> = { items: Item[]; next_cursor: string | null };

/** Key of a queue in the page's cache. */
export function queueKey(name: QueueName) {
  return ["queue", name] as const;
}
