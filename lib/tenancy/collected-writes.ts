/** Writes what one transaction has collected, in the order in which it came. */
export type Writer<T> = (tx: never, items: readonly T[]) => Promise<unknown>;

type Collected = Map<Writer<unknown>, unknown[]>;

const collected = new WeakMap<object, Collected>();

/** From now on {@link writeAtEnd} collects for this transaction, until {@link writeCollected}. */
export function collectWrites(tx: object): void {
  collected.set(tx, new Map());
}

/**
 * Keeps something back that nobody reads before the commit (an audit entry, a job, a notice to open pages): all of one kind
 * are written by one statement at the end of the transaction, and every kind in the same round trip. Business rows are
 * thereby locked before the audit chain's head, and the head is held for as short as can be.
 */
export async function writeAtEnd<T>(tx: object, write: Writer<T>, item: T): Promise<void> {
  const kinds = collected.get(tx);
  if (!kinds) {
    await write(tx as never, [item]);
    return;
  }
  const items = kinds.get(write as Writer<unknown>);
  if (items) items.push(item);
  else kinds.set(write as Writer<unknown>, [item]);
}

/** Writes all that was collected. What a writer itself keeps back is written right away. */
export async function writeCollected(tx: object): Promise<void> {
  const kinds = collected.get(tx);
  collected.delete(tx);
  if (!kinds || kinds.size === 0) return;
  await Promise.all([...kinds].map(([write, items]) => write(tx as never, items)));
}
