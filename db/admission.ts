/** Longer than this nobody waits for a connection: an answer that says so is better than none. */
const WAIT_MAX_MS = 10_000;

type Waiting = { enter: () => void; timer: NodeJS.Timeout };

/**
 * Lets in as many at once as there are connections. The driver would let callers wait for as long as others hold them all; here
 * whoever has waited ten seconds is turned away with PostgreSQL's own code for too many connections (53300), which is
 * answered with 503 and, in a job, tried again (F-04).
 */
export class Admission {
  readonly #waiting = new Set<Waiting>();
  #free: number;

  constructor(places: number) {
    this.#free = places;
  }

  /** Runs `work` as soon as there is a place. Throws an error with the code 53300 when there was none for too long. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free -= 1;
    else await this.#wait();
    try {
      return await work();
    } finally {
      this.#leave();
    }
  }

  #wait(): Promise<void> {
    return new Promise((enter, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(one);
        reject(Object.assign(new Error("every connection was taken for too long"), { code: "53300" }));
      }, WAIT_MAX_MS);
      const one: Waiting = { enter, timer };
      this.#waiting.add(one);
    });
  }

  /** The place goes straight to whoever has waited longest. */
  #leave(): void {
    const [next] = this.#waiting;
    if (!next) {
      this.#free += 1;
      return;
    }
    this.#waiting.delete(next);
    clearTimeout(next.timer);
    next.enter();
  }
}
