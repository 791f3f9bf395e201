import { log } from "@/lib/log";
import type { MemberContext } from "@/lib/tenancy/context";
import { Connection, type Sink } from "./connection";
import { FRAMES } from "./frames";
import { listenFor } from "./hub";
import { missedEvents, type Resume } from "./missed-events";

/** A reader that is this many events behind is gone or asleep: its stream ends, and it catches up when it comes back. */
const BEHIND_MAX = 1_000;

/** Open pages of one sitting; more are ended, the oldest first, so that one session cannot hold a server's memory. */
const STREAMS_PER_SESSION = 20;

export type StreamOptions = {
  /** What the reader may have missed is said first; null begins anew. */
  resume: Resume | null;
  /** Asked at each heartbeat: a session that is over ends its streams, without extending idle time. */
  isStillIn: () => Promise<boolean>;
};

const store = globalThis as typeof globalThis & { trustguardStreams?: Set<Connection> };

function openStreams(): Set<Connection> {
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
 * Tells `sink` of a member's business until it is closed. Gives the function that closes it, which may be called at any
 * time. Errors end the stream: the reader comes again.
 */
export function openStream(ctx: MemberContext, options: StreamOptions, sink: Sink): () => void {
  const connection = new Connection(ctx.sessionId, sink);
  makeRoom(ctx.sessionId);
  openStreams().add(connection);
  connection.onClose(() => openStreams().delete(connection));
  follow(ctx, options, connection).catch((error: unknown) => {
    log.warn(
      { requestId: ctx.requestId, name: error instanceof Error ? error.name : "unknown" },
      "a stream ended",
    );
    connection.close();
  });
  return () => connection.close();
}

async function follow(ctx: MemberContext, options: StreamOptions, connection: Connection): Promise<void> {
  const stop = await listenFor(ctx, {
    onNews: (news) => connection.news(news),
    onGap: () => connection.say(FRAMES.gap),
    onSignedOut: () => connection.signOut(),
  });
  connection.onClose(stop);
  connection.say(FRAMES.ready);
  if (options.resume === null) connection.release([]);
  else await catchUp(ctx, options.resume, connection);
  connection.beat(options.isStillIn);
}

async function catchUp(ctx: MemberContext, resume: Resume, connection: Connection): Promise<void> {
  const missed = await missedEvents(ctx, resume);
  if (missed === null) connection.say(FRAMES.gap);
  connection.release(missed ?? []);
}

/** Server-sent events of a member's business (WHATWG HTML, server-sent events) as the body of an answer. */
export function streamEvents(ctx: MemberContext, options: StreamOptions): ReadableStream<Uint8Array> {
  let close: () => void = () => undefined;
  return new ReadableStream<Uint8Array>({
    start(controller) {
      close = openStream(ctx, options, controllerSink(controller));
    },
    cancel: () => close(),
  });
}

function controllerSink(controller: ReadableStreamDefaultController<Uint8Array>): Sink {
  const end = () => {
    try {
      controller.close();
    } catch {
      // The reader went first.
    }
  };
  return {
    write: (bytes) => controller.enqueue(bytes),
    isBehind: () => (controller.desiredSize ?? 0) < -BEHIND_MAX,
    end,
    drop: end,
  };
}
