import { log } from "@/lib/log";
import type { MemberContext } from "@/lib/tenancy/context";
import { type LiveNews, listenFor } from "./hub";
import { missedEvents } from "./missed-events";

const HEARTBEAT_MS = 15_000;

/** A reader that is this many events behind is gone or asleep: its stream ends, and it catches up when it comes back. */
const BEHIND_MAX = 1_000;

/** Open pages of one sitting; more are ended, the oldest first, so that one session cannot hold a server's memory. */
const STREAMS_PER_SESSION = 20;

type Open = { readonly sessionId: string; close(): void };
const store = globalThis as typeof globalThis & { trustguardStreams?: Set<Open> };

function openStreams(): Set<Open> {
  store.trustguardStreams ??= new Set();
  return store.trustguardStreams;
}

/** Ends every stream of this process, so that a stopping server need not wait for them. */
export function closeStreams(): void {
  for (const stream of [...openStreams()]) stream.close();
}

function makeRoom(sessionId: string): void {
  const own = [...openStreams()].filter((stream) => stream.sessionId === sessionId);
  for (const stream of own.slice(0, Math.max(0, own.length - STREAMS_PER_SESSION + 1))) stream.close();
}

/**
 * Server-sent events of a member's business (WHATWG HTML, server-sent events). `lastId` resumes after a lost
 * connection. `isStillIn` is asked at each heartbeat: a revoked session's stream ends, without extending idle time.
 */
export function streamEvents(
  ctx: MemberContext,
  options: { lastId: number | null; isStillIn: () => Promise<boolean> },
): ReadableStream<Uint8Array> {
  let end: () => void = () => undefined;
  return new ReadableStream<Uint8Array>({
    async start(controller) {
      const connection = new Connection(ctx.sessionId, controller);
      end = () => connection.close();
      makeRoom(ctx.sessionId);
      openStreams().add(connection);
      connection.onClose(() => openStreams().delete(connection));
      try {
        const stop = await listenFor(ctx, {
          onNews: (news) => connection.news(news),
          onGap: () => connection.say("event: gap\ndata: {}\n\n"),
          onSignedOut: () => connection.signOut(),
        });
        connection.onClose(stop);
        connection.say("retry: 2000\nevent: ready\ndata: {}\n\n");
        if (options.lastId === null) connection.release([]);
        else await catchUp(ctx, options.lastId, connection);
        connection.beat(options.isStillIn);
      } catch (error) {
        log.warn(
          { requestId: ctx.requestId, name: error instanceof Error ? error.name : "unknown" },
          "a stream ended",
        );
        connection.close();
      }
    },
    cancel: () => end(),
  });
}

async function catchUp(ctx: MemberContext, lastId: number, connection: Connection): Promise<void> {
  const missed = await missedEvents(ctx, lastId);
  if (missed === null) connection.say("event: gap\ndata: {}\n\n");
  connection.release(missed ?? []);
}

class Connection implements Open {
  private readonly encoder = new TextEncoder();
  private readonly endings: (() => void)[] = [];
  private isOpen = true;
  private waiting: LiveNews[] | null = [];

  constructor(
    readonly sessionId: string,
    private readonly controller: ReadableStreamDefaultController<Uint8Array>,
  ) {}

  onClose(ending: () => void): void {
    if (this.isOpen) this.endings.push(ending);
    else ending();
  }

  say(text: string): void {
    if (this.isOpen && (this.controller.desiredSize ?? 0) < -BEHIND_MAX) this.close();
    if (this.isOpen) this.controller.enqueue(this.encoder.encode(text));
  }

  /** What comes while the stream still catches up waits, and is said once, after what was missed. */
  news(news: LiveNews): void {
    if (this.waiting) this.waiting.push(news);
    else this.tell(news);
  }

  /** Says what was missed, then what came meanwhile. */
  release(missed: readonly LiveNews[]): void {
    const known = new Set(missed.map((news) => news.id));
    const late = (this.waiting ?? []).filter((news) => !known.has(news.id));
    this.waiting = null;
    for (const news of [...missed, ...late]) this.tell(news);
  }

  private tell(news: LiveNews): void {
    this.say(
      `id: ${news.id}\nevent: news\ndata: ${JSON.stringify({ topic: news.topic, ids: news.ids })}\n\n`,
    );
  }

  beat(isStillIn: () => Promise<boolean>): void {
    const timer = setInterval(async () => {
      const stays = await isStillIn().catch(() => true);
      if (stays) this.say("event: beat\ndata: {}\n\n");
      else this.signOut();
    }, HEARTBEAT_MS);
    this.onClose(() => clearInterval(timer));
  }

  /** Its session has ended: says so and closes. */
  signOut(): void {
    this.say("event: signed-out\ndata: {}\n\n");
    this.close();
  }

  close(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    for (const ending of this.endings) ending();
    try {
      this.controller.close();
    } catch {
      // The reader went first.
    }
  }
}
