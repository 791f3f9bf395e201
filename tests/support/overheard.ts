import type { Page, Response } from "playwright";
import { tracesIn } from "./traces";

type Heard = { from: string; text: string };

/** Everything that reached one browser's page: the text of every answer, and every event of its live stream. */
export class Overheard {
  readonly heard: Heard[] = [];
  readonly #reading = new Set<Promise<void>>();

  private constructor() {}

  /** Begins to listen. Call it before the page goes anywhere. */
  static async on(page: Page): Promise<Overheard> {
    const overheard = new Overheard();
    page.on("response", (response) => overheard.#read(response));
    await page.exposeFunction("overhear", (text: string) => {
      overheard.heard.push({ from: "live events", text });
    });
    await page.addInitScript(tellOfEvents);
    return overheard;
  }

  /** Once every answer so far is read; a page that is left takes its unread ones along. */
  async settle(): Promise<void> {
    while (this.#reading.size > 0) await Promise.all(this.#reading);
  }

  /** Where one of these traces, or something that reads like this, was heard. */
  find(traces: Set<string>, words: RegExp): string[] {
    return this.heard.flatMap(({ from, text }) => {
      const found = [...tracesIn(text)].filter((trace) => traces.has(trace));
      const said = words.exec(text)?.[0];
      return [...found, ...(said ? [said] : [])].map((what) => `${what} in ${from}`);
    });
  }

  #read(response: Response): void {
    const { pathname } = new URL(response.url());
    const type = response.headers()["content-type"] ?? "";
    // Files of the build are the same for everybody; a stream of events never ends, so its events are told one by one.
    if (pathname.startsWith("/_next/static/") || type.startsWith("text/event-stream")) return;
    if (!/^(?:text\/|application\/(?:\w+\+)?json)/.test(type)) return;
    const reading = response
      .text()
      .then((text) => void this.heard.push({ from: response.url(), text }))
      .catch(() => undefined)
      .finally(() => this.#reading.delete(reading));
    this.#reading.add(reading);
  }
}

/** In the page: hands every event of a stream on to the test as well. */
function tellOfEvents(): void {
  const tell = (event: Event) => {
    const { overhear } = window as unknown as { overhear: (text: string) => void };
    overhear(`${event.type} ${(event as MessageEvent<string>).data}`);
  };
  window.EventSource = class extends EventSource {
    constructor(url: string | URL, options?: EventSourceInit) {
      super(url, options);
      for (const type of ["message", "ready", "news", "gap"]) this.addEventListener(type, tell);
    }
  };
}
