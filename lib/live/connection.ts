import { FRAMES, newsFrame } from "./frames";
import type { LiveNews } from "./hub";

const HEARTBEAT_MS = 15_000;

/** Where the bytes of one stream go. */
export type Sink = {
  write(bytes: Uint8Array): void;
  /** Whether so much waits for the reader that it is gone or asleep. */
  isBehind(): boolean;
  /** Ends the stream; what was written still arrives. May be called of a reader that went first. */
  end(): void;
  /** Breaks off a stream that nobody reads. */
  drop(): void;
};

/** One open stream: what it is told and in which order, and when it ends. Who may hear what is decided before. */
export class Connection {
  private readonly endings: (() => void)[] = [];
  private isOpen = true;
  private waiting: LiveNews[] | null = [];

  constructor(
    readonly sessionId: string,
    private readonly sink: Sink,
  ) {}

  onClose(ending: () => void): void {
    if (this.isOpen) this.endings.push(ending);
    else ending();
  }

  say(frame: Uint8Array): void {
    if (!this.isOpen) return;
    if (this.sink.isBehind()) this.finish(() => this.sink.drop());
    else this.sink.write(frame);
  }

  /** What comes while the stream still catches up waits, and is said once, after what was missed. */
  news(news: LiveNews): void {
    if (this.waiting) this.waiting.push(news);
    else this.say(newsFrame(news));
  }

  /** Says what was missed, then what came meanwhile. */
  release(missed: readonly LiveNews[]): void {
    const known = new Set(missed.map((news) => news.id));
    const late = (this.waiting ?? []).filter((news) => !known.has(news.id));
    this.waiting = null;
    for (const news of [...missed, ...late]) this.say(newsFrame(news));
  }

  beat(isStillIn: () => Promise<boolean>): void {
    const timer = setInterval(async () => {
      const stays = await isStillIn().catch(() => true);
      if (stays) this.say(FRAMES.beat);
      else this.signOut();
    }, HEARTBEAT_MS);
    this.onClose(() => clearInterval(timer));
  }

  /** Its session has ended: says so and closes. */
  signOut(): void {
    this.say(FRAMES.signedOut);
    this.close();
  }

  close(): void {
    this.finish(() => this.sink.end());
  }

  private finish(end: () => void): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    for (const ending of this.endings) ending();
    end();
  }
}
